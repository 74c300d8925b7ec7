import type {
  AgainstBaseline,
  GroupStatistics,
  SeedFigure,
  SeedsNeeded,
  StatisticsParams,
} from '../../../src-shared/contract/statistics.ts'
import { betterEnd } from '../../../src-shared/domain/metric-direction.ts'
import { probabilityOfImprovement } from '../../statistics/aggregates.ts'
import { bootstrapInterval } from '../../statistics/bootstrap.ts'
import type { BootstrapOptions } from '../../statistics/bootstrap.ts'
import { holm } from '../../statistics/holm.ts'
import { standardDeviation } from '../../statistics/intervals.ts'
import { seedsToTell, smallestDifference, upperLimitOfSd } from '../../statistics/power.ts'
import { resampledImprovement } from '../../statistics/resampled.ts'
import { pairedDifference, welchDifference } from '../../statistics/two-variants.ts'
import { valuesOf } from './group.ts'

/** A group against the baseline's, in one world; p-values are not corrected yet. Null where one has no values. */
export function againstBaseline(
  group: GroupStatistics,
  baseline: GroupStatistics,
  { metric, figure, ...options }: Pick<StatisticsParams, 'metric' | 'figure' | 'resamples' | 'seed'>,
): AgainstBaseline | null {
  const a = valuesOf(group, figure)
  const b = valuesOf(baseline, figure)
  if (a.length === 0 || b.length === 0) return null
  const pairs = pairsOf(group, baseline, figure)
  const enoughSeeds = a.length >= 2 && b.length >= 2
  const welch = enoughSeeds ? welchDifference(a, b) : null
  const paired = pairs.a.length >= 2 ? pairedDifference(pairs.a, pairs.b) : null
  return {
    // Where less is better, it is how likely the group's seeds are lower.
    improvement: betterEnd(metric) === 'lower' ? improvementOf([b], [a], options) : improvementOf([a], [b], options),
    welch: welch && { ...welch, holm: welch.p },
    paired: paired && { ...paired, holm: paired.p, pairs: pairs.a.length },
    enough: welch && enoughOf(welch.difference, a, b),
    enoughPaired: paired && enoughPairsOf(paired.difference, pairs.a, pairs.b),
  }
}

/** Probability of improvement of X over Y, tasks of each; no interval where some task has one seed on a side. */
export function improvementOf(
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
  options: BootstrapOptions,
): AgainstBaseline['improvement'] {
  const enoughSeeds = [...a, ...b].every((values) => values.length >= 2)
  const [low, high] = enoughSeeds ? bootstrapInterval([...a, ...b], resampledImprovement(a, b), options) : [null, null]
  return { probability: probabilityOfImprovement(a, b), low, high }
}

/** p-values of several variants against one baseline, corrected by Holm: Welch's and those of pairs each for themselves. */
export function corrected(against: readonly (AgainstBaseline | null)[]): (AgainstBaseline | null)[] {
  const correctedOf = (test: 'welch' | 'paired') => {
    const places = against.flatMap((each, place) => (each?.[test] ? [place] : []))
    const adjusted = holm(places.map((place) => against[place]![test]!.p))
    return new Map(places.map((place, i) => [place, adjusted[i]!]))
  }
  const welch = correctedOf('welch')
  const paired = correctedOf('paired')
  return against.map(
    (each, place) =>
      each && {
        ...each,
        welch: each.welch && { ...each.welch, holm: welch.get(place)! },
        paired: each.paired && { ...each.paired, holm: paired.get(place)! },
      },
  )
}

/** Values on the seeds that each side has run once: of a seed that a side has several runs of, none is its pair. */
function pairsOf(group: GroupStatistics, baseline: GroupStatistics, figure: SeedFigure): { a: number[]; b: number[] } {
  const bySeed = ({ seeds }: GroupStatistics) =>
    Map.groupBy(
      seeds.filter((seed) => seed[figure] !== null),
      ({ seed }) => seed,
    )
  const ofBaseline = bySeed(baseline)
  const pairs = [...bySeed(group)].flatMap(([seed, runs]) => {
    const others = ofBaseline.get(seed) ?? []
    return runs.length === 1 && others.length === 1 ? [[runs[0]![figure]!, others[0]![figure]!] as const] : []
  })
  return { a: pairs.map(([a]) => a), b: pairs.map(([, b]) => b) }
}

function enoughOf(difference: number, a: readonly number[], b: readonly number[]): SeedsNeeded {
  const of = (sdA: number, sdB: number) => ({
    smallest: smallestDifference({ sdA, seedsA: a.length, sdB, seedsB: b.length }),
    needed: seedsToTell(difference, { sdA, sdB }),
  })
  const sds = [standardDeviation(a), standardDeviation(b)]
  const upperSds = [upperLimitOfSd(sds[0]!, a.length), upperLimitOfSd(sds[1]!, b.length)]
  return together(sds, upperSds, of(sds[0]!, sds[1]!), of(upperSds[0]!, upperSds[1]!))
}

function enoughPairsOf(difference: number, a: readonly number[], b: readonly number[]): SeedsNeeded {
  const of = (sdOfDifferences: number) => ({
    smallest: smallestDifference({ sdOfDifferences, pairs: a.length }),
    needed: seedsToTell(difference, { sdOfDifferences }),
  })
  const sd = standardDeviation(a.map((value, place) => value - b[place]!))
  const upperSd = upperLimitOfSd(sd, a.length)
  return together([sd], [upperSd], of(sd), of(upperSd))
}

type Told = Pick<SeedsNeeded, 'smallest' | 'needed'>
const together = (sds: number[], upperSds: number[], measured: Told, atUpper: Told): SeedsNeeded => ({
  sds,
  upperSds,
  ...measured,
  smallestAtUpperSd: atUpper.smallest,
  neededAtUpperSd: atUpper.needed,
})
