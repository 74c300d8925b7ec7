import type { CentreKind } from '../../src-shared/domain/comparison.ts'
import { interquartileMeanOfSorted, medianOfSorted } from './aggregates.ts'
import { bootstrapInterval } from './bootstrap.ts'
import type { BootstrapOptions } from './bootstrap.ts'
import { mean, meanInterval } from './intervals.ts'
import { resampledInterquartileMean, resampledMedian } from './resampled.ts'
import type { Resampled } from './resampled.ts'

/** One number for the seeds of one variant. */
export function centreOfSeeds(centre: CentreKind, values: readonly number[]): number {
  if (centre === 'mean') return mean(values)
  const rising = values.toSorted((a, b) => a - b)
  return centre === 'median' ? medianOfSorted(rising) : interquartileMeanOfSorted(rising)
}

const resampled: Record<Exclude<CentreKind, 'mean'>, (tasks: number[][]) => Resampled> = {
  median: resampledMedian,
  iqm: resampledInterquartileMean,
}

/** Its 95 % interval: of a mean by t, else by percentile bootstrap. Null below two seeds. */
export function centreInterval(
  centre: CentreKind,
  values: readonly number[],
  options: BootstrapOptions,
): [low: number, high: number] | null {
  if (values.length < 2) return null
  if (centre !== 'mean') return bootstrapInterval([values], resampled[centre]([[...values]]), options)
  const { low, high } = meanInterval(values)!
  return [low!, high!]
}
