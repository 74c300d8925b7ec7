import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { occupancyHS } from './occupancy.ts'
import { policyValues } from './policy-values.ts'

export interface PerformanceDifference {
  /** V^new_0 - V^old_0 under the first states' distribution: the lemma's left side. */
  difference: number
  /** E over the new policy's trajectories of the sum over h of discount^h A^old_h(s_h, a_h): its right side. */
  expectedAdvantage: number
  /**
   * Delta_infinity: the smallest A^old_h(s, new(s)) over s and h, averaged over the new policy's actions, and where it
   * is. Terminal states, in which nobody acts, are left out.
   */
  deltaInfinity: AtStateAndStep
  /** The smallest V^new_h(s) - V^old_h(s) over s and h: at least `bound`. */
  smallestDifference: AtStateAndStep
  /**
   * Least that V^new_h(s) - V^old_h(s) can be, for every s and h: -H |Delta_infinity| where that is negative, else 0.
   * A discount up to 1 only makes the true difference larger.
   */
  bound: number
}
export interface AtStateAndStep {
  value: number
  state: number
  step: number
}

/**
 * Both sides of the performance difference lemma (box "Performance difference lemma") and what follows from it for
 * every state and step.
 */
export function performanceDifference(
  model: FiniteMdp,
  oldPiSA: ArrayLike<number>,
  newPiSA: ArrayLike<number>,
  discount = model.discount,
): PerformanceDifference {
  const { states: S, actions: A, horizon: H, terminalS } = model
  const before = policyValues(model, oldPiSA, discount)
  const after = policyValues(model, newPiSA, discount)
  const dHS = occupancyHS(model, newPiSA)
  const deltaInfinity = { value: Infinity, state: 0, step: 0 }
  const smallestDifference = { value: Infinity, state: 0, step: 0 }
  let expectedAdvantage = 0
  let weight = 1
  for (let h = 0; h < H; h++) {
    for (let s = 0; s < S; s++) {
      if (terminalS[s] === 1) continue
      let advantage = 0
      for (let a = 0; a < A; a++) advantage += newPiSA[s * A + a]! * before.advantagesHSA[(h * S + s) * A + a]!
      expectedAdvantage += weight * dHS[h * S + s]! * advantage
      keepSmaller(deltaInfinity, advantage, s, h)
      keepSmaller(smallestDifference, after.valuesHS[h * S + s]! - before.valuesHS[h * S + s]!, s, h)
    }
    weight *= discount
  }
  return {
    difference: after.objective - before.objective,
    expectedAdvantage,
    deltaInfinity,
    smallestDifference,
    bound: deltaInfinity.value < 0 ? H * deltaInfinity.value : 0,
  }
}

function keepSmaller(smallest: AtStateAndStep, value: number, state: number, step: number): void {
  if (value < smallest.value) Object.assign(smallest, { value, state, step })
}
