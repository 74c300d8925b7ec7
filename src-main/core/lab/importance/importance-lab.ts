import type { ImportanceSpec } from '../../../../src-shared/catalogue/labs/importance.ts'
import { otherWorld } from '../../../../src-shared/domain/data-set.ts'
import type { ImportanceResult } from '../../../../src-shared/domain/lab-results/importance.ts'
import { actionWidth, observationWidth } from '../../environments/environment.ts'
import { finiteModel } from '../../environments/registry.ts'
import { LearnerError } from '../../learner-error.ts'
import type { Policy } from '../../policies/policy.ts'
import { Generator } from '../../random/generator.ts'
import { checkStored } from '../../rollout/stored-batch.ts'
import { buildLabParts } from '../lab-policy.ts'
import type { LabPlan, LabPolicySource, LabTools } from '../lab-policy.ts'
import type { LabSteps } from '../lab-steps.ts'
import { measureImportance } from './measure-importance.ts'

/** Importance sampling between two policies, or of one policy from recorded trajectories. */
export function importanceLab(
  { spec, policies, recorded }: LabPlan<ImportanceSpec>,
  tools: LabTools,
): LabSteps<ImportanceResult> {
  const { environment, data, discount, referenceEpisodes, seed } = spec
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
  if (recorded !== null) {
    const difference = otherWorld(recorded.environment, environment)
    if (difference !== null) throw new LearnerError({ kind: 'bad-dataset', field: 'data.path', sentence: difference })
    const { shape } = tools.makeWorld(1, new Generator(seed))
    const actions = shape.action.kind === 'discrete' ? shape.action.actions : undefined
    const states = shape.observation.kind === 'index' ? shape.observation.states : undefined
    checkStored(recorded, observationWidth(shape), actionWidth(shape), actions, states, 'data.path')
  }
  return measureImportance({
    environment,
    makeWorld: tools.makeWorld,
    model: finiteModel(environment),
    behaviour: recorded ?? policyOf(policies['behaviour']!),
    target: policyOf(policies['target']!),
    trajectories: data.from === 'sampling' ? data.trajectories : 0,
    discount,
    referenceEpisodes,
    seed,
  })
}
