import type { Scores } from './aggregates.ts'
import type { Resampled } from './resampled.ts'
import { drawWithReplacement } from './resampling.ts'

export interface BootstrapOptions {
  resamples?: number
  confidence?: number
  /** The same seed gives the same interval. */
  seed?: number
}

/**
 * Stratified percentile bootstrap: runs are drawn with replacement within each task (and of each algorithm apart, where
 * `tasks` are those of two), the statistic is taken of each resample, and the interval holds the middle `confidence` of
 * them.
 */
export function bootstrapInterval(
  tasks: Scores,
  statistic: Resampled,
  { confidence = 0.95, ...options }: BootstrapOptions = {},
): [low: number, high: number] {
  return middleOf(bootstrapValues(tasks, statistic, options), confidence)
}

/** The statistic of each resample. */
export function bootstrapValues(
  tasks: Scores,
  statistic: Resampled,
  { resamples = 2_000, seed = 1 }: Omit<BootstrapOptions, 'confidence'> = {},
): Float64Array {
  const drawn = new Uint32Array(tasks.reduce((sum, runs) => sum + runs.length, 0))
  const values = new Float64Array(resamples)
  for (let resample = 0; resample < resamples; resample++) {
    let first = 0
    for (let task = 0; task < tasks.length; task++) {
      const runs = tasks[task]!.length
      drawWithReplacement(seed, task, resample, runs, drawn, first, first)
      first += runs
    }
    values[resample] = statistic(drawn)
  }
  return values
}

/** Between which the middle share of the values lies; sorts them. */
export function middleOf(values: Float64Array, share = 0.95): [low: number, high: number] {
  values.sort()
  return [quantile(values, (1 - share) / 2), quantile(values, (1 + share) / 2)]
}

/** Of rising values, with straight lines between them (numpy's default). Values may be infinite: "never". */
export function quantile(rising: ArrayLike<number>, p: number): number {
  const place = p * (rising.length - 1)
  const below = Math.floor(place)
  const low = rising[below]!
  const high = rising[Math.min(below + 1, rising.length - 1)]!
  return place === below || low === high ? low : low + (place - below) * (high - low)
}
