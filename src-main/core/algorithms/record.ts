import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { StoredTrajectories, StoredTrajectory } from '../../../src-shared/domain/stored-trajectories.ts'
import type { VectorEnvironment } from '../environments/environment.ts'
import { observationWidth } from '../policies/input-encoding.ts'
import type { Generator as RandomGenerator } from '../random/generator.ts'
import { act } from '../rollout/actor.ts'
import type { Actor } from '../rollout/actor.ts'

/**
 * Records `count` whole trajectories of the policy as it is, each with the log-probabilities of its actions: a data set
 * that likelihood ratios can reweight. One copy, one trajectory after the other; yields after each step.
 */
export function* recordTrajectories(
  actor: Actor,
  environment: EnvironmentSpec,
  world: VectorEnvironment,
  count: number,
  rng: RandomGenerator,
): Generator<void, StoredTrajectories> {
  const { policy } = actor
  const D = observationWidth(world.shape)
  const K = policy.distribution.actionSize
  const action = new Float64Array(K)
  const logProb = new Float64Array(1)
  const trajectories: StoredTrajectory[] = []
  for (let m = 0; m < count; m++) {
    const trajectory: StoredTrajectory = { observations: [], actions: [], rewards: [], logProbs: [] }
    world.resetCopy(0)
    do {
      policy.encoding.write(world.observationsND, 0, world.stepsN[0]!, actor.inputsND, 0)
      trajectory.observations.push(Array.from(world.observationsND.subarray(0, D)))
      act(actor, 1, rng, action, logProb, 0)
      world.stepCopy(0, actor.environmentActionsNK, 0)
      trajectory.actions.push(Array.from(action))
      trajectory.logProbs.push(logProb[0]!)
      trajectory.rewards.push(world.rewardsN[0]!)
      yield
    } while (world.terminatedN[0] === 0 && world.truncatedN[0] === 0)
    trajectories.push(trajectory)
  }
  return { format: 'ascent-trajectories', version: 1, environment, trajectories }
}
