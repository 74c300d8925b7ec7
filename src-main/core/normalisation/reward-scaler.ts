import { addRows, createMoments, loadMoments, saveMoments, spreadOf } from './running-moments.ts'
import type { RunningMoments } from './running-moments.ts'

export interface RewardScalerState extends RunningMoments {
  /** Of each copy's episode: the rewards so far, each discounted by how long ago it was. */
  returnsN: Float64Array
}

/**
 * What estimator and critic see of rewards: over the running standard deviation of
 * R_h = r_h + gamma R_{h-1}, the discounted return so far of each copy's episode, and cut at the clip. The mean stays:
 * taking it off would change what is best where episodes' lengths vary.
 */
export interface RewardScaler {
  /** A copy's episode begins. */
  begin(copy: number): void
  /** Takes in the rewards of the step that these copies have just taken. */
  see(rewardsN: Float64Array, copiesB: Int32Array, count: number): void
  scaled(reward: number): number
  /** The running standard deviation. */
  spread(): number
  save(): RewardScalerState
  load(saved: RewardScalerState): void
}

export function createRewardScaler(copies: number, discount: number, clip: number): RewardScaler {
  const moments = createMoments(1)
  const returnsN = new Float64Array(copies)
  let spread = spreadOf(moments.varianceD[0]!)
  return {
    begin(copy) {
      returnsN[copy] = 0
    },
    see(rewardsN, copiesB, count) {
      for (let b = 0; b < count; b++) {
        const copy = copiesB[b]!
        returnsN[copy] = discount * returnsN[copy]! + rewardsN[copy]!
      }
      addRows(moments, returnsN, copiesB, count)
      spread = spreadOf(moments.varianceD[0]!)
    },
    scaled: (reward) => Math.max(-clip, Math.min(clip, reward / spread)),
    spread: () => spread,
    save: () => ({ ...saveMoments(moments), returnsN: returnsN.slice() }),
    load(saved) {
      loadMoments(moments, saved)
      returnsN.set(saved.returnsN)
      spread = spreadOf(moments.varianceD[0]!)
    },
  }
}
