import type { VectorEnvironment } from '../../environments/environment.ts'
import type { Tape, Vector } from '../../networks/network.ts'
import type { Policy } from '../../policies/policy.ts'
import type { Generator as RandomGenerator } from '../../random/generator.ts'
import { episodeReturns } from '../episode-returns.ts'
import { policyPath } from './policy-path.ts'

/** Copies that episodes run in side by side. */
export const referenceCopies = 16

export type BetweenReturns = (
  t: number,
  world: VectorEnvironment,
  episodes: number,
  rng: RandomGenerator,
) => Generator<void, Float64Array>

/**
 * Discounted returns of whole episodes of the policy at distance t between the two: what stands for its J where that
 * can't be solved, in a world of at most `referenceCopies`.
 */
export function betweenReturns(behaviour: Policy, target: Policy, discount: number): BetweenReturns {
  const path = policyPath(behaviour, target)
  const { actionSize } = path.distribution
  const N = referenceCopies
  const sample = path.distribution.createSampler(N)
  const from = rowEvaluator(behaviour, N)
  const to = rowEvaluator(target, N)
  const betweenBK = new Float64Array(N * path.width)
  const actionsBK = new Float64Array(N * actionSize)
  const environmentActionsBK = new Float64Array(N * actionSize)
  const logProbsB = new Float64Array(N)
  return (t, world, episodes, rng) =>
    episodeReturns(world, episodes, discount, (busy) => {
      path.between(from(world, busy), to(world, busy), busy.length, t, betweenBK)
      sample(betweenBK, path.width, busy.length, rng, actionsBK, logProbsB, 0)
      target.toEnvironment(actionsBK, 0, busy.length, environmentActionsBK)
      for (let i = 0; i < busy.length; i++) world.stepCopy(busy[i]!, environmentActionsBK, i * actionSize)
    })
}

/** The policy's outputs for what the busy copies show now. */
function rowEvaluator(policy: Policy, copies: number): (world: VectorEnvironment, busy: readonly number[]) => Vector {
  const { network, encoding, engine, theta } = policy
  const tape: Tape = network.createTape(copies)
  const inputs = engine.rows(copies, encoding.size)
  return (world, busy) => {
    for (let i = 0; i < busy.length; i++)
      encoding.write(world.observationsND, busy[i]!, world.stepsN[busy[i]!]!, inputs, i)
    return network.forward(theta, inputs, busy.length, tape)
  }
}
