import type { Engine } from '../networks/engine.ts'
import type { Generator as RandomGenerator } from '../random/generator.ts'

/** How the rows of a batch are dealt into minibatches: `rowsB` holds one arrangement of them per epoch, one after the other. */
export interface Deal {
  /** Hands out the row numbers, so that its kernels can gather by them. */
  engine: Engine
  rowsB: Int32Array
  rows: number
  epochs: number
  minibatches: number
}

export function emptyDeal(engine: Engine): Deal {
  return { engine, rowsB: new Int32Array(0), rows: 0, epochs: 0, minibatches: 0 }
}

/**
 * Arranges `rows` rows anew for every epoch. All of an update's arrangements are drawn here, before its first minibatch.
 * One minibatch takes the batch whole, in its own order, and draws nothing.
 */
export function dealRows(deal: Deal, rows: number, epochs: number, minibatches: number, rng: RandomGenerator): void {
  deal.rows = rows
  deal.epochs = epochs
  deal.minibatches = Math.min(minibatches, rows)
  // Doubled, where batches grow: an engine doesn't take back what it handed out.
  if (deal.rowsB.length < epochs * rows) deal.rowsB = deal.engine.indices(Math.max(epochs * rows, 2 * deal.rowsB.length))
  for (let epoch = 0; epoch < epochs; epoch++) {
    const start = epoch * rows
    for (let i = 0; i < rows; i++) deal.rowsB[start + i] = i
    if (deal.minibatches > 1) shuffleRange(deal.rowsB, start, rows, rng)
  }
}

/** Where minibatch `m` begins in an epoch; sizes differ by at most one row. */
export function minibatchStart(deal: Pick<Deal, 'rows' | 'minibatches'>, m: number): number {
  return Math.floor((m * deal.rows) / deal.minibatches)
}

/** Fisher-Yates over `count` numbers from `start` on. */
function shuffleRange(indices: Int32Array, start: number, count: number, rng: RandomGenerator): void {
  for (let i = count - 1; i > 0; i--) {
    const j = start + rng.below(i + 1)
    const kept = indices[start + i]!
    indices[start + i] = indices[j]!
    indices[j] = kept
  }
}
