import * as z from 'zod'
import {
  aggregateMean,
  aggregateMedian,
  interquartileMean,
  optimalityGap,
  performanceProfile,
  probabilityOfImprovement,
} from './aggregates.ts'
import type { Scores } from './aggregates.ts'
import { bootstrapInterval } from './bootstrap.ts'
import { mean, meanInterval } from './intervals.ts'
import {
  resampledImprovement,
  resampledInterquartileMean,
  resampledMean,
  resampledMedianOfTasks,
  resampledOptimalityGap,
} from './resampled.ts'
import type { Resampled } from './resampled.ts'
import { pairedDifference } from './two-variants.ts'

/** Rows are runs (seeds), columns tasks (environments), as rliable has them. */
const scoresOfRuns = z
  .array(z.array(z.number()).min(1, 'a run needs a score for at least one task'))
  .min(1, 'there is no run: give at least one')
  .superRefine((runs, context) => {
    const tasks = runs[0]?.length
    runs.forEach((run, index) => {
      if (run.length !== tasks)
        context.addIssue({
          code: 'custom',
          path: [index],
          message: `it has scores for ${run.length} tasks, the first run for ${tasks}: every run needs one for each task`,
        })
    })
  })

const thresholds = z.array(z.number())

const scoreCase = z
  .object({
    scoresA: scoresOfRuns,
    scoresB: scoresOfRuns.optional(),
    /** Of the profile; those of `expect`, where a case has its answers beside it, count as well. */
    tau: thresholds.optional(),
    expect: z.object({ performanceProfile: z.object({ tau: thresholds.optional() }).optional() }).optional(),
  })
  .superRefine(({ scoresA, scoresB }, context) => {
    const tasks = scoresA[0]?.length
    if (scoresB !== undefined && scoresB[0]?.length !== tasks)
      context.addIssue({
        code: 'custom',
        path: ['scoresB'],
        message: `it has scores for ${scoresB[0]?.length} tasks, scoresA for ${tasks}: compare on the same tasks`,
      })
  })

/** What `ascent statistics` reads. */
export const scoreCases = z.object({ cases: z.array(scoreCase) })
export type ScoreCase = z.infer<typeof scoreCase>

type Ends = [low: number, high: number]

/** The statistics of one case; null is what can't be said of so few runs, or without scoresB. */
export interface CaseStatistics {
  mean: number
  median: number
  iqm: number
  optimalityGap: number
  bootstrap95: { mean: Ends; median: Ends; iqm: Ends; optimalityGap: Ends }
  probabilityOfImprovement: number | null
  probabilityOfImprovement95: Ends | null
  performanceProfile: { tau: number[]; share: number[] }
  meanPerTask: number[]
  tInterval95PerTask: (Ends | null)[]
  /** Runs in the same row are a pair. */
  pairedTFirstTask: { difference: number; interval95: Ends; p: number } | null
}

const usualThresholds = Array.from({ length: 13 }, (_, i) => i / 4)

export function caseStatistics(
  { scoresA, scoresB, tau, expect }: ScoreCase,
  options: { resamples: number; seed?: number },
): CaseStatistics {
  const a = byTask(scoresA)
  const b = scoresB === undefined ? undefined : byTask(scoresB)
  const interval = (statistic: Resampled, tasks: Scores = a) => bootstrapInterval(tasks, statistic, options)
  const shownThresholds = tau ?? expect?.performanceProfile?.tau ?? usualThresholds
  return {
    mean: aggregateMean(a),
    median: aggregateMedian(a),
    iqm: interquartileMean(a),
    optimalityGap: optimalityGap(a),
    bootstrap95: {
      mean: interval(resampledMean(a)),
      median: interval(resampledMedianOfTasks(a)),
      iqm: interval(resampledInterquartileMean(a)),
      optimalityGap: interval(resampledOptimalityGap(a)),
    },
    probabilityOfImprovement: b === undefined ? null : probabilityOfImprovement(a, b),
    probabilityOfImprovement95: b === undefined ? null : interval(resampledImprovement(a, b), [...a, ...b]),
    performanceProfile: { tau: shownThresholds, share: performanceProfile(a, shownThresholds) },
    meanPerTask: a.map(mean),
    tInterval95PerTask: a.map((runs) => {
      const { low, high } = meanInterval(runs)!
      return low === null || high === null ? null : [low, high]
    }),
    pairedTFirstTask: b === undefined ? null : pairedOf(a[0]!, b[0]!),
  }
}

function pairedOf(a: readonly number[], b: readonly number[]): CaseStatistics['pairedTFirstTask'] {
  if (a.length !== b.length || a.length < 2) return null
  const { difference, low, high, p } = pairedDifference(a, b)
  return { difference, interval95: [low, high], p }
}

const byTask = (runs: readonly (readonly number[])[]): number[][] =>
  runs[0]!.map((_, task) => runs.map((run) => run[task]!))
