import type { ChartTheme } from '../../src-shared/figure/chart-theme.ts'
import { bandOpacity, bandStretches } from '../../src-shared/figure/compare-bands.ts'
import { centreWidthPx, seedOpacity } from '../../src-shared/figure/compare-lines.ts'
import type { ComparedCurve } from '../../src-shared/figure/compared-curve.ts'
import { numberText } from '../reading/csv-cell.ts'
import { latexText } from './latex-text.ts'

export interface PgfplotsPanel {
  curves: readonly ComparedCurve[]
  xLabel: string
  yLabel: string
  /** What values on x are divided by to be in the label's unit. */
  xDivisor: number
  logX: boolean
  logY: boolean
  xRange: readonly [number, number] | null
  yRange: readonly [number, number] | null
  solvedAt: number | null
}

/**
 * A `tikzpicture` for the package pgfplots, with its data in it: for each curve its seeds, its band and its centre, as
 * they are drawn. A band is a closed path, which needs no library.
 */
export function pgfplots(
  panel: PgfplotsPanel,
  theme: ChartTheme,
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
): string {
  const { curves } = panel
  const name = (index: number) => `curve${index + 1}`
  return [
    ...curves.map(({ colour }, index) => `\\definecolor{${name(index)}}{HTML}{${colour.slice(1).toUpperCase()}}`),
    '\\begin{tikzpicture}',
    '\\begin{axis}[',
    `  width=${inches(widthPx)}, height=${inches(heightPx)},`,
    `  xlabel={${latexText(panel.xLabel)}}, ylabel={${latexText(panel.yLabel)}},`,
    `  ${axisOptions(panel)}axis lines=left, enlarge x limits=false, ymajorgrids, grid style={black!10},`,
    '  legend pos=outer north east, legend cell align=left, legend style={draw=none, font=\\footnotesize},',
    '  tick label style={font=\\footnotesize}]',
    ...curves.flatMap(({ seeds }, index) =>
      seeds.map(({ x, y }) => {
        const style = `${name(index)}, opacity=${seedOpacity(seeds.length).toFixed(2)}, line width=0.5pt`
        return plotted(style, x, y, panel)
      }),
    ),
    ...curves.flatMap((curve, index) =>
      bandStretches(curve.low, curve.high).map(({ from, to }) => {
        const forth = Array.from({ length: to - from + 1 }, (_, i) => from + i)
        const back = forth.toReversed()
        const x = [...forth, ...back].map((i) => curve.x[i]!)
        const y = [...forth.map((i) => curve.low[i]!), ...back.map((i) => curve.high[i]!)]
        const opacity = bandOpacity(curves.length).toFixed(2)
        return plotted(`draw=none, fill=${name(index)}, fill opacity=${opacity}`, x, y, panel, ' -- cycle')
      }),
    ),
    ...curves.flatMap(({ x, rawCentre }, index) =>
      rawCentre.length === 0 ? [] : plotted(`${name(index)}, opacity=0.35, line width=0.7pt`, x, rawCentre, panel),
    ),
    ...curves.flatMap(({ x, centre, dash, label }, index) => {
      const width = points(centreWidthPx(curves.length, theme))
      const style = `${name(index)}, line width=${width}${dashes(dash)}`
      return [
        ...(x.length === 0 ? [] : [plotted(style, x, centre, panel)]),
        `\\addlegendimage{${style}}`,
        `\\addlegendentry{${latexText(label)}}`,
      ]
    }),
    ...solvedLine(panel),
    '\\end{axis}',
    '\\end{tikzpicture}',
    '',
  ].join('\n')
}

const axisOptions = ({ logX, logY, xRange, yRange, xDivisor }: PgfplotsPanel): string =>
  [
    ...(logX ? ['xmode=log'] : []),
    ...(logY ? ['ymode=log'] : []),
    ...(xRange === null ? [] : [`xmin=${xRange[0] / xDivisor}`, `xmax=${xRange[1] / xDivisor}`]),
    ...(yRange === null ? [] : [`ymin=${yRange[0]}`, `ymax=${yRange[1]}`]),
  ]
    .map((option) => `${option}, `)
    .join('')

function plotted(
  style: string,
  x: readonly number[],
  y: readonly number[],
  { xDivisor }: PgfplotsPanel,
  end = '',
): string {
  const rows = x.map((value, i) => `${numberText(value / xDivisor)} ${numberText(y[i]!)}\n`).join('')
  return `\\addplot[${style}, forget plot] table {\n${rows}}${end};`
}

function solvedLine(panel: PgfplotsPanel): string[] {
  const { solvedAt, curves } = panel
  const xs = curves.flatMap(({ x }) => (x.length === 0 ? [] : [x[0]!, x.at(-1)!]))
  if (solvedAt === null || xs.length === 0) return []
  const ends = [xs.reduce((a, b) => Math.min(a, b)), xs.reduce((a, b) => Math.max(a, b))]
  return [plotted('black!60, dashed', ends, [solvedAt, solvedAt], panel)]
}

const inches = (px: number): string => `${(px / 96).toFixed(2)}in`
const points = (px: number): string => `${(px * 0.75).toFixed(2)}pt`

/** Dash lengths in px as TikZ's "on 5.25pt off 3pt". */
function dashes(dash: readonly number[]): string {
  if (dash.length === 0) return ''
  const parts = dash.map((length, i) => `${i % 2 === 0 ? 'on' : 'off'} ${points(length)}`)
  return `, dash pattern=${parts.join(' ')}`
}
