import { betterEnd } from './metric-direction.ts'
import type { MetricName } from './metric.ts'
import type { ChosenFrom } from './chosen-from.ts'
import { pointOf } from './points.ts'
import type { Experiment } from './run.ts'
import type { ExperimentSpec } from './spec.ts'

/** By what points are ranked: the first of these that has a final value. Evaluations stand for returns where there are any. */
export const finalMetrics = ['return', 'exactObjective'] as const satisfies readonly MetricName[]

/** A point by its final value (docs/statistics.md), the mean over its seeds with its 95 % t-interval. */
export interface RankedPoint {
  variantIndex: number
  mean: number
  /** Null below two seeds. */
  low: number | null
  high: number | null
}

export interface Ranking {
  metric: MetricName
  /** The best first; of equal ones the first of the spec. */
  points: RankedPoint[]
  /** Points of which some run is still to finish, or ended without: their means would be of other seeds. */
  notRanked: number
}

/** A point's final value, and whether it is of all its seeds. */
export interface PointFinal {
  variantIndex: number
  final: { mean: number; low: number | null; high: number | null } | null
  ofAllSeeds: boolean
}

export function rankPoints(metric: MetricName, finals: readonly PointFinal[]): Ranking {
  const points = finals.flatMap(({ variantIndex, final, ofAllSeeds }): RankedPoint[] =>
    final === null || !ofAllSeeds || !Number.isFinite(final.mean)
      ? []
      : [{ variantIndex, mean: final.mean, low: final.low, high: final.high }],
  )
  const sign = betterEnd(metric) === 'lower' ? 1 : -1
  points.sort((a, b) => sign * (a.mean - b.mean) || a.variantIndex - b.variantIndex)
  return { metric, points, notRanked: finals.length - points.length }
}

/** As the schemas have them. */
const mostLetters = { ofVariant: 120, ofExperiment: 200 }

/** A new experiment of one point alone, with seeds that it was not chosen with. */
export function specOfChosen(
  { id, name, spec }: Pick<Experiment, 'id' | 'name' | 'spec'>,
  { variantIndex, metric, seeds: chosenWith }: Pick<ChosenFrom, 'variantIndex' | 'metric' | 'seeds'>,
  seeds: number[],
): ExperimentSpec {
  const { variant, environment, template, settings } = pointOf(spec, variantIndex)!
  const { sweep: _sweep, ...rest } = spec
  // With one variant, its points are named by their settings alone.
  const named = settings.length > 0 && spec.variants.length === 1 ? `${spec.variants[template]!.name}, ` : ''
  return {
    ...rest,
    name: `${name.slice(0, mostLetters.ofExperiment - 30)}: the best, fresh seeds`,
    environment,
    variants: [{ ...variant, name: `${named}${variant.name}`.slice(0, mostLetters.ofVariant) }],
    seeds,
    chosenFrom: { experimentId: id, variantIndex, metric, seeds: chosenWith },
  }
}
