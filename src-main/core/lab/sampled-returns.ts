import type { VectorEnvironment } from '../environments/environment.ts'
import type { Generator as RandomGenerator } from '../random/generator.ts'
import { act } from '../rollout/actor.ts'
import type { Actor } from '../rollout/actor.ts'
import { episodeReturns } from './episode-returns.ts'

/** Discounted returns of whole episodes of a policy. The actor has room for all copies of the world. */
export function sampledReturns(
  actor: Actor,
  world: VectorEnvironment,
  episodes: number,
  discount: number,
  rng: RandomGenerator,
): Generator<void, Float64Array> {
  const K = actor.policy.distribution.actionSize
  const actions = new Float64Array(world.copies * K)
  const logProbs = new Float64Array(world.copies)
  return episodeReturns(world, episodes, discount, (busy) => {
    for (let i = 0; i < busy.length; i++)
      actor.policy.encoding.write(world.observationsND, busy[i]!, world.stepsN[busy[i]!]!, actor.inputsND, i)
    act(actor, busy.length, rng, actions, logProbs, 0)
    for (let i = 0; i < busy.length; i++) world.stepCopy(busy[i]!, actor.environmentActionsNK, i * K)
  })
}
