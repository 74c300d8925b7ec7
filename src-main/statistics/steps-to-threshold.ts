import { middleOf } from './bootstrap.ts'
import type { BootstrapOptions } from './bootstrap.ts'
import type { SeedSeries } from './curve-over-seeds.ts'
import { drawWithReplacement } from './resampling.ts'

/** A run's first x at which it reached the threshold, or how far it went without. */
export interface Crossing {
  x: number
  reached: boolean
}

/** The first of the raw recorded values at or above the threshold (or below); undefined of a run without any value. */
export function crossingOf(
  { x, y }: Pick<SeedSeries, 'x' | 'y'>,
  threshold: number,
  better: 'higher' | 'lower' = 'higher',
): Crossing | undefined {
  if (x.length === 0) return undefined
  const place = y.findIndex((value) => (better === 'higher' ? value >= threshold : value <= threshold))
  return place < 0 ? { x: x[x.length - 1]!, reached: false } : { x: x[place]!, reached: true }
}

/**
 * Kaplan and Meier's median: the first x by which at least half the runs are expected to have reached the threshold,
 * where a run that ended before it counts as long as it went. Infinity where that is never seen: beyond the budget.
 */
export function medianCrossing(crossings: readonly Crossing[]): number {
  const order = inOrder(crossings)
  return medianOfCounts(order, new Uint32Array(order.length).fill(1))
}

/**
 * The percentile bootstrap of runs around that median; an end may be Infinity, "never". The runs are drawn as they are:
 * crossings and ends together.
 */
export function medianCrossingInterval(
  crossings: readonly Crossing[],
  { resamples = 2_000, confidence = 0.95, seed = 1 }: BootstrapOptions = {},
): [low: number, high: number] {
  const order = inOrder(crossings)
  const n = order.length
  const drawn = new Uint32Array(n)
  const counts = new Uint32Array(n)
  const medians = new Float64Array(resamples)
  for (let resample = 0; resample < resamples; resample++) {
    drawWithReplacement(seed, 0, resample, n, drawn)
    counts.fill(0)
    for (let i = 0; i < n; i++) counts[drawn[i]!]!++
    medians[resample] = medianOfCounts(order, counts)
  }
  return middleOf(medians, confidence)
}

/** Where two share an x, those that reached it come first: who ended there was still on its way. */
const inOrder = (crossings: readonly Crossing[]): Crossing[] =>
  crossings.toSorted((a, b) => a.x - b.x || Number(b.reached) - Number(a.reached))

function medianOfCounts(order: readonly Crossing[], counts: Uint32Array): number {
  let onTheirWay = counts.reduce((sum, count) => sum + count, 0)
  let shareNotYet = 1
  for (let i = 0; i < order.length;) {
    const { x, reached } = order[i]!
    let here = 0
    for (; i < order.length && order[i]!.x === x && order[i]!.reached === reached; i++) here += counts[i]!
    if (reached && here > 0) {
      shareNotYet *= (onTheirWay - here) / onTheirWay
      // Products of fractions such as 5/6 x 3/5 end a last bit beside one half.
      if (shareNotYet <= 0.5 + 1e-12) return x
    }
    onTheirWay -= here
  }
  return Number.POSITIVE_INFINITY
}
