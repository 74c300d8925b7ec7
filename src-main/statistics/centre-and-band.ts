import type { BandKind, CentreKind } from '../../src-shared/domain/comparison.ts'
import type { ResamplePlan } from './resample-plan.ts'
import { studentQuantile } from './student-t.ts'

// Centre and band of the seeds' values at one x (docs/statistics.md). Called for every point of every curve: nothing is
// allocated.

/** The centre of `n` values, rising in `rising`. */
export function centreOf(kind: CentreKind, values: Float64Array, rising: Float64Array, n: number): number {
  switch (kind) {
    case 'mean':
      return meanOf(values, 0, n)
    case 'median':
      return (rising[(n - 1) >> 1]! + rising[n >> 1]!) / 2
    case 'iqm': {
      // A quarter of the values, rounded down, is cut off at each end: up to three values are the mean.
      const cut = Math.floor(n / 4)
      return meanOf(rising, cut, n - cut)
    }
  }
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += values[i]!
  return sum / (to - from)
}

/** The standard deviation of `n` values with this mean (N - 1). */
export function deviationFrom(mean: number, values: Float64Array, n: number): number {
  let squares = 0
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) * (values[i]! - mean)
  return Math.sqrt(squares / (n - 1))
}

/** By N, how many standard deviations a band reaches to either side: of a 95 % t-interval t(0.975, N - 1) / sqrt(N). */
export const deviationsInBand = (band: 't' | 'sd', mostValues: number): Float64Array =>
  Float64Array.from({ length: mostValues + 1 }, (_, n) =>
    n < 2 ? Number.NaN : band === 'sd' ? 1 : studentQuantile(0.975, n - 1) / Math.sqrt(n),
  )

export const isAboutMean = (band: BandKind): band is 't' | 'sd' => band === 't' || band === 'sd'

/** Copies the first `n` values to `rising`, sorted. Few, and nearly sorted from one x to the next: by insertion. */
export function sortInto(rising: Float64Array, values: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    const value = values[i]!
    let place = i
    for (; place > 0 && rising[place - 1]! > value; place--) rising[place] = rising[place - 1]!
    rising[place] = value
  }
}

/**
 * The percentile bootstrap's 95 % interval of the centre of the plan's `n` values: the middle of what the centre is over
 * the plan's resamples.
 */
export function bootstrapBand(
  kind: CentreKind,
  values: Float64Array,
  { n, counts, weights, resamples }: ResamplePlan,
): [low: number, high: number] {
  const centres = new Float64Array(weights.length)
  if (kind === 'mean') {
    for (let r = 0, at = 0; r < centres.length; r++) {
      let sum = 0
      for (let seed = 0; seed < n; seed++) sum += counts[at++]! * values[seed]!
      centres[r] = sum / n
    }
  } else {
    const order = Uint16Array.from({ length: n }, (_, seed) => seed).sort((a, b) => values[a]! - values[b]!)
    const rising = Float64Array.from(order, (seed) => values[seed]!)
    // Of the n values of a resample, rising, the mean over those from `from` on and before `to`.
    const [from, to] = kind === 'median' ? [(n - 1) >> 1, (n >> 1) + 1] : [Math.floor(n / 4), n - Math.floor(n / 4)]
    for (let r = 0; r < centres.length; r++) {
      let sum = 0
      let before = 0
      for (let rank = 0; before < to; rank++) {
        const after = before + counts[r * n + order[rank]!]!
        const inside = Math.min(after, to) - Math.max(before, from)
        if (inside > 0) sum += inside * rising[rank]!
        before = after
      }
      centres[r] = sum / (to - from)
    }
  }
  return weightedMiddle(centres, weights, resamples)
}

/** Between which the middle 95 % of the values lie, each counted as often as its weight; quantiles as numpy's. */
function weightedMiddle(values: Float64Array, weights: Uint32Array, total: number): [low: number, high: number] {
  const place = 0.025 * (total - 1)
  const below = Math.floor(place)
  const end = (sign: 1 | -1): number => {
    const [outer, inner] = atTail(values, weights, below, sign)
    return outer === inner ? outer : outer + (place - below) * (inner - outer)
  }
  return [end(1), end(-1)]
}

const tailValues = new Float64Array(4_096)
const tailWeights = new Float64Array(4_096)

/**
 * The values at `place` and after it, counted from 0 at the lowest (with sign -1 from the highest): only so many of the
 * lowest are kept in order, for sorting all would take most of a bootstrap's time.
 */
function atTail(values: Float64Array, weights: Uint32Array, place: number, sign: 1 | -1): [at: number, after: number] {
  const needed = place + 2
  let kept = 0
  let weight = 0
  for (let i = 0; i < values.length; i++) {
    const value = sign * values[i]!
    if (weight >= needed && value >= tailValues[kept - 1]!) continue
    let at = kept++
    for (; at > 0 && tailValues[at - 1]! > value; at--) {
      tailValues[at] = tailValues[at - 1]!
      tailWeights[at] = tailWeights[at - 1]!
    }
    tailValues[at] = value
    tailWeights[at] = weights[i]!
    weight += weights[i]!
    while (weight - tailWeights[kept - 1]! >= needed) weight -= tailWeights[--kept]!
  }
  let rank = 0
  let upTo = tailWeights[0]!
  while (upTo <= place) upTo += tailWeights[++rank]!
  const at = tailValues[rank]!
  while (upTo <= place + 1) upTo += tailWeights[++rank]!
  return [sign * at, sign * tailValues[rank]!]
}
