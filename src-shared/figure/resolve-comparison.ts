import type * as z from 'zod'
import type { curvesParams, seedsParams } from '../contract/comparison.ts'
import { drawnBand, keyText, type ComparisonSpec, type ComparisonX, type VariantKey } from '../domain/comparison.ts'
import { isCurveAxis, type MetricName } from '../domain/metric.ts'
import type { Experiment, Run } from '../domain/run.ts'
import { comparedVariants, type ComparedVariant } from './compared.ts'
import { seedsInsteadOfBand } from './drawn-curves.ts'
import { originX } from './fork-origin.ts'
import { settingText } from './point-settings.ts'
import { usualChoice } from './usual-choice.ts'

/** A comparison over what is in the history, with what nobody has chosen decided. */
export interface ResolvedComparison {
  spec: ComparisonSpec
  variants: readonly ComparedVariant[]
  /** Those that are drawn: not hidden. */
  shown: readonly ComparedVariant[]
  /** The first of `metrics`. */
  metric: MetricName
  metrics: readonly MetricName[]
  x: ComparisonX
}

export function resolveComparison(
  chosen: ComparisonSpec,
  experiments: ReadonlyMap<string, Experiment>,
  runs: readonly Run[],
): ResolvedComparison {
  const spec = { ...chosen, band: drawnBand(chosen) }
  const variants = comparedVariants(spec.selection, experiments, runs, spec.group)
  const hidden = new Set(spec.hidden.map(keyText))
  const usual = usualChoice(variants)
  const metrics = spec.metrics.length === 0 ? [usual.metric] : spec.metrics
  return {
    spec,
    variants,
    shown: variants.filter(({ id }) => !hidden.has(id)),
    metric: metrics[0]!,
    metrics,
    x: spec.x ?? usual.axis,
  }
}

/** One chart of the figure: a metric, of the variants that have one value of the setting that parts them. */
export interface PanelPlan {
  metric: MetricName
  facet: string | null
  variants: readonly ComparedVariant[]
}

/** The charts of the figure: metrics below each other, facets side by side. */
export function panelsOf({ shown, metrics, spec: { facet } }: ResolvedComparison): PanelPlan[] {
  const facets: [string | null, readonly ComparedVariant[]][] =
    facet === null ? [[null, shown]] : [...Map.groupBy(shown, (variant) => settingText(variant, facet))]
  return metrics.flatMap((metric) => facets.map(([value, variants]) => ({ metric, facet: value, variants })))
}

/** What the reader is asked for one metric. `seeds` are of the variants whose single seeds are drawn. */
export interface CurvesQuestion {
  metric: MetricName
  curves: z.input<typeof curvesParams>
  seeds: z.input<typeof seedsParams>
}

/** All curves of one figure together have about so many points: more can't be seen, and is not drawn in a blink. */
const pointsInAll = 30_000
const mostPointsOfCurve = 600
const fewestPointsOfCurve = 60
const seedPointsInAll = 40_000

export function questionsOf({ shown, metrics, x, spec }: ResolvedComparison): CurvesQuestion[] {
  const { centre, band, smoothing } = spec
  // What is moved is asked for whole: the range is of where it is drawn.
  const xRange = shown.some((variant) => originX(variant, x, spec) !== 0) ? null : spec.xRange
  const points = (inAll: number, lines: number) =>
    Math.round(Math.min(mostPointsOfCurve, Math.max(fewestPointsOfCurve, inAll / metrics.length / Math.max(1, lines))))
  const withSeeds = shown.filter((variant) => spec.showSeeds || seedsInsteadOfBand(variant) || !isCurveAxis(x))
  const seedLines = withSeeds.reduce((sum, { runs }) => sum + runs.length, 0)
  return metrics.map((metric) => ({
    metric,
    curves: {
      groups: shown.map(keysOf),
      metric,
      x,
      xRange,
      centre,
      band,
      smoothing,
      maxPoints: points(pointsInAll, shown.length),
    },
    seeds: { groups: withSeeds.map(keysOf), metric, x, xRange, maxPoints: points(seedPointsInAll, seedLines) },
  }))
}

const keysOf = ({ members }: ComparedVariant): VariantKey[] => members.map(({ key }) => key)
