import type { VectorEnvironment } from '../environments/environment.ts'
import { discountPower } from '../estimators/returns.ts'
import type { Generator as RandomGenerator } from '../random/generator.ts'
import { act } from '../rollout/actor.ts'
import type { Actor } from '../rollout/actor.ts'

/**
 * sum of gamma^h r_h of the first `episodes` episodes that are started, each run to its end, in the order of their starts.
 * Yields after each step of all copies. The actor has room for all copies of the world.
 */
export function* sampledReturns(
  actor: Actor,
  world: VectorEnvironment,
  episodes: number,
  discount: number,
  rng: RandomGenerator,
): Generator<void, Float64Array> {
  const K = actor.policy.distribution.actionSize
  const returnsM = new Float64Array(episodes)
  const episodeN = new Int32Array(world.copies)
  const actions = new Float64Array(world.copies * K)
  const logProbs = new Float64Array(world.copies)
  const powers: number[] = []
  const busy: number[] = []
  let started = 0
  for (let n = 0; n < world.copies && started < episodes; n++) {
    world.resetCopy(n)
    episodeN[n] = started++
    busy.push(n)
  }
  while (busy.length > 0) {
    for (let i = 0; i < busy.length; i++)
      actor.policy.encoding.write(world.observationsND, busy[i]!, world.stepsN[busy[i]!]!, actor.inputsND, i)
    act(actor, busy.length, rng, actions, logProbs, 0)
    for (let i = 0; i < busy.length; i++) world.stepCopy(busy[i]!, actor.environmentActionsNK, i * K)
    // Backwards, so that a copy that has finished can be taken out on the way.
    for (let i = busy.length - 1; i >= 0; i--) {
      const n = busy[i]!
      returnsM[episodeN[n]!]! += discountPower(powers, discount, world.stepsN[n]! - 1) * world.rewardsN[n]!
      if (world.terminatedN[n] === 0 && world.truncatedN[n] === 0) continue
      if (started < episodes) {
        episodeN[n] = started++
        world.resetCopy(n)
      } else busy.splice(i, 1)
    }
    yield
  }
  return returnsM
}
