import type { ExactPolicy } from './policy-gradient.ts'

/**
 * F^+ g for the tabular softmax, S x A, of least norm: Abar(s, a) / d(s) minus its mean over a, and zero where d(s) =
 * 0. (F adds nothing along a row's constant, so the mean is free, and the least norm sets it to zero.)
 */
export function softmaxNaturalGradientSA(policy: Pick<ExactPolicy, 'visitsS' | 'weightedAdvantagesSA'>): Float64Array {
  const { visitsS, weightedAdvantagesSA } = policy
  const A = weightedAdvantagesSA.length / visitsS.length
  const naturalSA = new Float64Array(weightedAdvantagesSA.length)
  for (let s = 0; s < visitsS.length; s++) {
    const d = visitsS[s]!
    if (d === 0) continue
    let mean = 0
    for (let a = 0; a < A; a++) mean += weightedAdvantagesSA[s * A + a]! / d / A
    for (let a = 0; a < A; a++) naturalSA[s * A + a] = weightedAdvantagesSA[s * A + a]! / d - mean
  }
  return naturalSA
}
