/**
 * The Fisher matrix of the trajectory distribution for the tabular softmax, (S A) x (S A): E[ sum over h of grad log pi
 * grad log pi^T ] (box "Fisher information matrix"). Block s is d(s) (diag(pi) - pi pi^T); everything between two
 * states is zero.
 */
export function softmaxFisher(visitsS: ArrayLike<number>, piSA: ArrayLike<number>): Float64Array {
  const S = visitsS.length
  const SA = piSA.length
  const A = SA / S
  const fisher = new Float64Array(SA * SA)
  for (let s = 0; s < S; s++) {
    for (let a = 0; a < A; a++) {
      for (let b = 0; b < A; b++) {
        const i = s * A + a
        const j = s * A + b
        fisher[i * SA + j] = visitsS[s]! * piSA[i]! * ((a === b ? 1 : 0) - piSA[j]!)
      }
    }
  }
  return fisher
}

/** The same in any parameterisation: sum over s, a of d(s) pi(a|s) score score^T, P x P. `scoresSAP`: S x A x P. */
export function fisherFromScores(
  visitsS: ArrayLike<number>,
  piSA: ArrayLike<number>,
  scoresSAP: ArrayLike<number>,
  parameters: number,
): Float64Array {
  const A = piSA.length / visitsS.length
  const fisherPP = new Float64Array(parameters * parameters)
  for (let i = 0; i < piSA.length; i++) {
    const weight = visitsS[Math.floor(i / A)]! * piSA[i]!
    for (let p = 0; p < parameters; p++) {
      for (let q = 0; q < parameters; q++)
        fisherPP[p * parameters + q]! += weight * scoresSAP[i * parameters + p]! * scoresSAP[i * parameters + q]!
    }
  }
  return fisherPP
}
