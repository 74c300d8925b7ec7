import type { FiniteMdp } from '../../environments/finite-mdp.ts'
import { occupancyHS } from '../../exact/occupancy.ts'
import { expectedNextValue, policyValues } from '../../exact/policy-values.ts'

/** The lemma from every state and step on; H x S each. */
export interface BothSides {
  /** V^new_h(s) - V^old_h(s) */
  leftHS: Float64Array
  /** E of the sum over h' >= h of discount^(h' - h) A^old_h'(s_h', a_h'), with the new policy from s at h on. */
  rightHS: Float64Array
  /**
   * discount^h d^new_h(s) times A^old_h(s, .) averaged over the new policy's actions: what (s, h) adds to the
   * difference of J. They sum to it.
   */
  contributionsHS: Float64Array
  /** d^new_h(s) */
  occupancyHS: Float64Array
}

/**
 * Both sides of the performance difference lemma (box "Performance difference lemma"), each worked out by itself: the
 * left from the values of the two policies, the right from the old policy's advantages along the new one's way.
 */
export function bothSides(
  model: FiniteMdp,
  oldPiSA: ArrayLike<number>,
  newPiSA: ArrayLike<number>,
  discount = model.discount,
): BothSides {
  const { states: S, actions: A, horizon: H, terminalS } = model
  const before = policyValues(model, oldPiSA, discount)
  const after = policyValues(model, newPiSA, discount)
  const dHS = occupancyHS(model, newPiSA)
  const rightHS = new Float64Array((H + 1) * S)
  const contributionsHS = new Float64Array(H * S)
  const averageHS = new Float64Array(H * S)
  for (let h = H - 1; h >= 0; h--) {
    const nextS = rightHS.subarray((h + 1) * S, (h + 2) * S)
    for (let s = 0; s < S; s++) {
      if (terminalS[s] === 1) continue
      let advantage = 0
      let toGo = 0
      for (let a = 0; a < A; a++) {
        const probability = newPiSA[s * A + a]!
        advantage += probability * before.advantagesHSA[(h * S + s) * A + a]!
        if (probability > 0) toGo += probability * expectedNextValue(model, s, a, nextS)
      }
      averageHS[h * S + s] = advantage
      rightHS[h * S + s] = advantage + discount * toGo
    }
  }
  let weight = 1
  for (let h = 0; h < H; h++) {
    for (let i = h * S; i < (h + 1) * S; i++) contributionsHS[i] = weight * dHS[i]! * averageHS[i]!
    weight *= discount
  }
  return {
    leftHS: Float64Array.from({ length: H * S }, (_, i) => after.valuesHS[i]! - before.valuesHS[i]!),
    rightHS: rightHS.subarray(0, H * S),
    contributionsHS,
    occupancyHS: dHS,
  }
}
