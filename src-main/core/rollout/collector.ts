import type { VectorEnvironment } from '../environments/environment.ts'
import type { ObservationNormaliser } from '../normalisation/observation-normaliser.ts'
import type { RewardScaler } from '../normalisation/reward-scaler.ts'
import type { InputEncoding } from '../policies/input-encoding.ts'
import type { Generator as RandomGenerator } from '../random/generator.ts'
import type { Actor } from './actor.ts'
import type { Batch, BatchLayout } from './batch.ts'
import { addFinal } from './batch.ts'
import { discountPower } from '../estimators/returns.ts'
import { addEpisode } from './episode-statistics.ts'
import type { EpisodeStatistics } from './episode-statistics.ts'

/** What collecting needs, whichever way it goes. */
export interface Collector {
  world: VectorEnvironment
  actor: Actor
  layout: BatchLayout
  /** How the critic sees a row; undefined where there is none. */
  criticEncoding: InputEncoding | undefined
  /** Draws the actions. */
  actions: RandomGenerator
  /** Return so far of each copy's episode: it goes on over batches. */
  returnsN: Float64Array
  /** The same discounted from the episode's first step; undefined where nothing is discounted. */
  discounted: DiscountedReturns | undefined
  /** Running statistics, where the variant asks for them. */
  observationNormaliser: ObservationNormaliser | undefined
  rewardScaler: RewardScaler | undefined
  /** False until each copy has started its first episode. */
  started: boolean
  statistics: EpisodeStatistics
  envSteps: number
  episodes: number
}

/** NaN stands for an episode of which the beginning is not known: one that an older program's checkpoint was amid. */
export interface DiscountedReturns {
  discount: number
  returnsN: Float64Array
  /** gamma^0, gamma^1, ... */
  powers: number[]
}

/** A copy's episode begins: nothing is earned yet. */
export function beginReturn(collector: Collector, copy: number): void {
  collector.returnsN[copy] = 0
  if (collector.discounted !== undefined) collector.discounted.returnsN[copy] = 0
  collector.rewardScaler?.begin(copy)
}

/** Steps the busy copies; the running statistics of rewards take in what they earn. */
export function stepCopies(collector: Collector, busyB: Int32Array, count: number): void {
  const { world, actor } = collector
  if (count === world.copies) world.step(actor.environmentActionsNK)
  else {
    const K = actor.policy.distribution.actionSize
    for (let i = 0; i < count; i++) world.stepCopy(busyB[i]!, actor.environmentActionsNK, i * K)
  }
  collector.rewardScaler?.see(world.rewardsN, busyB, count)
}

/** The reward of the step that a copy has just taken, as the world pays it: to the returns of its episode. */
export function addReward(collector: Collector, copy: number, reward: number): void {
  const { world, returnsN, discounted } = collector
  returnsN[copy]! += reward
  if (discounted === undefined) return
  discounted.returnsN[copy]! += discountPower(discounted.powers, discounted.discount, world.stepsN[copy]! - 1) * reward
}

/** Counts the episode that a copy has just ended. */
export function countEpisode(collector: Collector, copy: number): void {
  const { world, returnsN, discounted, statistics } = collector
  addEpisode(statistics, returnsN[copy]!, world.stepsN[copy]!)
  collector.episodes++
  if (discounted !== undefined && !Number.isNaN(discounted.returnsN[copy]!)) {
    statistics.discounted.episodes++
    statistics.discounted.sum += discounted.returnsN[copy]!
  }
  beginReturn(collector, copy)
}

/**
 * What the policy and the critic see of the busy copies now goes to the batch's rows from `first` on, and to the actor's
 * for the forward.
 */
export function writeRows(collector: Collector, batch: Batch, busyB: Int32Array, count: number, first: number): void {
  collector.observationNormaliser?.see(collector.world.observationsND, busyB, count)
  for (let i = 0; i < count; i++) writeRow(collector, batch, busyB[i]!, first + i, i)
}

/**
 * What the policy and the critic see of copy `copy` now goes to the batch's row, and to the actor's row for the
 * forward.
 */
function writeRow(collector: Collector, batch: Batch, copy: number, row: number, actorRow: number): void {
  const { world, actor, criticEncoding, layout } = collector
  const step = world.stepsN[copy]!
  const P = layout.policyWidth
  actor.policy.encoding.write(world.observationsND, copy, step, actor.inputsND, actorRow)
  for (let p = 0; p < P; p++) batch.policyInputs[row * P + p] = actor.inputsND[actorRow * P + p]!
  if (criticEncoding !== undefined && !layout.sharedInputs)
    criticEncoding.write(world.observationsND, copy, step, batch.criticInputs!, row)
  if (batch.statesB !== undefined) batch.statesB[row] = world.observationsND[copy]!
  batch.stepsB[row] = step
}

/** Keeps what a copy shows after its last step, for the value that stands in for the rest. */
export function writeFinal(collector: Collector, batch: Batch, copy: number, row: number): void {
  const { world, criticEncoding, layout } = collector
  if (criticEncoding === undefined) return
  const final = addFinal(batch, layout)
  batch.finalOfB[row] = final
  criticEncoding.write(world.observationsND, copy, world.stepsN[copy]!, batch.finalInputs!, final)
}
