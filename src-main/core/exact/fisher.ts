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
