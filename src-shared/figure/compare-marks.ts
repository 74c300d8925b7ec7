import type { FigureSeries, GridRectangle, RenderApi, Shape } from './chart-option.ts'
import { chartFont } from './chart-theme.ts'
import type { ChartTheme } from './chart-theme.ts'
import { quiet } from './compared-curve.ts'
import type { ComparedCurve } from './compared-curve.ts'
import { spreadLabels } from './end-labels.ts'
import type { PanelScale } from './panel-scale.ts'

const labelGap = 20

/** An open ring where a seed that ended before its budget leaves the mean. */
export function fallSeries(
  curves: readonly ComparedCurve[],
  theme: ChartTheme,
  scale: PanelScale,
): FigureSeries | null {
  const falls = curves.flatMap((curve) =>
    curve.falls.flatMap(({ x }) => {
      const at = curve.x.findLastIndex((place) => place <= x)
      // Zoomed in, some are outside.
      const outside = at < 0 || x > curve.x.at(-1)!
      return outside ? [] : [{ place: [x, curve.centre[at]!], colour: curve.colour }]
    }),
  )
  if (falls.length === 0) return null
  return {
    ...quiet,
    ...scale.place('falls'),
    type: 'custom',
    data: falls.map(({ place }) => place),
    clip: true,
    z: 4,
    renderItem: (params, api) => {
      const { place, colour } = falls[params.dataIndexInside]!
      const [cx, cy] = api.coord(place) as [number, number]
      return {
        type: 'circle',
        shape: { cx, cy, r: 4 },
        style: { fill: theme.panel, stroke: colour, lineWidth: 2 },
      }
    },
  }
}

export function solvedSeries(
  solvedAt: number,
  x: number,
  formatY: (y: number) => string,
  theme: ChartTheme,
  scale: PanelScale,
): FigureSeries {
  return {
    ...quiet,
    ...scale.place('solved'),
    type: 'custom',
    data: [[x, solvedAt]],
    // Above the curves, which gather where a world counts as solved: its words stay legible.
    z: 4,
    renderItem: (params, api) => {
      const grid = params.coordSys as GridRectangle
      const y = api.coord([x, solvedAt])[1]!
      return {
        type: 'group',
        children: [
          {
            type: 'line',
            shape: { x1: grid.x, y1: y, x2: grid.x + grid.width, y2: y },
            style: { stroke: theme.soft, lineWidth: 1, lineDash: [4, 4] },
          },
          {
            type: 'text',
            style: {
              text: `solved: ${formatY(solvedAt)}`,
              x: grid.x + 6,
              y: y - 4,
              verticalAlign: 'bottom',
              fill: theme.soft,
              backgroundColor: theme.panel,
              padding: [1, 3],
              borderRadius: 3,
              font: `11.5px ${chartFont}`,
            },
          },
        ],
      }
    },
  }
}

/** A swatch and a name at each line's end, moved apart where they meet, with a thin line back to where they belong. */
export function labelSeries(
  curves: readonly ComparedCurve[],
  labelWidthPx: number,
  theme: ChartTheme,
  scale: PanelScale,
): FigureSeries | null {
  const ending = curves.filter((curve) => curve.x.length > 0)
  const ends = ending.map((curve) => [curve.x[curve.x.length - 1]!, curve.centre[curve.centre.length - 1]!])
  if (ends.length === 0) return null
  const render = (grid: GridRectangle, api: RenderApi): Shape => {
    const points = ends.map((end) => api.coord(end))
    const heights = spreadLabels(
      points.map((point) => point[1]!),
      labelGap,
      grid.y,
      grid.y + grid.height,
    )
    const left = grid.x + grid.width
    return {
      type: 'group',
      children: ending.flatMap((curve, i) => {
        const [x, y] = points[i]! as [number, number]
        const height = heights[i]!
        return [
          {
            type: 'polyline' as const,
            shape: {
              points: [
                [x + 2, y],
                [left + 3, y],
                [left + 11, height],
              ],
            },
            // Dotted and grey: it leads the eye to a name, and must not be taken for a curve that goes on.
            style: {
              fill: 'none',
              stroke: theme.faint,
              lineWidth: 1,
              lineDash: [1, 3],
              opacity: Math.abs(height - y) > 2 || x < left - 4 ? 1 : 0,
            },
          },
          {
            type: 'rect' as const,
            shape: { x: left + 12, y: height - 5, width: 10, height: 10, r: 2 },
            style: { fill: curve.colour },
          },
          {
            type: 'text' as const,
            style: {
              text: curve.label,
              x: left + 27,
              y: height,
              verticalAlign: 'middle' as const,
              fill: theme.text,
              font: `600 12px ${chartFont}`,
              width: labelWidthPx - 36,
              overflow: 'truncate' as const,
              ellipsis: '…',
            },
          },
        ]
      }),
    }
  }
  return {
    ...quiet,
    ...scale.place('labels'),
    type: 'custom',
    data: [ends[0]!],
    clip: false,
    z: 5,
    renderItem: (params, api) => render(params.coordSys as GridRectangle, api),
  }
}
