import type { RunId } from '../domain/ids.ts'
import type { RenderApi } from './chart-option.ts'

/** A run's own line. */
export interface ComparedSeed {
  runId: RunId
  x: readonly number[]
  y: readonly number[]
}

/** A variant's centre and band over x, and its seeds' own lines; already decimated for drawing. */
export interface ComparedCurve {
  key: string
  label: string
  colour: string
  /** Dash lengths in px; empty is solid. */
  dash: readonly number[]
  x: readonly number[]
  centre: readonly number[]
  /** Without smoothing; empty where there is none. */
  rawCentre: readonly number[]
  /** The band as it is drawn: cut at what is possible. Null where there is none. */
  low: readonly (number | null)[]
  high: readonly (number | null)[]
  /** The band as it was computed. */
  uncut: { low: readonly (number | null)[]; high: readonly (number | null)[] }
  /** Where the band was cut because more or less is impossible; null where it was not. */
  cut: { low: number; high: number } | null
  n: readonly number[]
  /** Where N falls: a seed ended early, or hasn't come further yet. */
  falls: readonly { x: number; n: number }[]
  seeds: readonly ComparedSeed[]
  /** On a log scale nothing stands at or below zero: so many points are left out, and bands end at `floor`. */
  undrawable: number
  floor: { x: number; y: number }
}

/** A curve's values at x: those of its last point at or before x; null before it begins and after it ends. */
export function curveAt(
  curve: Pick<ComparedCurve, 'x' | 'centre' | 'low' | 'high' | 'n'>,
  x: number,
): { centre: number; low: number | null; high: number | null; n: number } | null {
  let from = 0
  let to = curve.x.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (curve.x[middle]! <= x) from = middle + 1
    else to = middle
  }
  const i = from - 1
  return i < 0 || x > curve.x[curve.x.length - 1]!
    ? null
    : { centre: curve.centre[i]!, low: curve.low[i] ?? null, high: curve.high[i] ?? null, n: curve.n[i] ?? 0 }
}

/** What all layers of the comparison have in common: nothing in them answers the pointer. */
export const quiet = { silent: true, animation: false, tooltip: { show: false }, progressive: 0 } as const

/**
 * The rectangle that a shape drawn as one item covers, so that the axes make room for it: [xMin, yMin, xMax, yMax].
 * What is at or below the floor makes no room.
 */
export function boundsOf(
  x: readonly number[],
  ys: readonly (readonly (number | null)[])[],
  floor = -Infinity,
): number[] | null {
  const [left, right] = extentOf(x, -Infinity)
  let low = Infinity
  let high = -Infinity
  for (const y of ys) {
    const [least, most] = extentOf(y, floor)
    low = Math.min(low, least)
    high = Math.max(high, most)
  }
  return left > right || low > high ? null : [left, low, right, high]
}

/** Lists never change once they are drawn, and each layer asks for the same ones. */
const extents = new WeakMap<readonly unknown[], { floor: number; extent: readonly [number, number] }>()

/** Smallest and largest of the values above the floor. */
function extentOf(values: readonly (number | null)[], floor: number): readonly [number, number] {
  const known = extents.get(values)
  if (known?.floor === floor) return known.extent
  let low = Infinity
  let high = -Infinity
  for (const value of values) {
    if (value === null || value <= floor) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  const extent = [low, high] as const
  extents.set(values, { floor, extent })
  return extent
}
export const boundsEncode = { x: [0, 2], y: [1, 3] }

/** From data to px, along one panel's axes: of each two places are asked for, and the others follow. */
export function pixelsOf(
  api: RenderApi,
  [left, low, right, high]: readonly number[],
  log: { x: boolean; y: boolean },
): { x(value: number): number; y(value: number): number } {
  const [x0, y0] = api.coord([left!, low!]) as [number, number]
  const axis = (from: number, to: number, px: number, pxAt: (value: number) => number, isLog: boolean) => {
    const scaled = isLog ? Math.log : (value: number) => value
    const other = to > from ? to : isLog ? 10 * from : from + 1
    const perUnit = (pxAt(other) - px) / (scaled(other) - scaled(from))
    return (value: number) => px + perUnit * (scaled(value) - scaled(from))
  }
  return {
    x: axis(left!, right!, x0, (value) => api.coord([value, low!])[0]!, log.x),
    y: axis(low!, high!, y0, (value) => api.coord([left!, value])[1]!, log.y),
  }
}
