import type { CurveAxis, MetricName } from '../domain/metric.ts'
import { recordsMetric, type QualityMetric } from '../domain/recorded-metrics.ts'
import type { ExperimentSpec } from '../domain/spec.ts'
import { takesEnvSteps, type VariantSpec } from '../domain/variant.ts'

const usualMetrics: readonly QualityMetric[] = ['return', 'exactObjective', 'evaluationReturn', 'gradientNorm']

/**
 * Where nobody has chosen: the first of the usual metrics that the most variants record, over env steps where all of
 * them take some, else over updates.
 */
export function usualChoice(
  variants: readonly { variant: VariantSpec; experiment: { spec: Omit<ExperimentSpec, 'variants'> } }[],
): { metric: MetricName; axis: CurveAxis } {
  const recording = (metric: QualityMetric) =>
    variants.filter(({ variant, experiment }) => recordsMetric(metric, experiment.spec, variant)).length
  const most = Math.max(...usualMetrics.map(recording))
  return {
    metric: usualMetrics.find((metric) => recording(metric) === most)!,
    axis: variants.every(({ variant }) => takesEnvSteps(variant)) ? 'envSteps' : 'updates',
  }
}
