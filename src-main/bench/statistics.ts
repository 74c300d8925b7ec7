import { bootstrapInterval } from '../statistics/bootstrap.ts'
import {
  resampledImprovement,
  resampledInterquartileMean,
  resampledMean,
  resampledMedian,
} from '../statistics/resampled.ts'
import { median } from './median.ts'
import type { StatisticsResult } from './results.ts'

const variants = 10
const seeds = 10
const resamples = 50_000

/** How long the bootstrap intervals of one figure take for all variants together, on one core. */
export function measureStatistics(repetitions: number): StatisticsResult {
  const scores = Array.from({ length: variants }, (_, variant) => [
    Array.from({ length: seeds }, (_, seed) => Math.sin(7 * variant + seed * seed)),
  ])
  const figures = [
    { name: 'mean', interval: (of: number[][]) => bootstrapInterval(of, resampledMean(of), { resamples }) },
    { name: 'median', interval: (of: number[][]) => bootstrapInterval(of, resampledMedian(of), { resamples }) },
    { name: 'IQM', interval: (of: number[][]) => bootstrapInterval(of, resampledInterquartileMean(of), { resamples }) },
    {
      name: 'probability of improvement',
      interval: (of: number[][]) =>
        bootstrapInterval([...of, ...scores[0]!], resampledImprovement(of, scores[0]!), { resamples }),
    },
  ]
  return {
    variants,
    seeds,
    resamples,
    figures: figures.map(({ name, interval }) => {
      const samplesMs = Array.from({ length: repetitions }, () => {
        const start = performance.now()
        for (const of of scores) interval(of)
        return performance.now() - start
      })
      return { name, medianMs: median(samplesMs)!, samplesMs }
    }),
    measuredAt: new Date().toISOString(),
  }
}
