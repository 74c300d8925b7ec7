import type { CustomSeries, GridRectangle, RenderApi, Shape } from './chart-option.ts'
import { chartFont } from './chart-theme.ts'
import type { ChartTheme } from './chart-theme.ts'
import { quiet } from './compared-curve.ts'
import type { ComparedCurve } from './compared-curve.ts'
import { spreadLabels } from './end-labels.ts'

const labelGap = 20

/** An open ring where a seed that ended before its budget leaves the mean. */
export function fallSeries(curve: ComparedCurve, theme: ChartTheme): CustomSeries | null {
  if (curve.falls.length === 0 || curve.x.length === 0) return null
  const data = curve.falls.map((fall) => {
    const at = curve.x.findLastIndex((x) => x <= fall.x)
    return [fall.x, curve.centre[Math.max(0, at)]!]
  })
  return {
    ...quiet,
    type: 'custom',
    id: `falls ${curve.key}`,
    data,
    clip: true,
    z: 4,
    renderItem: (params, api) => {
      const [cx, cy] = api.coord(data[params.dataIndexInside]!) as [number, number]
      return {
        type: 'circle',
        shape: { cx, cy, r: 4 },
        style: { fill: theme.panel, stroke: curve.colour, lineWidth: 2 },
      }
    },
  }
}

export function solvedSeries(
  solvedAt: number,
  x: number,
  formatY: (y: number) => string,
  theme: ChartTheme,
): CustomSeries {
  return {
    ...quiet,
    type: 'custom',
    id: 'solved',
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
): CustomSeries | null {
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
    type: 'custom',
    id: 'labels',
    data: [ends[0]!],
    clip: false,
    z: 5,
    renderItem: (params, api) => render(params.coordSys as GridRectangle, api),
  }
}
