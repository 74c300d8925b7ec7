import { incompleteBeta, logGamma, normalCdf } from './special-functions.ts'

/**
 * P(T <= t) of the noncentral t distribution: (Z + noncentrality) / sqrt(chi-square / degrees). By Lenth's series
 * (algorithm AS 243). Good to about 1e-12 for a noncentrality up to 37; beyond, the share below a t far to its left is 0.
 */
export function noncentralTCdf(t: number, degrees: number, noncentrality: number): number {
  if (t < 0) return 1 - noncentralTCdf(-t, degrees, -noncentrality)
  const below = normalCdf(-noncentrality)
  const x = (t * t) / (degrees + t * t)
  const half = (noncentrality * noncentrality) / 2
  let p = Math.exp(-half)
  let q = noncentrality * Math.exp(-half - 0.5 * Math.log(2) - logGamma(1.5))
  let sum = 0
  let rest = 1 - p
  for (let j = 0; j < 10_000; j++) {
    sum += p * incompleteBeta(x, j + 0.5, degrees / 2) + q * incompleteBeta(x, j + 1, degrees / 2)
    if (j > half && rest < 1e-14) break
    p *= half / (j + 1)
    q *= half / (j + 1.5)
    rest -= p
  }
  return Math.min(1, Math.max(0, below + sum / 2))
}
