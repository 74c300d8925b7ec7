import { estimatorSpec } from '../../src-shared/catalogue/estimators/index.ts'
import { updateSpec } from '../../src-shared/catalogue/updates/index.ts'
import { pointOf } from '../../src-shared/domain/points.ts'
import type { Experiment } from '../../src-shared/domain/run.ts'
import type { ExperimentSpec } from '../../src-shared/domain/spec.ts'
import type { VariantSpec } from '../../src-shared/domain/variant.ts'
import { withFittingEvaluation } from './evaluation.ts'

/** Enough to see whether it learns; a data set takes no env steps to count. */
const updates = 200

/**
 * One variant of an experiment, learning from a recorded data set instead of its world: likelihood ratios, gradient
 * ascent, a budget in updates.
 */
export function offPolicyCopy(
  { spec }: Pick<Experiment, 'spec'>,
  variantIndex: number,
  dataset: string,
): ExperimentSpec {
  const { environment, variant: chosen } = pointOf(spec, variantIndex)!
  const { critic: _critic, ...variant } = chosen
  const { estimator, update } = variant
  const { sweep: _sweep, ...rest } = spec
  const learning: VariantSpec = {
    ...variant,
    name: `${variant.name.slice(0, 100)}, from a data set`,
    collection: { dataset },
    normalisation: { ...variant.normalisation, observations: false, rewards: false },
    estimator: estimatorSpec.parse({
      kind: 'importance-sampling',
      ...('discount' in estimator ? { discount: estimator.discount } : {}),
      ...('discountStates' in estimator ? { discountStates: estimator.discountStates } : {}),
    }),
    update:
      update.kind === 'gradient-ascent'
        ? { ...update, minibatches: 1, per: 'trajectory' }
        : updateSpec.parse({ kind: 'gradient-ascent' }),
  }
  const budget = 'updates' in spec.budget ? spec.budget : { updates }
  return withFittingEvaluation({ ...rest, environment, variants: [learning], budget }).spec
}
