import type { StoredTrajectory } from '../../../../src-shared/domain/stored-trajectories.ts'
import type { Head } from '../../distributions/distribution.ts'
import type { Policy } from '../../policies/policy.ts'
import { outputsOf } from '../policy-outputs.ts'
import { policyPath } from './policy-path.ts'
import type { PolicyPath } from './policy-path.ts'

/** What one trajectory tells at one distance. */
export interface Reweighed {
  /** log w(tau), the whole trajectory's log ratio. */
  logWeight: number
  /** sum over h of gamma^h w_{0:h} r_h */
  perDecision: number
  /** sum over h of KL(pi(.|s_h) || pi_target(.|s_h)); in a data set -log w, for nothing more is known there. */
  kl: number
}

/** Gives a trajectory its weights, one for each distance. */
export type Reweigher = (trajectory: StoredTrajectory) => Reweighed[]

/** R(tau) = sum of gamma^h r_h */
export function discountedReturn(rewards: readonly number[], discount: number): number {
  let total = 0
  for (let h = rewards.length - 1; h >= 0; h--) total = rewards[h]! + discount * total
  return total
}

/**
 * Gives one trajectory of `behaviour` the weights of the policies between it and `target`, one for each distance. Both
 * policies are evaluated once a trajectory, in their own precision; everything from their outputs on is float64, so that
 * at distance 0 every weight is exactly 1.
 */
export function pathReweigher(
  behaviour: Policy,
  target: Policy,
  distances: readonly number[],
  discount: number,
): Reweigher {
  const path = policyPath(behaviour, target)
  const from = outputsOf(behaviour)
  const to = outputsOf(target)
  let work = workspaceOf(path, 0)
  return (trajectory) => {
    const { actions, rewards } = trajectory
    const steps = rewards.length
    if (steps > work.capacity) work = workspaceOf(path, 2 * steps)
    const fromBK = from(trajectory.observations)
    const toBK = to(trajectory.observations)
    const actionsBK = Float64Array.from(actions.flat())
    path.between(fromBK, toBK, steps, 0, work.behaviourBK)
    work.head.prepare(work.behaviourBK, path.width, steps, actionsBK, work.behaviourLogProbsB)
    return distances.map((t) => {
      path.between(fromBK, toBK, steps, t, work.betweenBK)
      work.head.prepare(work.betweenBK, path.width, steps, actionsBK, work.logProbsB)
      return {
        ...weights(work.logProbsB, work.behaviourLogProbsB, rewards, discount),
        kl: work.head.klSum(work.behaviourBK),
      }
    })
  }
}

/** The same for recorded trajectories, of whose policy only the log-probabilities of its actions are known. */
export function recordedReweigher(target: Policy, discount: number): Reweigher {
  const path = policyPath(target, target)
  const evaluate = outputsOf(target)
  let work = workspaceOf(path, 0)
  return (trajectory) => {
    const { actions, rewards, logProbs } = trajectory
    const steps = rewards.length
    if (steps > work.capacity) work = workspaceOf(path, 2 * steps)
    const outputsBK = evaluate(trajectory.observations)
    path.between(outputsBK, outputsBK, steps, 1, work.betweenBK)
    work.head.prepare(work.betweenBK, path.width, steps, Float64Array.from(actions.flat()), work.logProbsB)
    const one = weights(work.logProbsB, logProbs, rewards, discount)
    return [{ ...one, kl: -one.logWeight }]
  }
}

/** The trajectory's log ratio, and its rewards each with the ratio of the actions up to it. */
export function weights(
  targetLogProbsH: ArrayLike<number>,
  behaviourLogProbsH: ArrayLike<number>,
  rewardsH: readonly number[],
  discount: number,
): { logWeight: number; perDecision: number } {
  let logWeight = 0
  let perDecision = 0
  let scale = 1
  for (let h = 0; h < rewardsH.length; h++) {
    logWeight += targetLogProbsH[h]! - behaviourLogProbsH[h]!
    perDecision += scale * Math.exp(logWeight) * rewardsH[h]!
    scale *= discount
  }
  return { logWeight, perDecision }
}

interface Workspace {
  capacity: number
  head: Head
  behaviourBK: Float64Array
  betweenBK: Float64Array
  behaviourLogProbsB: Float64Array
  logProbsB: Float64Array
}

function workspaceOf(path: PolicyPath, capacity: number): Workspace {
  return {
    capacity,
    head: path.distribution.createHead(capacity),
    behaviourBK: new Float64Array(capacity * path.width),
    betweenBK: new Float64Array(capacity * path.width),
    behaviourLogProbsB: new Float64Array(capacity),
    logProbsB: new Float64Array(capacity),
  }
}
