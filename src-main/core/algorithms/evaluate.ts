import type { EvaluationSpec } from '../../../src-shared/domain/evaluation.ts'
import { actionWidth } from '../environments/environment.ts'
import { discountPower } from '../estimators/returns.ts'
import type { VectorEnvironment } from '../environments/environment.ts'
import { Generator as RandomGenerator } from '../random/generator.ts'
import { act, actMode } from '../rollout/actor.ts'
import type { Actor } from '../rollout/actor.ts'

/** Most copies that evaluation episodes run in side by side. */
export const evaluationCopies = 16

/** Which evaluation of a run: the one that stands for so many env steps, or the one after so many updates. */
export type EvaluationNumber = { envSteps: number } | { updates: number }

/**
 * Random numbers and copies of one evaluation: made anew each time, so that nothing has to be remembered between
 * evaluations. Those for the same env steps are the same in all variants with this seed, whatever their batches' sizes.
 */
export function evaluationWorld(
  worldOf: (copies: number, rng: RandomGenerator) => VectorEnvironment,
  seed: number,
  number: EvaluationNumber,
  episodes: number,
): { world: VectorEnvironment; rng: RandomGenerator } {
  const name = 'envSteps' in number ? `evaluation at ${number.envSteps} env steps` : `evaluation ${number.updates}`
  const rng = new RandomGenerator(seed, name)
  return { world: worldOf(Math.min(evaluationCopies, episodes), rng.split()), rng }
}

export interface EvaluationResult {
  evaluationReturn: number
  /** Where the estimator's discount is below 1. */
  evaluationDiscountedReturn?: number
  evaluationLength: number
}

/**
 * Whole episodes of the policy, with copies and random numbers of their own. `discount` is the estimator's: what J_gamma
 * is discounted by.
 */
export function evaluatePolicy(
  actor: Actor,
  world: VectorEnvironment,
  spec: EvaluationSpec,
  rng: RandomGenerator,
  discount: number,
): Generator<void, EvaluationResult> {
  const { policy } = actor
  const actions = new Float64Array(world.copies * policy.distribution.actionSize)
  const logProbs = new Float64Array(world.copies)
  const choose = (busy: readonly number[]): Float64Array => {
    for (let i = 0; i < busy.length; i++)
      policy.encoding.write(world.observationsND, busy[i]!, world.stepsN[busy[i]!]!, actor.inputsND, i)
    if (spec.actions === 'mode') actMode(actor, busy.length, actions, 0)
    else act(actor, busy.length, rng, actions, logProbs, 0)
    return actor.environmentActionsNK
  }
  return evaluateEpisodes(world, spec.episodes, choose, discount)
}

/**
 * The first `episodes` episodes that are started, each run to its end. `choose` gives a row of actions for each busy
 * copy, as the environment takes them.
 */
export function* evaluateEpisodes(
  world: VectorEnvironment,
  episodes: number,
  choose: (busy: readonly number[]) => Float64Array,
  discount = 1,
): Generator<void, EvaluationResult> {
  const K = actionWidth(world.shape)
  const returnsN = new Float64Array(world.copies)
  const busy: number[] = []
  let started = 0
  for (let n = 0; n < world.copies && started < episodes; n++, started++) {
    world.resetCopy(n)
    busy.push(n)
  }
  const powers: number[] = []
  let returnSum = 0
  let discountedSum = 0
  let steps = 0
  while (busy.length > 0) {
    const actionsNK = choose(busy)
    for (let i = 0; i < busy.length; i++) world.stepCopy(busy[i]!, actionsNK, i * K)
    steps += busy.length
    // Backwards, so that a copy that has finished can be taken out on the way.
    for (let i = busy.length - 1; i >= 0; i--) {
      const n = busy[i]!
      returnsN[n]! += world.rewardsN[n]!
      // A sum over all episodes needs no sum for each.
      discountedSum += discountPower(powers, discount, world.stepsN[n]! - 1) * world.rewardsN[n]!
      if (world.terminatedN[n] === 0 && world.truncatedN[n] === 0) continue
      returnSum += returnsN[n]!
      returnsN[n] = 0
      if (started < episodes) {
        started++
        world.resetCopy(n)
      } else {
        busy.splice(i, 1)
      }
    }
    yield
  }
  return {
    evaluationReturn: returnSum / episodes,
    ...(discount < 1 && { evaluationDiscountedReturn: discountedSum / episodes }),
    evaluationLength: steps / episodes,
  }
}
