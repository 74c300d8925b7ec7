import type { Scores } from './aggregates.ts'
import { bootstrapValues } from './bootstrap.ts'
import type { BootstrapOptions } from './bootstrap.ts'

export interface ProfileWithBand {
  threshold: number[]
  /** Share of all scores above each threshold. */
  share: number[]
  low: number[]
  high: number[]
}

/** The performance profile with its pointwise percentile band: all thresholds are of the same resamples. */
export function profileWithBand(
  scores: Scores,
  thresholds: readonly number[],
  { resamples = 2_000, confidence = 0.95, seed = 1 }: BootstrapOptions = {},
): ProfileWithBand {
  const all = Float64Array.from(scores.flat())
  // How many of the rising thresholds a score is above: the counts add up from the right.
  const above = Uint32Array.from(all, (score) =>
    thresholds.reduce((sum, threshold) => sum + Number(score > threshold), 0),
  )
  // Shares are whole numbers of scores: how often each came is counted, so that nothing has to be sorted.
  const total = all.length
  const seen = thresholds.map(() => new Uint32Array(total + 1))
  const counts = new Uint32Array(thresholds.length + 1)
  const note = (drawn: Uint32Array): number => {
    counts.fill(0)
    for (let i = 0; i < total; i++) counts[above[drawn[i]!]!]!++
    let sum = 0
    for (let t = thresholds.length; t > 0; t--) {
      sum += counts[t]!
      seen[t - 1]![sum]!++
    }
    return 0
  }
  bootstrapValues(scores, note, { resamples, seed })
  const end = (p: number) => seen.map((times) => quantileOfCounts(times, resamples, p) / total)
  return {
    threshold: [...thresholds],
    share: thresholds.map((threshold) => all.reduce((sum, score) => sum + Number(score > threshold), 0) / all.length),
    low: end((1 - confidence) / 2),
    high: end((1 + confidence) / 2),
  }
}

/** The quantile of whole numbers, each of which came so many times; as `quantile` has it of sorted values. */
function quantileOfCounts(times: Uint32Array, all: number, p: number): number {
  const place = p * (all - 1)
  const below = Math.floor(place)
  const at = (rank: number) => {
    let value = 0
    for (let upTo = times[0]!; upTo <= rank; upTo += times[++value]!);
    return value
  }
  const low = at(below)
  return place === below ? low : low + (place - below) * (at(below + 1) - low)
}
