import type { EvaluationSpec } from '../../../src-shared/domain/spec.ts'
import type { VectorEnvironment } from '../environments/environment.ts'
import type { Generator as RandomGenerator } from '../random/generator.ts'
import { act, actMode } from '../rollout/actor.ts'
import type { Actor } from '../rollout/actor.ts'

/** Most copies that evaluation episodes run in side by side. */
export const evaluationCopies = 16

export interface EvaluationResult {
  evaluationReturn: number
  evaluationLength: number
}

/** Whole episodes with copies and random numbers of their own: the first `episodes` that were started, each run to its end. */
export function* evaluatePolicy(actor: Actor, world: VectorEnvironment, spec: EvaluationSpec, rng: RandomGenerator): Generator<void, EvaluationResult> {
  const { policy } = actor
  const K = policy.distribution.actionSize
  const actions = new Float64Array(world.copies * K)
  const logProbs = new Float64Array(world.copies)
  const returnsN = new Float64Array(world.copies)
  const busy: number[] = []
  let started = 0
  for (let n = 0; n < world.copies && started < spec.episodes; n++, started++) {
    world.resetCopy(n)
    busy.push(n)
  }
  let returnSum = 0
  let steps = 0
  while (busy.length > 0) {
    for (let i = 0; i < busy.length; i++) policy.encoding.write(world.observationsND, busy[i]!, world.stepsN[busy[i]!]!, actor.inputsND, i)
    if (spec.actions === 'mode') actMode(actor, busy.length, actions, 0)
    else act(actor, busy.length, rng, actions, logProbs, 0)
    for (let i = 0; i < busy.length; i++) world.stepCopy(busy[i]!, actor.environmentActionsNK, i * K)
    steps += busy.length
    // Backwards, so that a copy that has finished can be taken out on the way.
    for (let i = busy.length - 1; i >= 0; i--) {
      const n = busy[i]!
      returnsN[n]! += world.rewardsN[n]!
      if (world.terminatedN[n] === 0 && world.truncatedN[n] === 0) continue
      returnSum += returnsN[n]!
      returnsN[n] = 0
      if (started < spec.episodes) {
        started++
        world.resetCopy(n)
      } else {
        busy.splice(i, 1)
      }
    }
    yield
  }
  return { evaluationReturn: returnSum / spec.episodes, evaluationLength: steps / spec.episodes }
}
