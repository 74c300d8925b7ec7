import type { CustomSeries } from './chart-option.ts'
import { boundsEncode, boundsOf, quiet } from './compared-curve.ts'
import type { ComparedCurve } from './compared-curve.ts'

/** Fainter where many bands lie over each other, so that the lines of twelve variants still show. */
export const bandOpacity = (variants: number): number => 0.2 * Math.min(1, 5 / variants)

export interface Range {
  low: number
  high: number
}

/**
 * How far bands may stretch the y-axis: half the height of what the lines themselves take, on either side. The interval
 * of two seeds reaches far beyond anything that was seen; an axis made for it would hide the curves.
 */
export function bandRange(curves: readonly ComparedCurve[]): Range {
  let low = Infinity
  let high = -Infinity
  for (const curve of curves) {
    for (const box of [boundsOf(curve.x, [curve.centre]), ...curve.seeds.map((seed) => boundsOf(seed.x, [seed.y]))]) {
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
  const range = bandRange(curves)
  return curves.some(
    (curve) =>
      curve.low.some((value) => value !== null && value < range.low) ||
      curve.high.some((value) => value !== null && value > range.high),
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
export function bandSeries(curve: ComparedCurve, range: Range, opacity: number): CustomSeries | null {
  const box = boundsOf(curve.x, [curve.low, curve.high])
  if (box === null) return null
  const [x0, low, x1, high] = box as [number, number, number, number]
  const shown = [x0, Math.max(range.low, low), x1, Math.min(range.high, high)]
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
        return { type: 'polygon' as const, shape: { points }, style: { fill: curve.colour, opacity } }
      }),
    }),
  }
}
