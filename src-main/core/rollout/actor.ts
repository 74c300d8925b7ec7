import type { Sampler } from '../distributions/distribution.ts'
import type { Policy } from '../policies/policy.ts'
import type { Tape, Vector } from '../networks/network.ts'
import type { Generator as RandomGenerator } from '../random/generator.ts'

/** A policy at work: the tape and rows for one forward over all copies, and actions as the environment takes them. */
export interface Actor {
  policy: Policy
  tape: Tape
  sample: Sampler
  inputsND: Vector
  /** N x K, squashed where the policy squashes. */
  environmentActionsNK: Float64Array
}

export function createActor(policy: Policy, copies: number): Actor {
  return {
    policy,
    tape: policy.network.createTape(copies),
    sample: policy.distribution.createSampler(copies),
    inputsND: policy.engine.rows(copies, policy.encoding.size),
    environmentActionsNK: new Float64Array(copies * policy.distribution.actionSize),
  }
}

/**
 * One forward over the `rows` rows that stand in `actor.inputsND`, and one action for each: the policy's outputs are
 * returned, actions (unsquashed) and log-probabilities are written from row `at` on.
 */
export function act(
  actor: Actor,
  rows: number,
  rng: RandomGenerator,
  actions: Float64Array,
  logProbs: Float64Array,
  at: number,
): Vector {
  const { policy, tape, inputsND, environmentActionsNK } = actor
  const outputs = policy.network.forward(policy.theta, inputsND, rows, tape)
  actor.sample(outputs, policy.network.outputSize, rows, rng, actions, logProbs, at)
  policy.toEnvironment(actions, at, rows, environmentActionsNK)
  return outputs
}

/** The same with the most likely actions. */
export function actMode(actor: Actor, rows: number, actions: Float64Array, at: number): void {
  const { policy, tape, inputsND, environmentActionsNK } = actor
  const outputs = policy.network.forward(policy.theta, inputsND, rows, tape)
  policy.distribution.mode(outputs, policy.network.outputSize, rows, actions, at)
  policy.toEnvironment(actions, at, rows, environmentActionsNK)
}
