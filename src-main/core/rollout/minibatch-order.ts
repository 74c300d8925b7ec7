import type { Engine } from '../networks/engine.ts'
import { shuffle } from '../random/generator.ts'
import type { Generator as RandomGenerator } from '../random/generator.ts'

/**
 * The order in which the epochs of an update go through the rows of a batch: `rowsB` holds a permutation of them for
 * each epoch, one after the other, and minibatches are cut out of it in turn.
 */
export interface MinibatchOrder {
  rowsB: Int32Array
  rows: number
  epochs: number
  minibatches: number
}

/** An order whose arrays are reused by every update. */
export interface ReusableMinibatchOrder extends MinibatchOrder {
  /** Allocates the row numbers, so that its kernels can gather by them. */
  engine: Engine
  /** Which minibatch each row goes to, of one epoch. */
  minibatchOfB: Int32Array
}

export function emptyMinibatchOrder(engine: Engine): ReusableMinibatchOrder {
  return { engine, rowsB: new Int32Array(0), rows: 0, epochs: 0, minibatches: 0, minibatchOfB: new Int32Array(0) }
}

/**
 * Shuffles `rows` rows anew for every epoch: any division into minibatches is as likely as any other, and within a
 * minibatch rows stand in their own order, for memory is read fastest forwards. All of an update's divisions are drawn
 * here, before its first minibatch. One minibatch takes the batch whole and draws nothing.
 */
export function drawMinibatchOrder(
  order: ReusableMinibatchOrder,
  rows: number,
  epochs: number,
  minibatches: number,
  rng: RandomGenerator,
): void {
  order.rows = rows
  order.epochs = epochs
  order.minibatches = Math.min(minibatches, rows)
  // Doubled, where batches grow: an engine doesn't free what it allocated.
  if (order.rowsB.length < epochs * rows)
    order.rowsB = order.engine.indices(Math.max(epochs * rows, 2 * order.rowsB.length))
  if (order.minibatchOfB.length < rows)
    order.minibatchOfB = new Int32Array(Math.max(rows, 2 * order.minibatchOfB.length))
  for (let epoch = 0; epoch < epochs; epoch++) shuffleEpoch(order, epoch * rows, rng)
}

/**
 * The minibatches' numbers are shuffled, each as many times as it has rows, and row b goes where the b-th
 * number says.
 */
function shuffleEpoch(order: ReusableMinibatchOrder, start: number, rng: RandomGenerator): void {
  const { rowsB, rows, minibatches, minibatchOfB } = order
  for (let m = 0; m < minibatches; m++) minibatchOfB.fill(m, minibatchStart(order, m), minibatchStart(order, m + 1))
  if (minibatches > 1) shuffle(minibatchOfB, rows, rng)
  const nextM = Int32Array.from({ length: minibatches }, (_, m) => start + minibatchStart(order, m))
  for (let row = 0; row < rows; row++) rowsB[nextM[minibatchOfB[row]!]!++] = row
}

/** Moves `rows`, which go by this order, to minibatch `m` of an epoch. */
export function moveToMinibatch(
  rows: { from: number; to: number },
  order: MinibatchOrder,
  epoch: number,
  m: number,
): void {
  rows.from = epoch * order.rows + minibatchStart(order, m)
  rows.to = epoch * order.rows + minibatchStart(order, m + 1)
}

/** Where minibatch `m` begins in an epoch; sizes differ by at most one row. */
export function minibatchStart(order: MinibatchOrder, m: number): number {
  return Math.floor((m * order.rows) / order.minibatches)
}
