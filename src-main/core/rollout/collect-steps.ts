import type { Batch } from './batch.ts'
import { cut, continues, growBatch, terminated, truncated } from './batch.ts'
import { act } from './actor.ts'
import type { Collector } from './collector.ts'
import { addReward, countEpisode, stepCopies, writeFinal, writeRows } from './collector.ts'

/**
 * `steps` steps of every copy. Episodes go on from batch to batch; where the batch ends in mid-episode it is cut, which
 * is no end:
 * the critic's value of what comes next stands in for the rest, as it does at a time limit.
 */
export function* collectSteps(collector: Collector, batch: Batch, steps: number): Generator<void, void> {
  const { world, actor, layout, rewardScaler } = collector
  const N = world.copies
  growBatch(batch, layout, steps * N)
  batch.rows = steps * N
  batch.finals = 0
  batch.trajectories = 0
  if (!collector.started) {
    for (let n = 0; n < N; n++) world.resetCopy(n)
    collector.started = true
  }
  const width = layout.outputWidth
  const everyCopy = Int32Array.from({ length: N }, (_, n) => n)
  for (let t = 0; t < steps; t++) {
    const first = t * N
    writeRows(collector, batch, everyCopy, N, first)
    const outputs = act(actor, N, collector.actions, batch.actions, batch.logProbsB, first)
    for (let i = 0; i < N * width; i++) batch.outputs[first * width + i] = outputs[i]!
    stepCopies(collector, everyCopy, N)
    for (let n = 0; n < N; n++) {
      const row = first + n
      const reward = world.rewardsN[n]!
      batch.rewardsB[row] = rewardScaler === undefined ? reward : rewardScaler.scaled(reward)
      addReward(collector, n, reward)
      batch.finalOfB[row] = -1
      batch.endsB[row] = continues
      if (world.terminatedN[n] === 0 && world.truncatedN[n] === 0) continue
      batch.endsB[row] = world.terminatedN[n] === 1 ? terminated : truncated
      batch.trajectories++
      if (batch.endsB[row] === truncated) writeFinal(collector, batch, n, row)
      countEpisode(collector, n)
      world.resetCopy(n)
    }
    collector.envSteps += N
    yield
  }
  for (let n = 0; n < N; n++) {
    const row = (steps - 1) * N + n
    if (batch.endsB[row] !== continues) continue
    batch.endsB[row] = cut
    batch.trajectories++
    writeFinal(collector, batch, n, row)
  }
  for (let n = 0; n < N; n++) for (let t = 0; t < steps; t++) batch.orderB[n * steps + t] = t * N + n
}
