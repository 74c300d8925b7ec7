/**
 * KL(rho_old || rho_new) of the trajectory distributions: sum over s of d_old(s) KL(pi_old(.|s) || pi_new(.|s));
 * transitions cancel (section "Proximal policy optimization"). Takes log-probabilities, so that small ones lose
 * nothing.
 */
export function trajectoryKl(
  oldVisitsS: ArrayLike<number>,
  oldLogPiSA: ArrayLike<number>,
  newLogPiSA: ArrayLike<number>,
): number {
  const A = oldLogPiSA.length / oldVisitsS.length
  let sum = 0
  for (let s = 0; s < oldVisitsS.length; s++) {
    const d = oldVisitsS[s]!
    if (d === 0) continue
    for (let i = s * A; i < (s + 1) * A; i++) {
      const probability = Math.exp(oldLogPiSA[i]!)
      if (probability > 0) sum += d * probability * (oldLogPiSA[i]! - newLogPiSA[i]!)
    }
  }
  return sum
}
