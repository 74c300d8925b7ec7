import { environmentTraits } from '../catalogue/environments/index.ts'
import type { MetricName } from './metric.ts'
import { takesEnvSteps } from './variant.ts'
import type { ExperimentSpec } from './spec.ts'
import type { VariantSpec } from './variant.ts'

/** The measures of how good a policy is, and the gradient's norm, that every gradient step has. */
export type QualityMetric = Extract<MetricName, 'return' | 'evaluationReturn' | 'exactObjective' | 'gradientNorm'>

/**
 * Which of them a variant's runs record, known from the spec before they begin. Training episodes have a return; exact
 * expectations and stored trajectories sample none.
 */
export function recordsMetric(
  metric: QualityMetric,
  spec: Pick<ExperimentSpec, 'environment' | 'evaluation' | 'diagnosticsEvery'>,
  { collection, update }: Pick<VariantSpec, 'collection' | 'update'>,
): boolean {
  switch (metric) {
    case 'return':
      return takesEnvSteps({ collection })
    case 'evaluationReturn':
      return spec.evaluation !== null
    case 'exactObjective':
      return 'exact' in collection || (spec.diagnosticsEvery !== null && environmentTraits(spec.environment).finite)
    case 'gradientNorm':
      return 'exact' in collection || update.kind !== 'policy-iteration'
  }
}
