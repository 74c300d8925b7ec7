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
let keptBytes = 0
/** While very many runs of one curve train, N falls in very many steps. */
const mostBytes = 50_000_000

/** The plan of all bands over `n` seeds. */
export function resamplePlan(n: number): ResamplePlan {
  const known = plans.get(n)
  if (known !== undefined) return known
  const plan = drawnPlan(n)
  keptBytes += plan.counts.byteLength
  if (keptBytes > mostBytes) {
    plans.clear()
    keptBytes = plan.counts.byteLength
  }
  plans.set(n, plan)
  return plan
}

/** Of five seeds there are no more than 126 distinct resamples; of more than this hardly two are the same. */
const mostSeedsToCompare = 12

function drawnPlan(n: number): ResamplePlan {
  const drawn = new Uint32Array(n)
  const counts = new Uint16Array(bandResamples * n)
  const places = new Map<string, number>()
  const weights: number[] = []
  for (let resample = 0; resample < bandResamples; resample++) {
    drawWithReplacement(bandSeed, 0, resample, n, drawn)
    const own = counts.subarray(weights.length * n, (weights.length + 1) * n).fill(0)
    for (const seed of drawn) own[seed]!++
    const key = n > mostSeedsToCompare ? '' : own.join()
    const same = places.get(key)
    if (same === undefined) {
      if (key !== '') places.set(key, weights.length)
      weights.push(1)
    } else weights[same]!++
  }
  return {
    n,
    counts: counts.slice(0, weights.length * n),
    weights: Uint32Array.from(weights),
    resamples: bandResamples,
  }
}
