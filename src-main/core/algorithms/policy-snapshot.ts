import { LearnerError } from '../learner-error.ts'
import type { Vector } from '../networks/network.ts'
import { spreadOf } from '../normalisation/running-moments.ts'
import type { RunningMoments } from '../normalisation/running-moments.ts'
import type { LearnerState } from './learner-state.ts'
import type { CriticParts, DataParts, PolicyParts, RunParts } from './parts.ts'

/**
 * What a policy does and what its critic says, at one moment of training: parameters, and the running statistics that
 * observations are rescaled by. Enough to act, to evaluate and to differentiate; not to train on as if nothing had been,
 * which takes a `LearnerState`.
 */
export interface PolicySnapshot {
  version: 1
  /** Updates made, env steps taken and episodes finished until then. */
  update: number
  envSteps: number
  episodes: number
  /** The policy's P parameters, as trained: float32 on the engines, float64 of tables and linear maps. */
  theta: Vector
  /** Null where there is no critic, and where its value is an output of the policy's own network. */
  criticTheta: Vector | null
  /** Null where observations are not normalised. */
  observationMoments: RunningMoments | null
  /** What rewards are divided by before the critic sees them, so what its values count in; null where they are as they are. */
  rewardSpread: number | null
}

type ShownParts = PolicyParts & CriticParts & DataParts

export function takeSnapshot(parts: RunParts & ShownParts): PolicySnapshot {
  const { policy, critic, collector } = parts
  return {
    version: 1,
    update: parts.updates,
    envSteps: collector.envSteps,
    episodes: collector.episodes,
    theta: policy.theta.slice(),
    criticTheta: critic === undefined || critic.shared ? null : critic.theta.slice(),
    observationMoments: collector.observationNormaliser?.save() ?? null,
    rewardSpread: collector.rewardScaler?.spread() ?? null,
  }
}

/** The part of a saved state that a snapshot has. Programs before there was normalisation left its statistics out. */
export const snapshotOfState = (state: LearnerState): PolicySnapshot => ({
  version: 1,
  update: state.updates,
  envSteps: state.envSteps,
  episodes: state.episodes,
  theta: state.theta,
  criticTheta: state.criticTheta,
  observationMoments: state.observationMoments ?? null,
  rewardSpread: state.rewardMoments ? spreadOf(state.rewardMoments.varianceD[0]!) : null,
})

/**
 * Makes policy, critic and running statistics what the snapshot says; optimisers, generators, copies and counts stay.
 * @throws LearnerError 'wrong-state' where it doesn't fit; then nothing is changed.
 */
export function putSnapshot(parts: ShownParts, snapshot: PolicySnapshot): void {
  const misfit = snapshotMisfit(parts, snapshot)
  if (misfit !== null) throw new LearnerError({ kind: 'wrong-state', sentence: misfit })
  const { policy, critic, collector } = parts
  policy.theta.set(snapshot.theta)
  if (snapshot.criticTheta !== null) critic!.theta.set(snapshot.criticTheta)
  if (snapshot.observationMoments !== null) collector.observationNormaliser!.load(snapshot.observationMoments)
}

/** Why a snapshot is not one of this policy and critic, with both lengths; null where it is. */
function snapshotMisfit({ policy, critic, collector }: ShownParts, snapshot: PolicySnapshot): string | null {
  const part = (what: string, found: number, wanted: number): string | null =>
    found === wanted
      ? null
      : `This checkpoint is of another policy or world: ${what} has ${found} numbers there, and ${wanted} here.`
  const criticCount = critic === undefined || critic.shared ? 0 : critic.theta.length
  return (
    part('the policy', snapshot.theta.length, policy.theta.length) ??
    part('the critic', snapshot.criticTheta?.length ?? 0, criticCount) ??
    part(
      'the running mean of observations',
      snapshot.observationMoments?.meanD.length ?? 0,
      collector.observationNormaliser?.encoding.size ?? 0,
    )
  )
}
