import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { occupancyHS } from './occupancy.ts'
import { exactObjective, policyValues } from './policy-values.ts'

/**
 * Both sides of the performance difference lemma (box "Performance difference lemma"), under the first states'
 * distribution: V^new_0 - V^old_0 = E over the new policy's trajectories of the sum over h of discount^h A^old_h(s_h,
 * a_h).
 */
export function performanceDifference(
  model: FiniteMdp,
  oldPiSA: ArrayLike<number>,
  newPiSA: ArrayLike<number>,
  discount = model.discount,
): { difference: number; expectedAdvantage: number } {
  const { states: S, actions: A, horizon: H } = model
  const { advantagesHSA, objective } = policyValues(model, oldPiSA, discount)
  const dHS = occupancyHS(model, newPiSA)
  let expectedAdvantage = 0
  let weight = 1
  for (let h = 0; h < H; h++) {
    for (let s = 0; s < S; s++) {
      for (let a = 0; a < A; a++)
        expectedAdvantage += weight * dHS[h * S + s]! * newPiSA[s * A + a]! * advantagesHSA[(h * S + s) * A + a]!
    }
    weight *= discount
  }
  return { difference: exactObjective(model, newPiSA, discount) - objective, expectedAdvantage }
}
