import type { AutopsyPlane, AutopsyResult } from '../../../../../src-shared/domain/lab-results/autopsy.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import { heatRamps, rampColour } from '../../../../../src-shared/figure/heat-ramp.ts'
import { formatNumber } from '../../../../../src-shared/words/format.ts'
import type { Size } from '../../../../charts/drawing-chart.tsx'
import { arrow } from '../../../../charts/drawing.ts'
import type { Drawing, Mark } from '../../../../charts/drawing.ts'
import { isolines } from '../../../../charts/isolines.ts'
import { marker, plot, roundBetween } from '../../../../charts/plot.ts'
import type { Plot } from '../../../../charts/plot.ts'
import { methodLegend, methodStyle, textSize } from './method-style.ts'

const axisNames: Record<AutopsyPlane['axes'], [x: string, y: string]> = {
  parameters: ['θ₀', 'θ₁'],
  natural: ['along the exact gradient', 'what the natural step adds'],
  batch: ['along the exact gradient', 'what the batch’s gradient adds'],
}

/** The arrows of the steps over contours of J (ground and thin lines) and of KL (dashed). */
export function planeDrawing(result: AutopsyResult, theme: ChartTheme, size: Size): Drawing {
  const plane = result.plane!
  const legend = methodLegend(
    result.steps.map(({ method }) => method),
    theme,
    size.width,
  )
  const [xName, yName] = axisNames[plane.axes]
  const plotted = plot(
    theme,
    { x: 12, y: legend.height, width: size.width - 26, height: size.height - legend.height - 4 },
    { name: xName, ...plane.x },
    { name: yName, ...plane.y },
  )
  return {
    ...size,
    ground: theme.panel,
    marks: [
      ...ground(plane, plotted, theme),
      ...plotted.marks,
      ...contours(plane, plotted, theme, result.delta),
      ...arrows(result, plotted, theme),
      ...legend.marks,
    ],
  }
}

function ground({ points, objectives }: AutopsyPlane, { area }: Plot, { scheme }: ChartTheme): Mark[] {
  const [low, high] = [Math.min(...objectives), Math.max(...objectives)]
  const ramp = heatRamps[scheme].amount
  // One field less to a side than there are points: each has the mean of its corners.
  const side = points - 1
  const [width, height] = [area.width / side, area.height / side]
  return Array.from({ length: side * side }, (_, i): Mark => {
    const [column, row] = [i % side, Math.floor(i / side)]
    const corners = [0, 1, points, points + 1].map((step) => objectives[row * points + column + step]!)
    const mean = corners.reduce((sum, value) => sum + value, 0) / 4
    return {
      kind: 'rect',
      x: area.x + column * width,
      y: area.y + area.height - (row + 1) * height,
      width: width + 0.5,
      height: height + 0.5,
      fill: rampColour(ramp, high > low ? (mean - low) / (high - low) : 0.5),
    }
  })
}

function contours(
  { points, objectives, kls, x, y }: AutopsyPlane,
  plotted: Plot,
  theme: ChartTheme,
  delta: number | null,
): Mark[] {
  const at = ([column, row]: readonly [number, number]): [number, number] => [
    plotted.x(x.low + ((x.high - x.low) * column) / (points - 1)),
    plotted.y(y.low + ((y.high - y.low) * row) / (points - 1)),
  ]
  const lines = (values: readonly number[], level: number, stroke: string, strokeWidth: number, dash: number[]) =>
    isolines({ columns: points, rows: points, values }, level).map(([from, to]): Mark => ({
      kind: 'path',
      points: [at(from), at(to)],
      closed: false,
      stroke,
      strokeWidth,
      dash,
    }))
  const levels = roundBetween(Math.min(...objectives), Math.max(...objectives), 8)
  const spent = klLevels(kls, delta)
  return [
    ...levels.flatMap((level) => lines(objectives, level, theme.faint, 0.8, [])),
    ...spent.flatMap((level) => {
      const segments = lines(kls, level, theme.text, 1.2, [])
      // Short segments carry no dashes: every third one is left out instead.
      return segments.filter((_, i) => i % 3 !== 2)
    }),
  ]
}

/** The KL that each step spends, or else a few within the plane. */
export function klLevels(kls: readonly number[], delta: number | null): number[] {
  if (delta !== null) return [delta]
  const most = Math.max(...kls)
  return [most / 16, most / 4].filter((level) => level > 0)
}

function arrows({ steps }: AutopsyResult, plotted: Plot, theme: ChartTheme): Mark[] {
  const origin: [number, number] = [plotted.x(0), plotted.y(0)]
  return [
    ...steps.flatMap(({ method, at }): Mark[] => {
      if (at === null) return []
      const { colour, marker: kind } = methodStyle(method, theme.scheme)
      const end: [number, number] = [plotted.x(at.x), plotted.y(at.y)]
      return [...arrow(origin, end, colour, 2, 8), marker(kind, ...end, colour, theme.panel)]
    }),
    { kind: 'circle', x: origin[0], y: origin[1], radius: 4, fill: theme.text },
    {
      kind: 'text',
      x: origin[0] - 8,
      y: origin[1] + 15,
      text: 'θ',
      size: textSize + 1,
      weight: 600,
      fill: theme.text,
      at: 'end',
    },
  ]
}

/** What the lines mean, below the picture. */
export function planeCaption({ plane, delta }: AutopsyResult): string {
  const { objectives, kls, axes } = plane!
  const range = `${formatNumber(Math.min(...objectives), 3)} to ${formatNumber(Math.max(...objectives), 3)}`
  const levels = klLevels(kls, delta)
    .map((level) => formatNumber(level, 2))
    .join(' and ')
  const drawn = axes === 'parameters' ? 'The two parameters' : 'A plane through θ'
  return (
    `${drawn}: ground and thin lines are exact J, ${range}; broken lines exact KL ${levels}. ` +
    'Arrows are steps, as far as they lie in it.'
  )
}
