import type { Scores } from './aggregates.ts'

/**
 * A statistic of resampled scores. It gets places in the tasks' scores one after the other (those of task 0 first), as
 * many as there are scores; nothing is allocated and nothing is sorted.
 */
export type Resampled = (drawn: Uint32Array) => number

/** The mean over everything drawn. */
export function resampledMean(scores: Scores): Resampled {
  const values = Float64Array.from(scores.flat())
  return (drawn) => {
    let sum = 0
    for (let i = 0; i < drawn.length; i++) sum += values[drawn[i]!]!
    return sum / drawn.length
  }
}

export const resampledOptimalityGap = (scores: Scores, target = 1): Resampled =>
  resampledMean(scores.map((runs) => runs.map((score) => target - Math.min(score, target))))

/** Interquartile mean of everything drawn. */
export function resampledInterquartileMean(scores: Scores): Resampled {
  const { places, rising, counts } = ranked(scores.flat())
  const cut = Math.floor(rising.length / 4)
  const kept = rising.length - 2 * cut
  return (drawn) => {
    counts.fill(0)
    for (let i = 0; i < drawn.length; i++) counts[places[drawn[i]!]!]!++
    let sum = 0
    let before = 0
    for (let rank = 0; before < cut + kept; rank++) {
      const after = before + counts[rank]!
      const inside = Math.min(after, cut + kept) - Math.max(before, cut)
      if (inside > 0) sum += inside * rising[rank]!
      before = after
    }
    return sum / kept
  }
}

/** The median of everything drawn. */
export function resampledMedian(scores: Scores): Resampled {
  const { places, rising, counts } = ranked(scores.flat())
  const lower = (rising.length - 1) >> 1
  const upper = rising.length >> 1
  return (drawn) => {
    counts.fill(0)
    for (let i = 0; i < drawn.length; i++) counts[places[drawn[i]!]!]!++
    let rank = 0
    let upTo = counts[0]!
    while (upTo <= lower) upTo += counts[++rank]!
    const low = rising[rank]!
    while (upTo <= upper) upTo += counts[++rank]!
    return (low + rising[rank]!) / 2
  }
}

/** The median over tasks of their means. */
export function resampledMedianOfTasks(scores: Scores): Resampled {
  const values = Float64Array.from(scores.flat())
  const means = new Float64Array(scores.length)
  return (drawn) => {
    let place = 0
    for (let task = 0; task < scores.length; task++) {
      const end = place + scores[task]!.length
      let sum = 0
      for (; place < end; place++) sum += values[drawn[place]!]!
      means[task] = sum / scores[task]!.length
    }
    means.sort()
    return (means[(means.length - 1) >> 1]! + means[means.length >> 1]!) / 2
  }
}

/** Probability of improvement; the tasks are those of A and then those of B. */
export function resampledImprovement(a: Scores, b: Scores): Resampled {
  const { places, rising, counts: countsA } = ranked([...a.flat(), ...b.flat()])
  const countsB = new Uint32Array(rising.length)
  const runsA = a.map((runs) => runs.length)
  const runsB = b.map((runs) => runs.length)
  const allOfA = runsA.reduce((sum, runs) => sum + runs, 0)
  return (drawn) => {
    let placeA = 0
    let placeB = allOfA
    let improvement = 0
    for (let task = 0; task < runsA.length; task++) {
      const nA = runsA[task]!
      const nB = runsB[task]!
      countsA.fill(0)
      countsB.fill(0)
      for (let i = 0; i < nA; i++) countsA[places[drawn[placeA++]!]!]!++
      for (let i = 0; i < nB; i++) countsB[places[drawn[placeB++]!]!]!++
      let wins = 0
      let belowOfB = 0
      for (let rank = 0; rank < rising.length; rank++) {
        wins += countsA[rank]! * (belowOfB + 0.5 * countsB[rank]!)
        belowOfB += countsB[rank]!
      }
      improvement += wins / (nA * nB)
    }
    return improvement / runsA.length
  }
}

/** Each value's rank; equal values share one, so that ties stay ties. */
function ranked(values: readonly number[]): { places: Uint32Array; rising: Float64Array; counts: Uint32Array } {
  const rising = Float64Array.from(values).sort()
  const rankOf = new Map<number, number>()
  rising.forEach((value, rank) => {
    if (!rankOf.has(value)) rankOf.set(value, rank)
  })
  return {
    places: Uint32Array.from(values, (value) => rankOf.get(value)!),
    rising,
    counts: new Uint32Array(values.length),
  }
}
