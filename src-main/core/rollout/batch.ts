import type { Engine } from '../networks/engine.ts'
import type { Vector } from '../networks/network.ts'

/** How a row's trajectory goes on: it does, or ends there. A cut is no end of the episode, only of the batch. */
export const continues = 0
export const terminated = 1
export const truncated = 2
export const cut = 3

/**
 * What one collection brought, as flat arrays with one row per step of one copy. Rows stand in the order in which they
 * were collected; `orderB` lists them so that each trajectory's steps lie one after the other, and `endsB` says where
 * one ends. Arrays are reused by every update and grow (doubling) only when a batch is larger than any before.
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

/** Some rows of a batch, in an order of their own: `rowsB[from .. to)`. */
export interface Rows<B = Batch> {
  batch: B
  rowsB: Int32Array
  from: number
  to: number
}

export interface BatchLayout {
  policyWidth: number
  criticWidth: number | undefined
  /** The critic sees what the policy sees: one array serves both. */
  sharedInputs: boolean
  outputWidth: number
  actionSize: number
  finite: boolean
  policyEngine: Engine
  criticEngine: Engine
}

/** More than this many numbers (16 MB in float32) would take too much of an engine's memory. */
const mostInEngine = 4_194_304

/**
 * The first rows lie in their engines' memory, out of which minibatches are gathered fastest. That memory doesn't grow:
 * the rows of a batch that outgrows them lie outside.
 */
export function createBatch(layout: BatchLayout, capacity: number): Batch {
  const rowsOf = (engine: Engine, width: number): Vector =>
    capacity * width <= mostInEngine ? engine.rows(capacity, width) : outside(engine, capacity * width)
  const doublesOf = (width: number): Float64Array =>
    capacity * width <= mostInEngine
      ? layout.policyEngine.doubles(capacity * width)
      : new Float64Array(capacity * width)
  const policyInputs = rowsOf(layout.policyEngine, layout.policyWidth)
  return {
    rows: 0,
    capacity,
    policyInputs,
    criticInputs: layout.sharedInputs
      ? policyInputs
      : layout.criticWidth === undefined
        ? undefined
        : rowsOf(layout.criticEngine, layout.criticWidth),
    outputs: rowsOf(layout.policyEngine, layout.outputWidth),
    actions: doublesOf(layout.actionSize),
    logProbsB: doublesOf(1),
    rewardsB: new Float64Array(capacity),
    stepsB: new Int32Array(capacity),
    statesB: layout.finite ? new Int32Array(capacity) : undefined,
    endsB: new Uint8Array(capacity),
    finalOfB: new Int32Array(capacity),
    orderB: new Int32Array(capacity),
    finals: 0,
    finalCapacity: 0,
    finalInputs: layout.criticWidth === undefined ? undefined : outside(layout.criticEngine, 0),
    valuesB: new Float64Array(capacity),
    finalValues: new Float64Array(0),
    psiB: doublesOf(1),
    targetsB: new Float64Array(capacity),
    trajectories: 0,
  }
}

function outside(engine: Engine, count: number): Vector {
  return engine.precision === 'float32' ? new Float32Array(count) : new Float64Array(count)
}

function grown<T extends Vector | Int32Array | Uint8Array>(old: T, length: number): T {
  const larger = new (old.constructor as new (length: number) => T)(length)
  larger.set(old as never)
  return larger
}

/** Enlarges the arrays to `capacity` rows and keeps their contents. */
export function growBatch(batch: Batch, layout: BatchLayout, capacity: number): void {
  if (capacity <= batch.capacity) return
  batch.capacity = capacity
  batch.policyInputs = grown(batch.policyInputs, capacity * layout.policyWidth)
  if (batch.criticInputs !== undefined) {
    batch.criticInputs = layout.sharedInputs
      ? batch.policyInputs
      : grown(batch.criticInputs, capacity * layout.criticWidth!)
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
export function addFinal(batch: Batch, layout: BatchLayout): number {
  if (batch.finals === batch.finalCapacity) {
    batch.finalCapacity = Math.max(16, 2 * batch.finalCapacity)
    batch.finalValues = grown(batch.finalValues, batch.finalCapacity)
    if (batch.finalInputs !== undefined)
      batch.finalInputs = grown(batch.finalInputs, batch.finalCapacity * layout.criticWidth!)
  }
  return batch.finals++
}
