import type { Engine } from '../networks/engine.ts'
import { shuffle } from '../random/generator.ts'
import type { Generator as RandomGenerator } from '../random/generator.ts'

/**
 * How the rows of a batch are dealt into minibatches: `rowsB` holds one arrangement of them per epoch, one after the
 * other.
 */
export interface DealtRows {
  rowsB: Int32Array
  rows: number
  epochs: number
  minibatches: number
}

export interface Deal extends DealtRows {
  /** Hands out the row numbers, so that its kernels can gather by them. */
  engine: Engine
  /** Which minibatch each row goes to, of one epoch. */
  minibatchOfB: Int32Array
}

export function emptyDeal(engine: Engine): Deal {
  return { engine, rowsB: new Int32Array(0), rows: 0, epochs: 0, minibatches: 0, minibatchOfB: new Int32Array(0) }
}

/**
 * Deals `rows` rows anew for every epoch: any division into minibatches is as likely as any other, and within a
 * minibatch rows stand in their own order, for memory is read fastest forwards. All of an update's divisions are drawn
 * here, before its first minibatch. One minibatch takes the batch whole and draws nothing.
 */
export function dealRows(deal: Deal, rows: number, epochs: number, minibatches: number, rng: RandomGenerator): void {
  deal.rows = rows
  deal.epochs = epochs
  deal.minibatches = Math.min(minibatches, rows)
  // Doubled, where batches grow: an engine doesn't take back what it handed out.
  if (deal.rowsB.length < epochs * rows)
    deal.rowsB = deal.engine.indices(Math.max(epochs * rows, 2 * deal.rowsB.length))
  if (deal.minibatchOfB.length < rows) deal.minibatchOfB = new Int32Array(Math.max(rows, 2 * deal.minibatchOfB.length))
  for (let epoch = 0; epoch < epochs; epoch++) dealEpoch(deal, epoch * rows, rng)
}

/**
 * As cards: the minibatches' numbers are shuffled, each as many times as it has rows, and row b goes where the b-th
 * number says.
 */
function dealEpoch(deal: Deal, start: number, rng: RandomGenerator): void {
  const { rowsB, rows, minibatches, minibatchOfB } = deal
  for (let m = 0; m < minibatches; m++) minibatchOfB.fill(m, minibatchStart(deal, m), minibatchStart(deal, m + 1))
  if (minibatches > 1) shuffle(minibatchOfB, rows, rng)
  const nextM = Int32Array.from({ length: minibatches }, (_, m) => start + minibatchStart(deal, m))
  for (let row = 0; row < rows; row++) rowsB[nextM[minibatchOfB[row]!]!++] = row
}

/** Where minibatch `m` begins in an epoch; sizes differ by at most one row. */
export function minibatchStart(deal: DealtRows, m: number): number {
  return Math.floor((m * deal.rows) / deal.minibatches)
}
