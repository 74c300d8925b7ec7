import type { Vector } from '../networks/network.ts'

/** How a row's trajectory goes on: it does, or ends there. A cut is no end of the episode, only of the batch. */
export const goesOn = 0
export const terminated = 1
export const truncated = 2
export const cut = 3

/**
 * What one collection brought, as flat arrays with one row per step of one copy. Rows stand in the order in which they were
 * collected; `orderB` lists them so that each trajectory's steps lie one after the other, and `endsB` says where one ends.
 * Arrays are reused by every update and grow (doubling) only when a batch is larger than any before.
 */
export interface Batch {
  rows: number
  capacity: number
  /** What the policy and the critic saw, in their engines' precision; the same array where both see the same. */
  policyInputs: Vector
  criticInputs: Vector | undefined
  /** The policy's outputs when the actions were drawn. */
  outputs: Vector
  /** B x K: action indices, or unsquashed components. */
  actions: Float64Array
  logProbsB: Float64Array
  rewardsB: Float64Array
  /** h: how many steps into its episode each row is. */
  stepsB: Int32Array
  /** State indices, in finite worlds. */
  statesB: Int32Array | undefined
  endsB: Uint8Array
  /** Where a trajectory was truncated or cut: which row of `finalInputs` shows what came next; -1 elsewhere. */
  finalOfB: Int32Array
  orderB: Int32Array
  finals: number
  finalCapacity: number
  finalInputs: Vector | undefined
  /** The critic's values of the rows and of the final observations. */
  valuesB: Float64Array
  finalValues: Float64Array
  /** What the score is multiplied by. */
  psiB: Float64Array
  /** What the critic is fitted to. */
  targetsB: Float64Array
  /** How many trajectories (or pieces of one) end in the batch. */
  trajectories: number
}

export interface BatchLayout {
  policyWidth: number
  criticWidth: number | undefined
  /** The critic sees what the policy sees: one array serves both. */
  sharedInputs: boolean
  outputWidth: number
  actionSize: number
  finite: boolean
  policyArray: VectorConstructor
  criticArray: VectorConstructor
}
export type VectorConstructor = typeof Float32Array | typeof Float64Array

/** Collected rows live outside the engine, which may not grow its memory: minibatches are gathered into the engine's own rows. */
export function createBatch(layout: BatchLayout, capacity: number): Batch {
  const batch: Batch = {
    rows: 0,
    capacity: 0,
    policyInputs: new layout.policyArray(0),
    criticInputs: layout.criticWidth === undefined ? undefined : new layout.criticArray(0),
    outputs: new layout.policyArray(0),
    actions: new Float64Array(0),
    logProbsB: new Float64Array(0),
    rewardsB: new Float64Array(0),
    stepsB: new Int32Array(0),
    statesB: layout.finite ? new Int32Array(0) : undefined,
    endsB: new Uint8Array(0),
    finalOfB: new Int32Array(0),
    orderB: new Int32Array(0),
    finals: 0,
    finalCapacity: 0,
    finalInputs: layout.criticWidth === undefined ? undefined : new layout.criticArray(0),
    valuesB: new Float64Array(0),
    finalValues: new Float64Array(0),
    psiB: new Float64Array(0),
    targetsB: new Float64Array(0),
    trajectories: 0,
  }
  growBatch(batch, layout, capacity)
  return batch
}

function grown<T extends Vector | Int32Array | Uint8Array>(old: T, length: number): T {
  const larger = new (old.constructor as new (length: number) => T)(length)
  larger.set(old as never)
  return larger
}

/** Makes room for `capacity` rows; what is there stays. */
export function growBatch(batch: Batch, layout: BatchLayout, capacity: number): void {
  if (capacity <= batch.capacity) return
  batch.capacity = capacity
  batch.policyInputs = grown(batch.policyInputs, capacity * layout.policyWidth)
  if (batch.criticInputs !== undefined) {
    batch.criticInputs = layout.sharedInputs ? batch.policyInputs : grown(batch.criticInputs, capacity * layout.criticWidth!)
  }
  batch.outputs = grown(batch.outputs, capacity * layout.outputWidth)
  batch.actions = grown(batch.actions, capacity * layout.actionSize)
  batch.logProbsB = grown(batch.logProbsB, capacity)
  batch.rewardsB = grown(batch.rewardsB, capacity)
  batch.stepsB = grown(batch.stepsB, capacity)
  if (batch.statesB !== undefined) batch.statesB = grown(batch.statesB, capacity)
  batch.endsB = grown(batch.endsB, capacity)
  batch.finalOfB = grown(batch.finalOfB, capacity)
  batch.orderB = grown(batch.orderB, capacity)
  batch.valuesB = grown(batch.valuesB, capacity)
  batch.psiB = grown(batch.psiB, capacity)
  batch.targetsB = grown(batch.targetsB, capacity)
}

/** A place for one more final observation; its index. */
export function takeFinal(batch: Batch, layout: BatchLayout): number {
  if (batch.finals === batch.finalCapacity) {
    batch.finalCapacity = Math.max(16, 2 * batch.finalCapacity)
    batch.finalValues = grown(batch.finalValues, batch.finalCapacity)
    if (batch.finalInputs !== undefined) batch.finalInputs = grown(batch.finalInputs, batch.finalCapacity * layout.criticWidth!)
  }
  return batch.finals++
}
