import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { expectedRewardsSA } from '../environments/finite-mdp.ts'

export interface PolicyValues {
  /** (H + 1) x S: what is still to come from s at step h; the last row is zero. */
  valuesHS: Float64Array
  /** H x S x A */
  qValuesHSA: Float64Array
  /** H x S x A: Q - V. */
  advantagesHSA: Float64Array
  /** J: V_0 averaged over the first states. */
  objective: number
}

/** sum over s' of P(s' | s, a) V(s'); zero in terminal states. */
export function expectedNextValue(model: FiniteMdp, state: number, action: number, valuesS: Float64Array): number {
  if (model.terminalS[state] === 1) return 0
  const row = state * model.actions + action
  let sum = 0
  for (let i = model.rowStart[row]!; i < model.rowStart[row + 1]!; i++)
    sum += model.probabilities[i]! * valuesS[model.nextStates[i]!]!
  return sum
}

/**
 * V, Q and A of a stationary policy pi [S][A] at every step, backwards from V_H = 0 (the Bellman consistency
 * equations). Float64.
 */
export function policyValues(model: FiniteMdp, piSA: ArrayLike<number>, discount = model.discount): PolicyValues {
  const { states: S, actions: A, horizon: H } = model
  const valuesHS = new Float64Array((H + 1) * S)
  const qValuesHSA = new Float64Array(H * S * A)
  const advantagesHSA = new Float64Array(H * S * A)
  const rewardsSA = expectedRewardsSA(model)
  for (let h = H - 1; h >= 0; h--) {
    const nextS = valuesHS.subarray((h + 1) * S, (h + 2) * S)
    for (let s = 0; s < S; s++) {
      const at = (h * S + s) * A
      let value = 0
      for (let a = 0; a < A; a++) {
        const q = rewardsSA[s * A + a]! + discount * expectedNextValue(model, s, a, nextS)
        qValuesHSA[at + a] = q
        value += piSA[s * A + a]! * q
      }
      valuesHS[h * S + s] = value
      for (let a = 0; a < A; a++) {
        // Q - V as a mean of differences: where pi is nearly deterministic, Q - V itself would be all rounding.
        let advantage = 0
        for (let b = 0; b < A; b++) advantage += piSA[s * A + b]! * (qValuesHSA[at + a]! - qValuesHSA[at + b]!)
        advantagesHSA[at + a] = advantage
      }
    }
  }
  return { valuesHS, qValuesHSA, advantagesHSA, objective: overFirstStates(model, valuesHS) }
}

/** J alone, for a metric that is recorded often: keeps two rows of values. */
export function exactObjective(model: FiniteMdp, piSA: ArrayLike<number>, discount = model.discount): number {
  const { states: S, actions: A, horizon: H } = model
  const rewardsSA = expectedRewardsSA(model)
  let nextS = new Float64Array(S)
  let valuesS = new Float64Array(S)
  for (let h = H - 1; h >= 0; h--) {
    for (let s = 0; s < S; s++) {
      let value = 0
      for (let a = 0; a < A; a++) {
        const probability = piSA[s * A + a]!
        if (probability !== 0)
          value += probability * (rewardsSA[s * A + a]! + discount * expectedNextValue(model, s, a, nextS))
      }
      valuesS[s] = value
    }
    ;[valuesS, nextS] = [nextS, valuesS]
  }
  return overFirstStates(model, nextS)
}

/** sum over s of mu(s) V_0(s) */
export function overFirstStates(model: FiniteMdp, valuesS: ArrayLike<number>): number {
  let sum = 0
  for (let s = 0; s < model.states; s++) sum += model.initialS[s]! * valuesS[s]!
  return sum
}
