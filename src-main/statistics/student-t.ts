import { incompleteBeta, solveRising } from './special-functions.ts'

/** Student's t distribution. */

/** P(T <= t) with `degrees` of freedom, which need not be a whole number. */
export function studentCdf(t: number, degrees: number): number {
  const tail = 0.5 * incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5)
  return t > 0 ? 1 - tail : tail
}

const mostRemembered = 10_000
const quantiles = new Map<string, number>()

/** The t below which a share `p` lies; by bisection to the last bits, and remembered. */
export function studentQuantile(p: number, degrees: number): number {
  if (p === 0.5) return 0
  if (p < 0.5) return -studentQuantile(1 - p, degrees)
  const key = `${p} ${degrees}`
  const known = quantiles.get(key)
  if (known !== undefined) return known
  const quantile = solveRising((t) => studentCdf(t, degrees), p)
  // Welch's degrees of freedom are hardly ever the same twice.
  if (quantiles.size >= mostRemembered) quantiles.clear()
  quantiles.set(key, quantile)
  return quantile
}
