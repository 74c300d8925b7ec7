import { writtenStart } from '../../../src-shared/domain/initial-parameters.ts'
import { LearnerError } from '../learner-error.ts'
import type { Vector } from '../networks/network.ts'
import type { CriticParts, DataParts, PolicyParts, RunParts } from './parts.ts'

type StartedParts = Pick<RunParts, 'plan'> & PolicyParts & CriticParts & DataParts

/**
 * A variant with initial parameters starts from them instead of from the weights that its seed drew; optimisers begin anew.
 * A critic whose parameters aren't given, or are of another one, starts from its own weights.
 * @throws LearnerError 'wrong-state' where the policy's don't fit.
 */
export function putStart({ plan, policy, critic, collector }: StartedParts): void {
  const written = writtenStart(plan.variant)
  if (written !== null) {
    put(policy.theta, written.theta, 'policy', 'variant.initialParameters')
    if (written.critic === undefined) return
    if (critic === undefined || critic.shared)
      throw misfit(
        'variant.initialParameters.critic',
        'This variant has no critic of its own: leave its parameters out.',
      )
    put(critic.theta, written.critic, 'critic', 'variant.initialParameters.critic')
    return
  }
  const { start } = plan
  if (start === undefined) return
  put(policy.theta, start.theta, 'policy', 'variant.initialParameters')
  // Where rewards are scaled its values count in a spread that begins anew with the run.
  const sameUnits = start.rewardSpread === null && collector.rewardScaler === undefined
  const criticFits =
    sameUnits && critic !== undefined && !critic.shared && start.criticTheta?.length === critic.theta.length
  if (criticFits) critic.theta.set(start.criticTheta!)
  const { observationNormaliser } = collector
  if ((observationNormaliser === undefined) !== (start.observationMoments === null))
    throw misfit(
      'variant.normalisation.observations',
      observationNormaliser === undefined
        ? 'The policy that it starts from was trained on normalised observations: switch the normalisation on.'
        : 'The policy that it starts from was trained on observations as they are: switch the normalisation off.',
    )
  if (start.observationMoments !== null) observationNormaliser!.load(start.observationMoments)
}

function put(into: Vector, numbers: ArrayLike<number>, what: string, field: string): void {
  if (numbers.length !== into.length)
    throw misfit(
      field,
      `The ${what} has ${into.length} parameters in this world, and ${numbers.length} are given: give as many, or leave them out.`,
    )
  into.set(numbers)
}

const misfit = (field: string, sentence: string) => new LearnerError({ kind: 'wrong-state', field, sentence })
