import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { expectedRewardsSA } from '../environments/finite-mdp.ts'
import { expectedNextValue, overFirstStates } from './policy-values.ts'

export interface Optimum {
  /** (H + 1) x S */
  valuesHS: Float64Array
  /**
   * H x S: the best action at each step (the first of equals). It may depend on the step: a stationary policy may not
   * reach it.
   */
  actionsHS: Int32Array
  /** The best J that any policy has. */
  objective: number
}

/** Backward induction: V*_h(s) = max over a of r(s, a) + discount E V*_{h+1}. */
export function optimum(model: FiniteMdp, discount = model.discount): Optimum {
  const { states: S, actions: A, horizon: H } = model
  const valuesHS = new Float64Array((H + 1) * S)
  const actionsHS = new Int32Array(H * S)
  const rewardsSA = expectedRewardsSA(model)
  for (let h = H - 1; h >= 0; h--) {
    const nextS = valuesHS.subarray((h + 1) * S, (h + 2) * S)
    for (let s = 0; s < S; s++) {
      let best = Number.NEGATIVE_INFINITY
      for (let a = 0; a < A; a++) {
        const q = rewardsSA[s * A + a]! + discount * expectedNextValue(model, s, a, nextS)
        if (q > best) {
          best = q
          actionsHS[h * S + s] = a
        }
      }
      valuesHS[h * S + s] = best
    }
  }
  return { valuesHS, actionsHS, objective: overFirstStates(model, valuesHS) }
}
