import type { CustomSeriesOption, LineSeriesOption } from 'echarts'
import { chartFont } from './chart-theme.ts'
import type { ChartTheme } from './chart-theme.ts'
import { spreadLabels } from './end-labels.ts'

/** A variant's centre and band over x, and its seeds' own lines; already decimated for drawing. */
export interface ComparedCurve {
  key: string
  label: string
  colour: string
  /** Dash lengths in px; empty is solid. */
  dash: readonly number[]
  x: readonly number[]
  centre: readonly number[]
  low: readonly (number | null)[]
  high: readonly (number | null)[]
  n: readonly number[]
  /** Where a seed that ended early leaves the curve. */
  falls: readonly { x: number; n: number }[]
  seeds: readonly { x: readonly number[]; y: readonly number[] }[]
}

/** How faint one of N seeds is: together they carry about the same ink, and one alone can still be seen. */
export const seedOpacity = (seeds: number): number => Math.max(0.04, 0.16 * Math.sqrt(10 / Math.max(1, seeds)))

const labelGap = 20
const bandOpacity = 0.2

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>
type Api = Parameters<RenderItem>[1]
interface GridRectangle {
  x: number
  y: number
  width: number
  height: number
}

const quiet = { silent: true, animation: false, tooltip: { show: false } } as const

/** The rectangle that a shape drawn as one item covers, so that the axes make room for it: [xMin, yMin, xMax, yMax]. */
function bounds(x: readonly number[], ys: readonly (readonly (number | null)[])[]): number[] | null {
  let low = Infinity
  let high = -Infinity
  for (const y of ys) {
    for (const value of y) {
      if (value === null) continue
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  return x.length === 0 || low > high ? null : [x[0]!, low, x[x.length - 1]!, high]
}
const boundsEncode = { x: [0, 2], y: [1, 3] }

interface Range {
  low: number
  high: number
}

/**
 * How far bands may stretch the y-axis: half the height of what the lines themselves take, on either side. The interval
 * of two seeds reaches far beyond anything that was seen; an axis made for it would hide the curves.
 */
export function bandRoom(curves: readonly ComparedCurve[]): Range {
  let low = Infinity
  let high = -Infinity
  for (const curve of curves) {
    for (const box of [bounds(curve.x, [curve.centre]), ...curve.seeds.map((seed) => bounds(seed.x, [seed.y]))]) {
      if (box === null) continue
      low = Math.min(low, box[1]!)
      high = Math.max(high, box[3]!)
    }
  }
  const half = (high - low) / 2
  return { low: low - half, high: high + half }
}

/** Whether some band is cut off by that; the caption says so. */
export function bandsCut(curves: readonly ComparedCurve[]): boolean {
  const room = bandRoom(curves)
  return curves.some(
    (curve) =>
      curve.low.some((value) => value !== null && value < room.low) ||
      curve.high.some((value) => value !== null && value > room.high),
  )
}

/** Stretches of the curve that have a band: with one seed left there is none. */
export function bandStretches(
  low: readonly (number | null)[],
  high: readonly (number | null)[],
): { from: number; to: number }[] {
  const stretches: { from: number; to: number }[] = []
  for (let i = 0; i < low.length; i++) {
    if (low[i] === null || high[i] === null) continue
    const last = stretches.at(-1)
    if (last?.to === i - 1) last.to = i
    else stretches.push({ from: i, to: i })
  }
  return stretches
}

/** All of a variant's band as one shape: a polygon a stretch, forth along the low end and back along the high one. */
export function bandSeries(curve: ComparedCurve, room: Range): CustomSeriesOption | null {
  const box = bounds(curve.x, [curve.low, curve.high])
  if (box === null) return null
  const [x0, low, x1, high] = box as [number, number, number, number]
  const shown = [x0, Math.max(room.low, low), x1, Math.min(room.high, high)]
  const stretches = bandStretches(curve.low, curve.high)
  return {
    ...quiet,
    type: 'custom',
    id: `band ${curve.key}`,
    data: [shown],
    encode: boundsEncode,
    clip: true,
    z: 2,
    progressive: 0,
    renderItem: (_, api) => ({
      type: 'group',
      children: stretches.map(({ from, to }) => {
        const points: number[][] = []
        for (let i = from; i <= to; i++) points.push(api.coord([curve.x[i]!, curve.low[i]!]))
        for (let i = to; i >= from; i--) points.push(api.coord([curve.x[i]!, curve.high[i]!]))
        return { type: 'polygon' as const, shape: { points }, style: { fill: curve.colour, opacity: bandOpacity } }
      }),
    }),
  }
}

/**
 * All of a variant's seeds as one series, one polyline each: a series a seed would cost a hundred times as much to
 * draw.
 */
export function seedSeries(curve: ComparedCurve): CustomSeriesOption | null {
  const lines = curve.seeds
    .map((seed) => ({ seed, box: bounds(seed.x, [seed.y]) }))
    .filter((line): line is { seed: ComparedCurve['seeds'][number]; box: number[] } => line.box !== null)
  if (lines.length === 0) return null
  const opacity = seedOpacity(lines.length)
  return {
    ...quiet,
    type: 'custom',
    id: `seeds ${curve.key}`,
    data: lines.map((line) => line.box),
    encode: boundsEncode,
    clip: true,
    z: 1,
    progressive: 0,
    renderItem: (params, api) => {
      const { seed } = lines[params.dataIndexInside] ?? { seed: { x: [], y: [] } }
      const points = seed.x.map((x, i) => api.coord([x, seed.y[i]!]))
      return {
        type: 'polyline',
        shape: { points },
        style: { fill: 'none', stroke: curve.colour, lineWidth: 1, opacity },
      }
    },
  }
}

export function centreSeries(curve: ComparedCurve): LineSeriesOption {
  return {
    type: 'line',
    id: `centre ${curve.key}`,
    name: curve.label,
    data: curve.x.map((x, i) => [x, curve.centre[i]!]),
    showSymbol: curve.x.length === 1,
    symbol: 'circle',
    symbolSize: 7,
    lineStyle: { width: 2.2, color: curve.colour, type: curve.dash.length === 0 ? 'solid' : [...curve.dash] },
    itemStyle: { color: curve.colour },
    emphasis: { disabled: true },
    animation: false,
    z: 3,
  }
}

/** An open ring where a seed that ended before its budget leaves the mean. */
export function fallSeries(curve: ComparedCurve, theme: ChartTheme): CustomSeriesOption | null {
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
): CustomSeriesOption {
  return {
    ...quiet,
    type: 'custom',
    id: 'solved',
    data: [[x, solvedAt]],
    // Above the curves, which gather where a world counts as solved: its words stay legible.
    z: 4,
    renderItem: (params, api) => {
      const grid = params.coordSys as unknown as GridRectangle
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
  labelRoomPx: number,
  theme: ChartTheme,
): CustomSeriesOption | null {
  const ending = curves.filter((curve) => curve.x.length > 0)
  const ends = ending.map((curve) => [curve.x[curve.x.length - 1]!, curve.centre[curve.centre.length - 1]!])
  if (ends.length === 0) return null
  const render = (grid: GridRectangle, api: Api): ReturnType<RenderItem> => {
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
              width: labelRoomPx - 36,
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
    renderItem: (params, api) => render(params.coordSys as unknown as GridRectangle, api),
  }
}
