import type { ExactPolicy } from './policy-gradient.ts'

/**
 * The exact argmaxes of the boxes "TRPO (exact)" and "PPO (exact)" for the tabular softmax. Surrogate and KL are sums
 * over states, so they separate: stationarity gives pi'(a|s) = lambda d(s) pi(a|s) / (nu_s - Abar(s, a)), with nu_s >
 * max over a of Abar(s, a) set by normalisation. States with d(s) = 0 and states where Abar is zero everywhere keep
 * their policy.
 */
export interface Argmax {
  /** log pi'(a|s) - log pi(a|s), S x A: add it to theta (or to log pi). */
  logRatioSA: Float64Array
  /** KL(rho_pi || rho_pi') */
  kl: number
  /** sum over s, a of pi'(a|s) Abar(s, a): 0 for the policy itself. */
  surrogate: number
}

/** Actions less likely than this bound nothing and keep their probability: float64 can't tell them from impossible. */
const negligible = 1e-150

type Weights = Pick<ExactPolicy, 'visitsS' | 'weightedAdvantagesSA'>

/** Exact KL-penalised PPO: argmax of surrogate - lambda KL. `lambda` > 0. */
export function klPenaltyArgmax(policy: Weights, piSA: ArrayLike<number>, lambda: number): Argmax {
  const logRatioSA = new Float64Array(piSA.length)
  const kl = fillLogRatios(policy, piSA, lambda, logRatioSA)
  let surrogate = 0
  for (let i = 0; i < piSA.length; i++)
    surrogate += piSA[i]! * Math.exp(logRatioSA[i]!) * policy.weightedAdvantagesSA[i]!
  return { logRatioSA, kl, surrogate }
}

/** How near exact TRPO comes to delta, as a share of it (and never closer than float64 can tell). */
const klTolerance = 1e-10

/**
 * Exact TRPO: argmax of the surrogate where KL(rho_pi || rho_pi') <= delta. The KL falls as lambda grows, so lambda is
 * found by bisection in log lambda. Where nothing can be improved (Abar zero everywhere) the policy stays, without a
 * lambda; where float64 can't reach delta any more (a policy that is nearly deterministic already) the smallest lambda
 * serves and the KL stays below delta.
 */
export function trustRegionArgmax(
  policy: Weights,
  piSA: ArrayLike<number>,
  delta: number,
): Argmax & { lambda?: number } {
  const logRatioSA = new Float64Array(piSA.length)
  if (policy.weightedAdvantagesSA.every((advantage) => advantage === 0)) return { logRatioSA, kl: 0, surrogate: 0 }
  const klAt = (logLambda: number): number => fillLogRatios(policy, piSA, Math.exp(logLambda), logRatioSA)
  let low = 0
  let high = 0
  while (klAt(low) < delta && low > -300) low -= 4
  while (klAt(high) > delta && high < 300) high += 4
  // From here the KL is at least delta at `low` and at most delta at `high`: the answer always respects the ball.
  while (high - low > 1e-15 * Math.max(1, Math.abs(low)) && delta - klAt(high) > klTolerance * delta) {
    const middle = low + (high - low) / 2
    if (middle === low || middle === high) break
    if (klAt(middle) > delta) low = middle
    else high = middle
  }
  const lambda = Math.exp(klAt(low) <= delta ? low : high)
  return { ...klPenaltyArgmax(policy, piSA, lambda), lambda }
}

/** Writes log pi'/pi and gives the KL. */
function fillLogRatios(policy: Weights, piSA: ArrayLike<number>, lambda: number, logRatioSA: Float64Array): number {
  const { visitsS, weightedAdvantagesSA } = policy
  const A = piSA.length / visitsS.length
  let kl = 0
  for (let s = 0; s < visitsS.length; s++) {
    const start = s * A
    const scale = lambda * visitsS[s]!
    let largest = Number.NEGATIVE_INFINITY
    let smallest = Number.POSITIVE_INFINITY
    for (let a = 0; a < A; a++) {
      if (piSA[start + a]! < negligible) continue
      largest = Math.max(largest, weightedAdvantagesSA[start + a]!)
      smallest = Math.min(smallest, weightedAdvantagesSA[start + a]!)
    }
    if (scale === 0 || largest === smallest) {
      logRatioSA.fill(0, start, start + A)
      continue
    }
    const aboveLargest = normalisingDistance(piSA, weightedAdvantagesSA, start, A, largest, scale)
    for (let a = 0; a < A; a++) {
      if (piSA[start + a]! < negligible) {
        logRatioSA[start + a] = 0
        continue
      }
      const gap = largest - weightedAdvantagesSA[start + a]!
      // log(scale / (nu - Abar)), by log1p: a small step keeps its digits.
      const logRatio = -Math.log1p((aboveLargest - scale + gap) / scale)
      logRatioSA[start + a] = logRatio
      kl -= visitsS[s]! * piSA[start + a]! * logRatio
    }
  }
  return Math.max(kl, 0)
}

/**
 * t = nu - max Abar > 0 with sum over a of scale pi(a) / (t + gap(a)) = 1, gap(a) = max Abar - Abar(a). The sum falls
 * in t and is convex, so Newton from the left never overshoots; rounding at the end is caught by the bracket [max(scale
 * pi - gap), scale].
 */
function normalisingDistance(
  piSA: ArrayLike<number>,
  advantagesSA: ArrayLike<number>,
  start: number,
  A: number,
  largest: number,
  scale: number,
): number {
  let low = 0
  for (let a = 0; a < A; a++)
    if (piSA[start + a]! >= negligible)
      low = Math.max(low, scale * piSA[start + a]! - (largest - advantagesSA[start + a]!))
  let t = low
  for (let iteration = 0; iteration < 200; iteration++) {
    let sum = 0
    let slope = 0
    for (let a = 0; a < A; a++) {
      if (piSA[start + a]! < negligible) continue
      // The gap first: t may be far smaller than the advantages themselves.
      const aboveThis = t + (largest - advantagesSA[start + a]!)
      const share = (scale * piSA[start + a]!) / aboveThis
      sum += share
      slope += share / aboveThis
    }
    // Newton on 1 - 1 / sum, which is nearly straight in t: at most a handful of steps.
    const next = Math.min(Math.max(t + (sum * (sum - 1)) / slope, low), scale)
    if (Math.abs(next - t) <= 1e-16 * t) return next
    t = next
  }
  return t
}
