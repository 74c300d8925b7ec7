/** Bars a decade. */
const perDecade = 3
/** Weights below 10^-5 stand in the first bar, those above 10^6 in the last. */
const lowestDecade = -5
const highestDecade = 6

export interface WeightsHistogram {
  /** How many trajectories each bar holds. */
  counts: number[]
  /** Which share of the sum of all weights they carry. */
  shares: number[]
}

/**
 * The edges of the bars, as log10 of the weight: three bars a decade, from 10^-5 to the decade that holds the largest
 * weight (10^6 at most, 10^1 at least). Bars: one less than edges.
 */
export function histogramEdges(largestLogWeight: number): number[] {
  const decade = Math.ceil(largestLogWeight / Math.LN10)
  const highest = Math.min(highestDecade, Math.max(1, Number.isFinite(decade) ? decade : 1))
  return Array.from({ length: (highest - lowestDecade) * perDecade + 1 }, (_, i) => lowestDecade + i / perDecade)
}

/** Trajectories by their weight, and what each bar carries. A weight of 0 stands in the first bar. */
export function weightsHistogram(logWeightsM: Float64Array, edgesLog10: readonly number[]): WeightsHistogram {
  const bars = edgesLog10.length - 1
  const counts = Array.from({ length: bars }, () => 0)
  const shares = Array.from({ length: bars }, () => 0)
  const largest = logWeightsM.reduce((most, logWeight) => Math.max(most, logWeight), -Infinity)
  let sum = 0
  for (const logWeight of logWeightsM) {
    const place = Math.floor((logWeight / Math.LN10 - edgesLog10[0]!) * perDecade + 1e-9)
    const bar = Math.max(0, Math.min(bars - 1, place))
    const relative = logWeight === largest ? 1 : Math.exp(logWeight - largest)
    counts[bar]!++
    shares[bar]! += relative
    sum += relative
  }
  return { counts, shares: shares.map((share) => share / sum) }
}
