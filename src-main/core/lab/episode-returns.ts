import type { VectorEnvironment } from '../environments/environment.ts'
import { discountPower } from '../estimators/returns.ts'

/**
 * sum of gamma^h r_h of the first `episodes` episodes that are started, each run to its end, in the order of their starts.
 * `stepCopies` takes one step in each of the copies that still run one. Yields after each step of all copies.
 */
export function* episodeReturns(
  world: VectorEnvironment,
  episodes: number,
  discount: number,
  stepCopies: (busy: readonly number[]) => void,
): Generator<void, Float64Array> {
  const returnsM = new Float64Array(episodes)
  const episodeN = new Int32Array(world.copies)
  const powers: number[] = []
  const busy: number[] = []
  let started = 0
  for (let n = 0; n < world.copies && started < episodes; n++) {
    world.resetCopy(n)
    episodeN[n] = started++
    busy.push(n)
  }
  while (busy.length > 0) {
    stepCopies(busy)
    // Backwards, so that a copy that has finished can be taken out on the way.
    for (let i = busy.length - 1; i >= 0; i--) {
      const n = busy[i]!
      returnsM[episodeN[n]!]! += discountPower(powers, discount, world.stepsN[n]! - 1) * world.rewardsN[n]!
      if (world.terminatedN[n] === 0 && world.truncatedN[n] === 0) continue
      if (started < episodes) {
        episodeN[n] = started++
        world.resetCopy(n)
      } else busy.splice(i, 1)
    }
    yield
  }
  return returnsM
}
