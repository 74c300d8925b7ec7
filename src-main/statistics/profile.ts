import type { Scores } from './aggregates.ts'
import { bootstrapValues, quantile } from './bootstrap.ts'
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
  const shares = thresholds.map(() => new Float64Array(resamples))
  const counts = new Uint32Array(thresholds.length + 1)
  let resample = 0
  const note = (drawn: Uint32Array): number => {
    counts.fill(0)
    for (let i = 0; i < drawn.length; i++) counts[above[drawn[i]!]!]!++
    let sum = 0
    for (let t = thresholds.length; t > 0; t--) {
      sum += counts[t]!
      shares[t - 1]![resample] = sum / drawn.length
    }
    return resample++
  }
  bootstrapValues(scores, note, { resamples, seed })
  for (const values of shares) values.sort()
  return {
    threshold: [...thresholds],
    share: thresholds.map((threshold) => all.reduce((sum, score) => sum + Number(score > threshold), 0) / all.length),
    low: shares.map((values) => quantile(values, (1 - confidence) / 2)),
    high: shares.map((values) => quantile(values, (1 + confidence) / 2)),
  }
}
