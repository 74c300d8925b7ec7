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
  /** Where the band was cut because more or less is impossible; null where it was not. */
  cut: { low: number; high: number } | null
  n: readonly number[]
  /** Where N falls: a seed ended early, or hasn't come further yet. */
  falls: readonly { x: number; n: number }[]
  seeds: readonly { x: readonly number[]; y: readonly number[] }[]
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
export const quiet = { silent: true, animation: false, tooltip: { show: false } } as const

/** The rectangle that a shape drawn as one item covers, so that the axes make room for it: [xMin, yMin, xMax, yMax]. */
export function boundsOf(x: readonly number[], ys: readonly (readonly (number | null)[])[]): number[] | null {
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
export const boundsEncode = { x: [0, 2], y: [1, 3] }
