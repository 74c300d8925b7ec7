import type { Batch } from './batch.ts'
import { continues, growBatch, terminated, truncated } from './batch.ts'
import { act } from './actor.ts'
import type { Collector } from './collector.ts'
import { addReward, beginReturn, countEpisode, stepCopies, writeFinal, writeRows } from './collector.ts'

/**
 * M whole trajectories: exactly the first M that were started, each run to its end. (Taking the first M that finish
 * would favour short ones.) A copy whose trajectory ended takes the next index that hasn't started; without one it
 * stands still.
 */
export function* collectTrajectories(collector: Collector, batch: Batch, M: number): Generator<void, void> {
  const { world, actor, layout, rewardScaler } = collector
  const width = layout.outputWidth
  // The copies at work, and which trajectory each is on.
  const busy = new Int32Array(Math.min(world.copies, M))
  const trajectoryOf = new Int32Array(world.copies)
  let trajectoryB = new Int32Array(batch.capacity)
  const lengths = new Int32Array(M)
  let active = busy.length
  let started = 0
  for (let n = 0; n < active; n++) {
    busy[n] = n
    trajectoryOf[n] = started++
    beginReturn(collector, n)
    world.resetCopy(n)
  }
  collector.started = true
  batch.rows = 0
  batch.finals = 0
  batch.trajectories = M
  while (active > 0) {
    const first = batch.rows
    if (first + active > batch.capacity) {
      growBatch(batch, layout, Math.max(2 * batch.capacity, first + active))
      const longer = new Int32Array(batch.capacity)
      longer.set(trajectoryB)
      trajectoryB = longer
    }
    writeRows(collector, batch, busy, active, first)
    for (let i = 0; i < active; i++) {
      trajectoryB[first + i] = trajectoryOf[busy[i]!]!
      lengths[trajectoryOf[busy[i]!]!]!++
    }
    const outputs = act(actor, active, collector.actions, batch.actions, batch.logProbsB, first)
    for (let i = 0; i < active * width; i++) batch.outputs[first * width + i] = outputs[i]!
    stepCopies(collector, busy, active)
    let still = 0
    for (let i = 0; i < active; i++) {
      const n = busy[i]!
      const row = first + i
      const reward = world.rewardsN[n]!
      batch.rewardsB[row] = rewardScaler === undefined ? reward : rewardScaler.scaled(reward)
      addReward(collector, n, reward)
      batch.finalOfB[row] = -1
      batch.endsB[row] = continues
      if (world.terminatedN[n] === 1 || world.truncatedN[n] === 1) {
        batch.endsB[row] = world.terminatedN[n] === 1 ? terminated : truncated
        if (batch.endsB[row] === truncated) writeFinal(collector, batch, n, row)
        countEpisode(collector, n)
        if (started === M) continue
        trajectoryOf[n] = started++
        world.resetCopy(n)
      }
      busy[still++] = n
    }
    batch.rows += active
    collector.envSteps += active
    active = still
    yield
  }
  orderByTrajectory(batch, trajectoryB, lengths)
}

/** Counting sort: stable, so that each trajectory's steps stay in the order of time. */
function orderByTrajectory(batch: Batch, trajectoryB: Int32Array, lengths: Int32Array): void {
  let next = 0
  for (let m = 0; m < lengths.length; m++) {
    const length = lengths[m]!
    lengths[m] = next
    next += length
  }
  for (let row = 0; row < batch.rows; row++) batch.orderB[lengths[trajectoryB[row]!]!++] = row
}
