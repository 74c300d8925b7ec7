import type { Scores } from './aggregates.ts'

export interface BootstrapOptions {
  resamples?: number
  confidence?: number
  /** The same seed gives the same interval. */
  seed?: number
}

/**
 * Stratified percentile bootstrap: runs are drawn with replacement within each task and each algorithm, the statistic
 * is taken of each resample, and the interval holds the middle `confidence` of them.
 */
export function stratifiedBootstrap(
  samples: readonly Scores[],
  statistic: (...resampled: Scores[]) => number,
  { resamples = 2_000, confidence = 0.95, seed = 1 }: BootstrapOptions = {},
): [low: number, high: number] {
  const draw = uniformDraws(seed)
  const values = Array.from({ length: resamples }, () => {
    const resampled = samples.map((scores) =>
      scores.map((run) => run.map((_, task) => scores[Math.floor(draw() * scores.length)]![task]!)),
    )
    return statistic(...resampled)
  }).toSorted((a, b) => a - b)
  return [quantile(values, (1 - confidence) / 2), quantile(values, (1 + confidence) / 2)]
}

/** Of sorted values, with straight lines between them. */
export function quantile(sorted: readonly number[], p: number): number {
  const place = p * (sorted.length - 1)
  const below = Math.floor(place)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!)
}

/** Mulberry32: 32 bits of state are plenty for resampling. */
function uniformDraws(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
