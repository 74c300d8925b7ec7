import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { occupancyHS, visitsS } from './occupancy.ts'
import type { PolicyValues } from './policy-values.ts'
import { policyValues } from './policy-values.ts'

/** Everything about one stationary policy that its exact updates need. */
export interface ExactPolicy extends PolicyValues {
  /** H x S */
  occupancyHS: Float64Array
  /** d(s) = sum over h of d_h(s) */
  visitsS: Float64Array
  /**
   * Abar(s, a) = sum over h of discount^h d_h(s) A_h(s, a): the surrogate of a new policy pi' is the sum of pi'(a|s)
   * Abar(s, a). S x A
   */
  weightedAdvantagesSA: Float64Array
}

/**
 * Advantages that are zero but for rounding are made zero, relative to the largest Q: no update may chase rounding
 * errors.
 */
const roundingShare = 1e-13

export function solvePolicy(model: FiniteMdp, piSA: ArrayLike<number>, discount = model.discount): ExactPolicy {
  const { states: S, actions: A, horizon: H } = model
  const values = policyValues(model, piSA, discount)
  const dHS = occupancyHS(model, piSA)
  const dS = visitsS(model, dHS)
  const weightedAdvantagesSA = new Float64Array(S * A)
  let weight = 1
  for (let h = 0; h < H; h++) {
    for (let s = 0; s < S; s++) {
      const d = weight * dHS[h * S + s]!
      if (d === 0) continue
      for (let a = 0; a < A; a++) weightedAdvantagesSA[s * A + a]! += d * values.advantagesHSA[(h * S + s) * A + a]!
    }
    weight *= discount
  }
  let largestQ = 0
  for (const q of values.qValuesHSA) largestQ = Math.max(largestQ, Math.abs(q))
  for (let s = 0; s < S; s++) {
    const row = weightedAdvantagesSA.subarray(s * A, (s + 1) * A)
    if (row.every((advantage) => Math.abs(advantage) <= roundingShare * dS[s]! * largestQ)) row.fill(0)
  }
  return { ...values, occupancyHS: dHS, visitsS: dS, weightedAdvantagesSA }
}

/**
 * dJ / d logits(s, a) = pi(a|s) Abar(s, a), S x A (pg_advantage with the expectation taken). For the tabular softmax
 * this is the gradient itself; for any other softmax policy it is what its network's `backward` is given, one row a
 * state.
 */
export function logitsGradientSA(
  policy: Pick<ExactPolicy, 'weightedAdvantagesSA'>,
  piSA: ArrayLike<number>,
): Float64Array {
  // Sum over a of pi Abar is zero, so the softmax's own derivative adds nothing but rounding.
  return policy.weightedAdvantagesSA.map((advantage, i) => piSA[i]! * advantage)
}
