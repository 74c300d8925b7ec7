import type { StoredTrajectory } from '../../../../src-shared/domain/stored-trajectories.ts'
import { becomeGreedy, preferenceFor } from '../../algorithms/policy-iteration.ts'
import { softmaxTable } from '../../exact/softmax-table.ts'

/**
 * One step of fitted policy iteration from trajectories of the old policy: Q of each state and action is the mean of the
 * rewards-to-go of its tries, and the new policy is greedy in it. States that were never visited keep their actions.
 * Actions that were never tried there are never chosen. Returns pi_new [S][A].
 */
export function fittedStep(
  trajectories: readonly StoredTrajectory[],
  oldPiSA: Float64Array,
  actions: number,
  discount: number,
): Float64Array {
  const sumSA = new Float64Array(oldPiSA.length)
  const triesSA = new Float64Array(oldPiSA.length)
  for (const { observations, actions: taken, rewards } of trajectories) {
    let toGo = 0
    for (let h = rewards.length - 1; h >= 0; h--) {
      toGo = rewards[h]! + discount * toGo
      const pair = observations[h]![0]! * actions + taken[h]![0]!
      sumSA[pair]! += toGo
      triesSA[pair]!++
    }
  }
  const qSA = sumSA.map((sum, pair) => (triesSA[pair]! > 0 ? sum / triesSA[pair]! : Number.NEGATIVE_INFINITY))
  const thetaSA = oldPiSA.map(Math.log)
  becomeGreedy(thetaSA, qSA, oldPiSA.length / actions, actions, preferenceFor(0, actions))
  return softmaxTable(thetaSA, actions)
}
