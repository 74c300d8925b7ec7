import type { Batch } from '../rollout/batch.ts'

/**
 * b_h: the mean reward-to-go at each time step, over the trajectories that got there. (Box "PG with baseline".)
 * Sums and counts by time step; they grow where an episode is longer than any before.
 */
export interface TimeMeans {
  sumsH: number[]
  countsH: number[]
}

export function timeMeans(batch: Batch, rewardToGo: Float64Array, means: TimeMeans): void {
  means.sumsH.fill(0)
  means.countsH.fill(0)
  for (let row = 0; row < batch.rows; row++) {
    const h = batch.stepsB[row]!
    while (means.sumsH.length <= h) {
      means.sumsH.push(0)
      means.countsH.push(0)
    }
    means.sumsH[h]! += rewardToGo[row]!
    means.countsH[h]!++
  }
}

/**
 * psi = R_h - b_h. With `leaveOneOut` each row's own return is taken out of its baseline, which keeps it independent of
 * the row's action; a row that is alone at its time step has no baseline then.
 */
export function subtractTimeMeans(batch: Batch, means: TimeMeans, leaveOneOut: boolean, psi: Float64Array): void {
  for (let row = 0; row < batch.rows; row++) {
    const h = batch.stepsB[row]!
    const own = psi[row]!
    const sum = means.sumsH[h] ?? 0
    const count = means.countsH[h] ?? 0
    const baseline = leaveOneOut ? (count > 1 ? (sum - own) / (count - 1) : 0) : count > 0 ? sum / count : 0
    psi[row] = own - baseline
  }
}
