import { mean } from './intervals.ts'

/**
 * Scores of one algorithm, `scores[task][run]`: a task is an environment, a run a seed. Aggregates and their names as in
 * "Deep reinforcement learning at the edge of the statistical precipice" (Agarwal et al. 2021, rliable). Tasks may have
 * different numbers of runs; what is "over all" then gives each run one voice.
 */
export type Scores = readonly (readonly number[])[]

/** The middle one of rising values, or the mean of the two in the middle. */
export function medianOfSorted(rising: ArrayLike<number>): number {
  const n = rising.length
  return (rising[(n - 1) >> 1]! + rising[n >> 1]!) / 2
}

/** The mean of rising values without a quarter of them, rounded down, at each end: up to three values are the mean. */
export function interquartileMeanOfSorted(rising: readonly number[]): number {
  const cut = Math.floor(rising.length / 4)
  return mean(rising.slice(cut, rising.length - cut))
}

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b)

/** Over all runs and tasks. */
export const aggregateMean = (scores: Scores): number => mean(scores.flat())

/** Of the tasks' means over runs: with one task its mean. */
export const aggregateMedian = (scores: Scores): number => medianOfSorted(sorted(scores.map(mean)))

/** Interquartile mean: over the middle half of all scores. */
export const interquartileMean = (scores: Scores): number => interquartileMeanOfSorted(sorted(scores.flat()))

/** How far the scores stay below `target` on average; scores above it don't make up for others. */
export const optimalityGap = (scores: Scores, target = 1): number =>
  mean(scores.flat().map((score) => target - Math.min(score, target)))

/** Share of all scores above each threshold. */
export function performanceProfile(scores: Scores, thresholds: readonly number[]): number[] {
  const all = scores.flat()
  return thresholds.map((threshold) => all.filter((score) => score > threshold).length / all.length)
}

/**
 * Chance that a run of A scores higher than a run of B on the same task, ties counted half; averaged over tasks
 * (Mann-Whitney's U / (runs of A x runs of B)).
 */
export function probabilityOfImprovement(a: Scores, b: Scores): number {
  const perTask = a.map((runsA, task) => {
    const runsB = b[task]!
    let wins = 0
    for (const x of runsA) for (const y of runsB) wins += x > y ? 1 : x === y ? 0.5 : 0
    return wins / (runsA.length * runsB.length)
  })
  return mean(perTask)
}
