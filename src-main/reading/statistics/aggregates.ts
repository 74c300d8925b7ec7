import type {
  Aggregate,
  GroupStatistics,
  StatisticsAnswer,
  StatisticsParams,
} from '../../../src-shared/contract/statistics.ts'
import { aggregateMean, aggregateMedian, interquartileMean, optimalityGap } from '../../statistics/aggregates.ts'
import type { Scores } from '../../statistics/aggregates.ts'
import { bootstrapInterval } from '../../statistics/bootstrap.ts'
import { normalised } from '../../statistics/normalised.ts'
import type { Anchors } from '../../statistics/normalised.ts'
import { profileWithBand } from '../../statistics/profile.ts'
import {
  resampledInterquartileMean,
  resampledMean,
  resampledMedianOfTasks,
  resampledOptimalityGap,
} from '../../statistics/resampled.ts'
import type { Resampled } from '../../statistics/resampled.ts'
import { improvementOf } from './against-baseline.ts'
import { valuesOf } from './group.ts'
import { profileThresholds } from './thresholds.ts'

/**
 * Scores of each algorithm in each world, normalised between the world's anchors, and what rliable says of them. Null
 * where some world has no anchors. Two groups of one name in one world are put together.
 */
export function* aggregatesOf(
  params: StatisticsParams,
  groups: readonly GroupStatistics[],
): Generator<void, StatisticsAnswer['aggregates']> {
  const { anchors, figure, baseline } = params
  const worlds = [...new Set(params.groups.map(({ world }) => world))]
  if (anchors === null || worlds.length === 0 || worlds.some((world) => !tellsApart(anchors[world]))) return null
  const names = [...new Set(params.groups.map(({ algorithm }) => algorithm))]
  const scoresOf = (algorithm: string): number[][] =>
    worlds.map((world) =>
      params.groups.flatMap((group, place) =>
        group.world === world && group.algorithm === algorithm
          ? valuesOf(groups[place]!, figure).map((value) => normalised(value, anchors[world]!))
          : [],
      ),
    )
  const scores = new Map(names.map((name) => [name, scoresOf(name)]))
  const isWhole = (tasks: Scores) => tasks.every((values) => values.length > 0)
  const all = [...scores.values()].flat(2)
  const thresholds = all.length === 0 ? [] : profileThresholds(Math.min(0, ...all), Math.max(1, ...all))
  const baselineName = baseline === null ? undefined : params.groups[baseline]?.algorithm
  const algorithms: Aggregate[] = []
  for (const [algorithm, tasks] of scores) {
    const rival = baselineName === undefined || baselineName === algorithm ? undefined : scores.get(baselineName)!
    algorithms.push({
      algorithm,
      seeds: tasks.map((values) => values.length),
      over: isWhole(tasks)
        ? {
            ...(yield* overWorlds(tasks, params)),
            profile: params.profiles ? profileWithBand(tasks, thresholds, params) : null,
            improvement: rival !== undefined && isWhole(rival) ? improvementOf(tasks, rival, params) : null,
          }
        : null,
    })
    yield
  }
  return { worlds, algorithms }
}

/** Nothing lies between two equal anchors. */
const tellsApart = (anchors: Anchors | undefined): boolean => anchors !== undefined && anchors.zero !== anchors.one

type OverWorlds = Pick<NonNullable<Aggregate['over']>, 'mean' | 'median' | 'iqm' | 'optimalityGap'>

function* overWorlds(tasks: Scores, options: StatisticsParams): Generator<void, OverWorlds> {
  // With one seed in each world there is nothing to draw.
  const hasInterval = tasks.some((values) => values.length > 1)
  const of = (value: number, statistic: Resampled) => {
    const [low, high] = hasInterval ? bootstrapInterval(tasks, statistic, options) : [null, null]
    return { value, low, high }
  }
  const mean = of(aggregateMean(tasks), resampledMean(tasks))
  yield
  const median = of(aggregateMedian(tasks), resampledMedianOfTasks(tasks))
  yield
  const iqm = of(interquartileMean(tasks), resampledInterquartileMean(tasks))
  yield
  return { mean, median, iqm, optimalityGap: of(optimalityGap(tasks), resampledOptimalityGap(tasks)) }
}
