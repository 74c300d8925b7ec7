import { mean } from './intervals.ts'

/**
 * Scores of one algorithm, `scores[run][task]`; with one task a list of one-element rows. Aggregates and their names as
 * in "Deep reinforcement learning at the edge of the statistical precipice" (Agarwal et al. 2021, rliable).
 */
export type Scores = readonly (readonly number[])[]

/** Over all runs and tasks. */
export const aggregateMean = (scores: Scores): number => mean(scores.flat())

/** Of the tasks' means over runs. */
export function aggregateMedian(scores: Scores): number {
  const means = scores[0]!.map((_, task) => mean(scores.map((run) => run[task]!))).toSorted((a, b) => a - b)
  const middle = means.length >> 1
  return means.length % 2 === 1 ? means[middle]! : (means[middle - 1]! + means[middle]!) / 2
}

/** Interquartile mean: the mean of the middle half of all scores (a quarter, rounded down, is cut off at each end). */
export function interquartileMean(scores: Scores): number {
  const sorted = scores.flat().toSorted((a, b) => a - b)
  const cut = Math.floor(sorted.length / 4)
  return mean(sorted.slice(cut, sorted.length - cut))
}

/** How far the scores stay below `target` on average; scores above it don't make up for others. */
export const optimalityGap = (scores: Scores, target = 1): number =>
  target - mean(scores.flat().map((score) => Math.min(score, target)))

/** Share of all scores above each threshold. */
export function performanceProfile(scores: Scores, thresholds: readonly number[]): number[] {
  const all = scores.flat()
  return thresholds.map((threshold) => all.filter((score) => score > threshold).length / all.length)
}

/**
 * Chance that a run of A scores higher than a run of B on the same task, ties counted half; averaged over tasks
 * (Mann-Whitney).
 */
export function probabilityOfImprovement(a: Scores, b: Scores): number {
  const perTask = a[0]!.map((_, task) => {
    let wins = 0
    for (const runA of a)
      for (const runB of b) wins += runA[task]! > runB[task]! ? 1 : runA[task] === runB[task] ? 0.5 : 0
    return wins / (a.length * b.length)
  })
  return mean(perTask)
}
