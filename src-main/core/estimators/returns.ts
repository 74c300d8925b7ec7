import type { Batch } from '../rollout/batch.ts'
import { continues } from '../rollout/batch.ts'

/**
 * Discounted reward-to-go of every row: R_h = sum over h' >= h of gamma^(h' - h) r_h'. (Box "PG with Q-function".)
 * Stops where the trajectory ends, also at a time limit.
 */
export function rewardsToGo(batch: Batch, discount: number, out: Float64Array): void {
  const { rows, orderB, endsB, rewardsB } = batch
  let toGo = 0
  // Backwards: R_h needs R_{h+1}.
  for (let i = rows - 1; i >= 0; i--) {
    const row = orderB[i]!
    toGo = rewardsB[row]! + (endsB[row] === continues ? discount * toGo : 0)
    out[row] = toGo
  }
}

/** R(tau) = sum of gamma^h r_h, the same for every row of a trajectory. (Box "REINFORCE policy gradient".) */
export function totalReturns(batch: Batch, discount: number, out: Float64Array): void {
  const { rows, orderB, endsB } = batch
  rewardsToGo(batch, discount, out)
  let total = 0
  let starts = true
  for (let i = 0; i < rows; i++) {
    const row = orderB[i]!
    if (starts) total = out[row]!
    out[row] = total
    starts = endsB[row] !== continues
  }
}

/**
 * Psi_h *= gamma^h, h counted within the episode: the discounted objective's own weighting of states.
 * `powers` holds gamma^0, gamma^1, ... as running products and grows where an episode is longer than any before.
 */
export function weightStates(batch: Batch, discount: number, powers: number[], psi: Float64Array): void {
  for (let row = 0; row < batch.rows; row++) psi[row]! *= discountPower(powers, discount, batch.stepsB[row]!)
}

/** gamma^h from `powers`, which grows by running products up to h. */
export function discountPower(powers: number[], discount: number, h: number): number {
  if (powers.length === 0) powers.push(1)
  while (powers.length <= h) powers.push(powers[powers.length - 1]! * discount)
  return powers[h]!
}

/** The mean over the batch's trajectories (or pieces of them) of the discounted return's square. */
export function meanSquaredReturn(batch: Batch, discount: number): number {
  const { rows, orderB, endsB, rewardsB } = batch
  let sum = 0
  let toGo = 0
  for (let i = rows - 1; i >= 0; i--) {
    const row = orderB[i]!
    toGo = rewardsB[row]! + (endsB[row] === continues ? discount * toGo : 0)
    if (i === 0 || endsB[orderB[i - 1]!] !== continues) sum += toGo * toGo
  }
  return sum / batch.trajectories
}

/** Mean 0 and spread 1 over the batch. Returns what it was divided by. */
export function normalise(psi: Float64Array, rows: number): number {
  let mean = 0
  for (let row = 0; row < rows; row++) mean += psi[row]!
  mean /= rows
  let variance = 0
  for (let row = 0; row < rows; row++) variance += (psi[row]! - mean) * (psi[row]! - mean)
  const spread = Math.sqrt(variance / rows) + 1e-8
  const inverse = 1 / spread
  for (let row = 0; row < rows; row++) psi[row] = (psi[row]! - mean) * inverse
  return spread
}
