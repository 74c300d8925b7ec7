import type { VectorEnvironment } from '../environments/environment.ts'
import type { InputEncoding } from '../policies/input-encoding.ts'
import type { Generator as RandomGenerator } from '../random/generator.ts'
import type { Actor } from './actor.ts'
import type { Batch, BatchLayout } from './batch.ts'
import { takeFinal } from './batch.ts'
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
  /** False until each copy has started its first episode. */
  started: boolean
  statistics: EpisodeStatistics
  envSteps: number
  episodes: number
}

/**
 * What the policy and the critic see of copy `copy` now goes to the batch's row, and to the actor's row for the
 * forward.
 */
export function writeRow(collector: Collector, batch: Batch, copy: number, row: number, actorRow: number): void {
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
  const final = takeFinal(batch, layout)
  batch.finalOfB[row] = final
  criticEncoding.write(world.observationsND, copy, world.stepsN[copy]!, batch.finalInputs!, final)
}
