import { betterEnd } from './metric-direction.ts'
import type { MetricName } from './metric.ts'
import { pointOf, pointsOf } from './points.ts'
import type { Experiment, Run } from './run.ts'
import type { SummaryStatistic } from './run-summary.ts'
import type { ExperimentSpec } from './spec.ts'

/**
 * By what points are ranked: the first of these that the runs recorded. Training returns are of few episodes each, so ten
 * of them are averaged.
 */
export const finalMeasures = [
  { metric: 'evaluationReturn', of: 'last' },
  { metric: 'return', of: 'meanOfLast10' },
  { metric: 'exactObjective', of: 'last' },
] as const satisfies readonly { metric: MetricName; of: SummaryStatistic }[]
export type FinalMeasure = (typeof finalMeasures)[number]

/** A point by the final values of its seeds. */
export interface RankedPoint {
  variantIndex: number
  mean: number
  lowest: number
  highest: number
  seeds: readonly number[]
}

export interface Ranking {
  measure: FinalMeasure
  /** The best first; of equal ones the first of the spec. */
  points: RankedPoint[]
  /** Points of which some run is still to finish, or ended without: their means would be of other seeds. */
  notRanked: number
}

type RunOfPoint = Pick<Run, 'variantIndex' | 'seed' | 'status'>

/**
 * An experiment's points by their final values, over all their seeds; null while none has finished.
 * @param finalValue a run's value by one of the measures; undefined where it has none
 */
export function rankPoints<R extends RunOfPoint>(
  spec: ExperimentSpec,
  runs: readonly R[],
  finalValue: (run: R, measure: FinalMeasure) => number | undefined,
): Ranking | null {
  const finished = runs.filter(({ status }) => status === 'finished')
  const measure = finalMeasures.find((candidate) => finished.some((run) => finalValue(run, candidate) !== undefined))
  if (measure === undefined) return null
  const runsByPoint = Map.groupBy(runs, ({ variantIndex }) => variantIndex)
  const indices = pointsOf(spec).flatMap((_, index) => (runsByPoint.has(index) ? [index] : []))
  const points = indices.flatMap((variantIndex): RankedPoint[] => {
    const own = runsByPoint.get(variantIndex)!
    const values = own.map((run) => (run.status === 'finished' ? finalValue(run, measure) : undefined))
    if (!values.every((value) => value !== undefined && Number.isFinite(value))) return []
    const numbers = values as number[]
    return [
      {
        variantIndex,
        mean: numbers.reduce((sum, value) => sum + value, 0) / numbers.length,
        lowest: Math.min(...numbers),
        highest: Math.max(...numbers),
        seeds: own.map(({ seed }) => seed).toSorted((a, b) => a - b),
      },
    ]
  })
  const sign = betterEnd(measure.metric) === 'lower' ? 1 : -1
  points.sort((a, b) => sign * (a.mean - b.mean) || a.variantIndex - b.variantIndex)
  return { measure, points, notRanked: indices.length - points.length }
}

/** As the schemas have them. */
const mostLetters = { ofVariant: 120, ofExperiment: 200 }

/** A new experiment of one point alone, with seeds that it was not chosen with. */
export function specOfChosen(
  { id, name, spec }: Pick<Experiment, 'id' | 'name' | 'spec'>,
  { variantIndex, seeds: chosenWith }: Pick<RankedPoint, 'variantIndex' | 'seeds'>,
  metric: MetricName,
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
    chosenFrom: { experimentId: id, variantIndex, metric, seeds: [...chosenWith] },
  }
}
