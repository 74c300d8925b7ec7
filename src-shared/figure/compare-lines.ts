import type { FigureSeries, ShapeStyle } from './chart-option.ts'
import type { ChartTheme } from './chart-theme.ts'
import { boundsEncode, boundsOf, pixelsOf, quiet } from './compared-curve.ts'
import type { ComparedCurve } from './compared-curve.ts'
import type { PanelScale } from './panel-scale.ts'

/** How faint one of N seeds is: together they carry about the same ink, and one alone can still be seen. */
export const seedOpacity = (seeds: number): number => Math.max(0.04, 0.16 * Math.sqrt(10 / Math.max(1, seeds)))

interface Line {
  x: readonly number[]
  y: readonly number[]
  style: ShapeStyle
}

/** All curves' seeds as one series, one polyline each: a series a seed would cost a hundred times as much to draw. */
export const seedSeries = (
  curves: readonly ComparedCurve[],
  theme: ChartTheme,
  scale: PanelScale,
): FigureSeries | null =>
  lineSeries(
    'seeds',
    curves.flatMap(({ seeds, colour, x: centre }) => {
      // Paths have no centre to stand beside.
      const opacity = seedOpacity(seeds.length) * (centre.length === 0 ? 3 : 1)
      const style = { stroke: colour, lineWidth: theme.paper ? 0.7 : 1, opacity }
      return seeds.map(({ x, y }) => ({ x, y, style }))
    }),
    scale,
    1,
  )

/** The centres without smoothing, behind the smoothed ones. */
export const rawSeries = (curves: readonly ComparedCurve[], scale: PanelScale): FigureSeries | null =>
  lineSeries(
    'raw',
    curves.map(({ x, rawCentre, colour }) => ({
      x: rawCentre.length === 0 ? [] : x,
      y: rawCentre,
      style: { stroke: colour, lineWidth: 1, opacity: 0.35 },
    })),
    scale,
    2,
  )

/** Thinner where there are many, and on paper. */
export const centreWidthPx = (curves: number, { paper }: ChartTheme): number =>
  paper ? (curves > 40 ? 1 : 1.6) : curves > 40 ? 1.4 : 2.2

export const centreSeries = (
  curves: readonly ComparedCurve[],
  theme: ChartTheme,
  scale: PanelScale,
): FigureSeries | null =>
  lineSeries(
    'centres',
    curves.map(({ x, centre, colour, dash }) => ({
      x,
      y: centre,
      style: { stroke: colour, lineWidth: centreWidthPx(curves.length, theme), lineDash: [...dash] },
    })),
    scale,
    3,
  )

function lineSeries(name: string, all: readonly Line[], scale: PanelScale, z: number): FigureSeries | null {
  const lines = all.flatMap((line) => {
    const box = boundsOf(line.x, [line.y])
    return box === null ? [] : [{ line, box }]
  })
  if (lines.length === 0) return null
  return {
    ...quiet,
    ...scale.place(name),
    type: 'custom',
    data: lines.map(({ box }) => box),
    encode: boundsEncode,
    clip: true,
    z,
    renderItem: (params, api) => {
      const { line, box } = lines[params.dataIndexInside]!
      const px = pixelsOf(api, box, scale.log)
      const points = line.x.map((x, i) => [px.x(x), px.y(line.y[i]!)])
      const [only] = points
      // A lone point is no line.
      if (points.length === 1)
        return {
          type: 'circle',
          shape: { cx: only![0]!, cy: only![1]!, r: z === 3 ? 3.5 : 2 },
          style: { fill: line.style.stroke!, opacity: line.style.opacity ?? 1 },
        }
      return { type: 'polyline', shape: { points }, style: { fill: 'none', lineJoin: 'bevel', ...line.style } }
    },
  }
}
