import type { GroupStatistics, StatisticsAnswer, StatisticsParams } from '../../../src-shared/contract/statistics.ts'
import { centreInterval, centreOfSeeds } from '../../statistics/centre-interval.ts'
import { coverageSteps } from '../../statistics/coverage.ts'
import { standardDeviation } from '../../statistics/intervals.ts'
import { smallestDifference, upperLimitOfSd } from '../../statistics/power.ts'
import { profileWithBand } from '../../statistics/profile.ts'
import { againstBaseline, corrected } from './against-baseline.ts'
import { aggregatesOf } from './aggregates.ts'
import { groupStatistics, valuesOf } from './group.ts'
import type { SeedOfGroup } from './group.ts'
import { profileThresholds } from './thresholds.ts'

/** From so many seeds on, drawing among them says something of intervals. */
const fewestForCoverage = 10

/**
 * Everything that Compare's statistics say of groups of runs (docs/statistics.md), in steps of a few milliseconds, so
 * that who computes can answer others in between, or leave off.
 */
export function* statisticsOfGroups(
  params: StatisticsParams,
  seedsOfGroups: readonly (readonly SeedOfGroup[])[],
): Generator<void, StatisticsAnswer> {
  const { baseline, figure } = params
  const groups: GroupStatistics[] = []
  for (const seeds of seedsOfGroups) {
    groups.push(groupStatistics(seeds, params))
    yield
  }
  const against: StatisticsAnswer['against'] = []
  for (const [place, group] of groups.entries()) {
    const isCompared =
      baseline !== null && place !== baseline && params.groups[place]!.world === params.groups[baseline]?.world
    against.push(isCompared ? againstBaseline(group, groups[baseline]!, params) : null)
    yield
  }
  const alone: StatisticsAnswer['alone'] = []
  for (const group of groups) {
    alone.push(aloneOf(valuesOf(group, figure)))
    yield
  }
  return {
    groups,
    against: corrected(against),
    profiles: yield* profilesOf(params, groups),
    alone,
    aggregates: yield* aggregatesOf(params, groups),
    coverage: yield* coverageOfGroup(params, groups),
  }
}

/** Over one axis for all groups of a world, from the lowest to the highest of their values. */
function* profilesOf(
  params: StatisticsParams,
  groups: readonly GroupStatistics[],
): Generator<void, StatisticsAnswer['profiles']> {
  if (!params.profiles) return groups.map(() => null)
  const byWorld = Map.groupBy(groups.keys(), (place) => params.groups[place]!.world)
  const thresholds = new Map(
    [...byWorld].map(([world, places]) => {
      const values = places.flatMap((place) => valuesOf(groups[place]!, params.figure))
      const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
      const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
      return [world, values.length === 0 ? [] : profileThresholds(least, most)]
    }),
  )
  const profiles: StatisticsAnswer['profiles'] = []
  for (const [place, group] of groups.entries()) {
    const values = valuesOf(group, params.figure)
    profiles.push(
      values.length < 2 ? null : profileWithBand([values], thresholds.get(params.groups[place]!.world)!, params),
    )
    yield
  }
  return profiles
}

/** What as many seeds of a variant with the same SD would tell from these. */
function aloneOf(values: readonly number[]): StatisticsAnswer['alone'][number] {
  if (values.length < 2) return null
  const sd = standardDeviation(values)
  const upperSd = upperLimitOfSd(sd, values.length)
  const smallest = (each: number) =>
    smallestDifference({ sdA: each, seedsA: values.length, sdB: each, seedsB: values.length })
  return { sd, upperSd, smallest: smallest(sd), smallestAtUpperSd: smallest(upperSd) }
}

function* coverageOfGroup(
  params: StatisticsParams,
  groups: readonly GroupStatistics[],
): Generator<void, StatisticsAnswer['coverage']> {
  const { coverageOf, centre, figure, seed } = params
  const values = coverageOf === null ? [] : valuesOf(groups[coverageOf]!, figure)
  if (values.length < fewestForCoverage) return null
  const numbers = [...new Set([3, 5, 10, values.length])]
  const coverage: NonNullable<StatisticsAnswer['coverage']> = []
  for (const n of numbers)
    coverage.push({
      n,
      ...(yield* coverageSteps({
        values,
        n,
        truth: centreOfSeeds(centre, values),
        intervalOf: (sample) => centreInterval(centre, sample, params)!,
        seed,
      })),
    })
  return coverage
}
