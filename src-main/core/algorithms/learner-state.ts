import type { EnvironmentState } from '../environments/environment.ts'
import { LearnerError } from '../learner-error.ts'
import type { Vector } from '../networks/network.ts'
import type { RewardScalerState } from '../normalisation/reward-scaler.ts'
import type { RunningMoments } from '../normalisation/running-moments.ts'
import type { OptimiserState } from '../updates/optimiser.ts'
import type { CriticParts, DataParts, PolicyParts, RunParts } from './parts.ts'

/** A table is worked out anew by each update. */
type SavedParts = RunParts & PolicyParts & CriticParts & DataParts

/** Everything that decides how training goes on, between two updates, as plain data. */
export interface LearnerState {
  version: 1
  theta: Vector
  criticTheta: Vector | null
  optimiser: OptimiserState | null
  criticOptimiser: OptimiserState | null
  world: EnvironmentState
  actions: number[]
  /** The state of `minibatchRandom`, under the name that the first checkpoints have. */
  dealing: number[]
  /** Of the episodes that go on: their returns so far. */
  returnsN: Float64Array
  /** The same discounted; null where nothing is discounted, absent in what an older program saved. */
  discountedReturnsN?: Float64Array | null
  /** The running statistics; null where nothing is normalised, absent in what an older program saved. */
  observationMoments?: RunningMoments | null
  rewardMoments?: RewardScalerState | null
  started: boolean
  updates: number
  envSteps: number
  episodes: number
  lambda: number
}

export function saveState(parts: SavedParts): LearnerState {
  const { policy, critic, collector } = parts
  return {
    version: 1,
    theta: policy.theta.slice(),
    criticTheta: critic === undefined || critic.shared ? null : critic.theta.slice(),
    optimiser: parts.optimiser?.save() ?? null,
    criticOptimiser: parts.criticOptimiser?.save() ?? null,
    world: collector.world.save(),
    actions: collector.actions.save(),
    dealing: parts.minibatchRandom.save(),
    returnsN: collector.returnsN.slice(),
    discountedReturnsN: collector.discounted?.returnsN.slice() ?? null,
    observationMoments: collector.observationNormaliser?.save() ?? null,
    rewardMoments: collector.rewardScaler?.save() ?? null,
    started: collector.started,
    updates: parts.updates,
    envSteps: collector.envSteps,
    episodes: collector.episodes,
    lambda: parts.lambda,
  }
}

/** @throws LearnerError where the state belongs to another plan. */
export function loadState(parts: SavedParts, state: LearnerState): void {
  const { policy, critic, collector } = parts
  const criticCount = critic === undefined || critic.shared ? 0 : critic.theta.length
  if (
    state.version !== 1 ||
    state.theta.length !== policy.theta.length ||
    (state.criticTheta?.length ?? 0) !== criticCount ||
    state.returnsN.length !== collector.returnsN.length ||
    !hasStatistics(collector, state)
  ) {
    throw new LearnerError({
      kind: 'wrong-state',
      sentence:
        'This saved state belongs to another experiment: its networks, copies or running statistics are others.',
    })
  }
  policy.theta.set(state.theta)
  if (state.criticTheta !== null) critic!.theta.set(state.criticTheta)
  if (state.optimiser !== null) parts.optimiser!.load(state.optimiser)
  if (state.criticOptimiser !== null) parts.criticOptimiser!.load(state.criticOptimiser)
  collector.world.load(state.world)
  collector.actions.load(state.actions)
  parts.minibatchRandom.load(state.dealing)
  collector.returnsN.set(state.returnsN)
  collector.discounted?.returnsN.set(state.discountedReturnsN ?? unknownAmidEpisode(collector.world.stepsN))
  if (state.observationMoments) collector.observationNormaliser!.load(state.observationMoments)
  if (state.rewardMoments) collector.rewardScaler!.load(state.rewardMoments)
  collector.started = state.started
  collector.envSteps = state.envSteps
  collector.episodes = state.episodes
  parts.updates = state.updates
  parts.lambda = state.lambda
}

/** Whether the state has the running statistics that the plan goes on with, and no others. */
const hasStatistics = (
  { observationNormaliser, rewardScaler }: DataParts['collector'],
  { observationMoments, rewardMoments }: LearnerState,
): boolean =>
  observationNormaliser?.encoding.size === observationMoments?.meanD.length &&
  (rewardScaler === undefined) === !rewardMoments

/** An older program kept no discounted sums: episodes that go on are left out of the mean, the next ones are whole. */
const unknownAmidEpisode = (stepsN: ArrayLike<number>): Float64Array =>
  Float64Array.from(stepsN, (steps) => (steps > 0 ? Number.NaN : 0))
