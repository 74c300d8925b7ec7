import type { DifferenceSpec } from '../../../../src-shared/catalogue/labs/difference.ts'
import type { DifferenceResult } from '../../../../src-shared/domain/lab-results/difference.ts'
import { finiteModel } from '../../environments/registry.ts'
import { notCombinable } from '../../learner-error.ts'
import type { Policy } from '../../policies/policy.ts'
import { buildLabParts } from '../lab-policy.ts'
import type { LabPlan, LabPolicySource, LabTools } from '../lab-policy.ts'
import type { LabSteps } from '../lab-steps.ts'
import { measureDifference } from './measure-difference.ts'

/** The performance difference lemma for two policies of a finite world. */
export function differenceLab(
  { spec, policies }: LabPlan<DifferenceSpec>,
  tools: LabTools,
): LabSteps<DifferenceResult> {
  const { environment, discount, trajectories, delta, seed } = spec
  const model = finiteModel(environment)
  if (model === undefined)
    throw notCombinable('environment', 'Both sides are solved from a finite model, and this world has none.')
  const policyOf = (source: LabPolicySource): Policy =>
    buildLabParts(
      source,
      {
        environment,
        estimator: { kind: 'reward-to-go', discount, discountStates: false, normalise: false },
        trajectories: 1,
        seed,
      },
      tools,
    ).policy
  return measureDifference({
    environment,
    model,
    before: policyOf(policies['before']!),
    after: policyOf(policies['after']!),
    discount,
    trajectories,
    delta,
    seed,
  })
}
