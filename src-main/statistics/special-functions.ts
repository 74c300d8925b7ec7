/**
 * The regularised incomplete gamma and beta functions (series and continued fractions, Numerical Recipes 6.2 and 6.4),
 * and what follows from them. Relative errors are about 1e-14.
 */

/** P(Z <= z) of the standard normal distribution. */
export function normalCdf(z: number): number {
  const tail = 0.5 * upperIncompleteGamma(0.5, (z * z) / 2)
  return z > 0 ? 1 - tail : tail
}

/** P(X <= x) of the chi-square distribution. */
export const chiSquareCdf = (x: number, degrees: number): number =>
  x <= 0 ? 0 : 1 - upperIncompleteGamma(degrees / 2, x / 2)

/** P(X > x) of the same, without losing small ones to rounding. */
export const chiSquareTail = (x: number, degrees: number): number =>
  x <= 0 ? 1 : upperIncompleteGamma(degrees / 2, x / 2)

/** The x >= 0 at which a rising function reaches `target`, to the last bits; `start` is a first guess above 0. */
export function solveRising(rising: (x: number) => number, target: number, start = 1): number {
  let low = 0
  let high = start
  while (rising(high) < target) {
    low = high
    high *= 2
  }
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (rising(middle) < target) low = middle
    else high = middle
  }
  return high
}

/** I_x(a, b). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  // The fraction converges fast on one side of the mean; the other follows by symmetry.
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b
}

const tiny = 1e-300
const away = (value: number) => (Math.abs(value) < tiny ? tiny : value)

/** Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let h = d
  for (let m = 1; m < 1000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    h *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  return h
}

/** Q(a, x) = Gamma(a, x) / Gamma(a). */
function upperIncompleteGamma(a: number, x: number): number {
  if (x <= 0) return 1
  const front = Math.exp(-x + a * Math.log(x) - logGamma(a))
  return x < a + 1 ? 1 - front * gammaSeries(a, x) : front * gammaFraction(a, x)
}

function gammaSeries(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; n < 10_000 && term > sum * 1e-17; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum
}

/** Lentz's method. */
function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / away(b)
  let h = d
  for (let i = 1; i < 10_000; i++) {
    const factor = -i * (i - a)
    b += 2
    d = 1 / away(factor * d + b)
    c = away(b + factor / c)
    h *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  return h
}

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** ln Gamma(x) for x > 0 (Lanczos, g = 7). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  let sum = lanczos[0]!
  for (let i = 1; i < 9; i++) sum += lanczos[i]! / (x - 1 + i)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}
