import { bandResamples, bandSeed } from '../../src-shared/domain/comparison.ts'
import { drawWithReplacement } from './resampling.ts'

/**
 * Which seeds each of the bootstrap's resamples takes, drawn once for N seeds: the same at every x of a curve, so that a
 * band doesn't jitter from one x to the next. Resamples that take the same seeds equally often stand here once.
 */
export interface ResamplePlan {
  n: number
  /** How often a resample takes each seed: distinct resamples x seeds. */
  counts: Uint16Array
  /** How many of the resamples each of the distinct ones stands for. */
  weights: Uint32Array
  resamples: number
}

const plans = new Map<number, ResamplePlan>()

/** The plan of all bands over `n` seeds. Of five seeds there are no more than 126 distinct resamples. */
export function resamplePlan(n: number): ResamplePlan {
  let plan = plans.get(n)
  if (plan === undefined) plans.set(n, (plan = drawnPlan(n)))
  return plan
}

function drawnPlan(n: number): ResamplePlan {
  const drawn = new Uint32Array(n)
  const places = new Map<string, number>()
  const weights: number[] = []
  const counts: number[] = []
  for (let resample = 0; resample < bandResamples; resample++) {
    drawWithReplacement(bandSeed, 0, resample, n, drawn)
    const key = drawn.sort().join()
    const known = places.get(key)
    if (known !== undefined) {
      weights[known]!++
      continue
    }
    places.set(key, weights.length)
    weights.push(1)
    const own = Array.from({ length: n }, () => 0)
    for (const seed of drawn) own[seed]!++
    counts.push(...own)
  }
  return { n, counts: Uint16Array.from(counts), weights: Uint32Array.from(weights), resamples: bandResamples }
}
