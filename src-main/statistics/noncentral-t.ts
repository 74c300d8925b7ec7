import { incompleteBeta, logGamma, normalCdf } from './special-functions.ts'

/** Beyond it exp(-noncentrality² / 2) leaves no digits. */
const mostForSeries = 37
const mostError = 1e-13

/**
 * P(T <= t) of the noncentral t distribution: (Z + noncentrality) / sqrt(chi-square / degrees). By Lenth's series
 * (algorithm AS 243), whose incomplete betas follow from each other; for a noncentrality beyond 37 by the normal
 * approximation.
 */
export function noncentralTCdf(t: number, degrees: number, noncentrality: number): number {
  if (t < 0) return 1 - noncentralTCdf(-t, degrees, -noncentrality)
  if (Math.abs(noncentrality) > mostForSeries)
    return normalCdf((t * (1 - 1 / (4 * degrees)) - noncentrality) / Math.sqrt(1 + (t * t) / (2 * degrees)))
  const x = (t * t) / (degrees + t * t)
  const b = degrees / 2
  const half = (noncentrality * noncentrality) / 2
  let p = 0.5 * Math.exp(-half)
  let q = Math.sqrt(2 / Math.PI) * p * noncentrality
  let rest = 0.5 - p
  // Of a + 1/2 and a + 1 with a = 0, 1, 2, ...: the incomplete beta, and what it loses with the next a.
  const tail = Math.exp(b * Math.log1p(-x))
  let odd = incompleteBeta(x, 0.5, b)
  let oddStep = 2 * tail * Math.exp(0.5 * Math.log(x) - (0.5 * Math.log(Math.PI) + logGamma(b) - logGamma(b + 0.5)))
  let even = 1 - tail
  let evenStep = b * x * tail
  let sum = p * odd + q * even
  for (let j = 1; j < 10_000 && 2 * rest * (odd - oddStep) > mostError; j++) {
    odd -= oddStep
    even -= evenStep
    oddStep *= (x * (j + b - 0.5)) / (j + 0.5)
    evenStep *= (x * (j + b)) / (j + 1)
    p *= half / j
    q *= half / (j + 0.5)
    rest -= p
    sum += p * odd + q * even
  }
  return Math.min(1, Math.max(0, sum + normalCdf(-noncentrality)))
}
