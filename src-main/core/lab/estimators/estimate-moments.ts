import { studentQuantile } from '../../../statistics/student-t.ts'
import { chiSquareTail } from '../../../statistics/special-functions.ts'
import type { Measured } from '../../../../src-shared/domain/lab-results/measured.ts'

/** Estimates go to these groups in turn; a jackknife leaves out one group at a time. */
export const mostGroups = 50

/**
 * One pass over K estimates g_k of one gradient: all that variance, squared bias, mean squared error and cosine need,
 * group by group, so that a jackknife follows without a second pass. Kept are the differences d_k = g_k - g, for where
 * the spread is small beside g, sums of g_k itself would lose it to rounding.
 */
export interface EstimateMoments {
  readonly parameters: number
  /** Groups x P: sums of d_k. */
  readonly sums: Float64Array
  /** Per group: how many, and the sums of |d_k|^2 and of the cosines. */
  readonly counts: Float64Array
  readonly squares: Float64Array
  readonly cosines: Float64Array
  /** Whether any estimate was not zero. */
  anyDirection: boolean
  /** The last four d_k, and the sum of what each four say of tr Sigma^2. */
  readonly recent: Float64Array[]
  kept: number
  traceSum: number
  traceCount: number
}

export function createMoments(parameters: number): EstimateMoments {
  return {
    parameters,
    sums: new Float64Array(mostGroups * parameters),
    counts: new Float64Array(mostGroups),
    squares: new Float64Array(mostGroups),
    cosines: new Float64Array(mostGroups),
    anyDirection: false,
    recent: Array.from({ length: 4 }, () => new Float64Array(parameters)),
    kept: 0,
    traceSum: 0,
    traceCount: 0,
  }
}

/** Takes in estimate k. */
export function addEstimate(
  moments: EstimateMoments,
  gradientP: ArrayLike<number>,
  truthP: ArrayLike<number>,
  k: number,
): void {
  const { parameters: P, sums } = moments
  const group = k % mostGroups
  const difference = moments.recent[moments.kept]!
  let square = 0
  let dot = 0
  let own = 0
  let truth = 0
  for (let p = 0; p < P; p++) {
    const g = gradientP[p]!
    const t = truthP[p]!
    const d = g - t
    difference[p] = d
    sums[group * P + p]! += d
    square += d * d
    dot += g * t
    own += g * g
    truth += t * t
  }
  moments.counts[group]!++
  moments.squares[group]! += square
  // An estimate of zero points nowhere.
  if (own > 0 && truth > 0) {
    moments.anyDirection = true
    moments.cosines[group]! += dot / Math.sqrt(own * truth)
  }
  if (++moments.kept === 4) addTraces(moments)
}

/**
 * For independent pairs E[((g_1 - g_2) . (g_3 - g_4))^2] = 4 tr Sigma^2, whatever the mean is. Four estimates make two pairs
 * in three ways.
 */
function addTraces(moments: EstimateMoments): void {
  const [a, b, c, d] = moments.recent as [Float64Array, Float64Array, Float64Array, Float64Array]
  let ab = 0
  let ac = 0
  let ad = 0
  for (let p = 0; p < moments.parameters; p++) {
    ab += (a[p]! - b[p]!) * (c[p]! - d[p]!)
    ac += (a[p]! - c[p]!) * (b[p]! - d[p]!)
    ad += (a[p]! - d[p]!) * (b[p]! - c[p]!)
  }
  moments.traceSum += (ab * ab + ac * ac + ad * ad) / 12
  moments.traceCount++
  moments.kept = 0
}

/** What a sampled reference adds: its own v / K and tr Sigma^2 / K^2. Both 0 where the truth is exact. */
export interface ReferenceNoise {
  meanSquare: number
  trace: number
}
export const noNoise: ReferenceNoise = { meanSquare: 0, trace: 0 }

export interface EstimateFigures {
  batches: number
  variance: Measured
  squaredBias: Measured
  meanSquaredError: Measured
  cosine: Measured | null
  z: number | null
  /** Of "unbiased". */
  p: number
}

interface Point {
  variance: number
  squaredBias: number
  meanSquaredError: number
  cosine: number
}

/** A spread below this share of the sum of squares is nothing but rounding: all estimates are equal. */
const roundingShare = 1e-13

/** Null before two groups have two estimates each. */
export function figuresOf(moments: EstimateMoments, noise: ReferenceNoise = noNoise): EstimateFigures | null {
  const { parameters: P, sums, counts, squares, cosines } = moments
  const groups = [...counts.keys()].filter((group) => counts[group]! > 0)
  const K = total(counts)
  if (groups.length < 2 || K < 4) return null
  const sumP = new Float64Array(P)
  for (const group of groups) for (let p = 0; p < P; p++) sumP[p]! += sums[group * P + p]!
  const [squareSum, cosineSum] = [total(squares), total(cosines)]

  const at = (leftOut: number | null): Point => {
    const n = K - (leftOut === null ? 0 : counts[leftOut]!)
    let meanSquared = 0
    for (let p = 0; p < P; p++) {
      const mean = (sumP[p]! - (leftOut === null ? 0 : sums[leftOut * P + p]!)) / n
      meanSquared += mean * mean
    }
    const square = squareSum - (leftOut === null ? 0 : squares[leftOut]!)
    const spread = square - n * meanSquared
    const variance = spread > roundingShare * square ? spread / (n - 1) : 0
    const squaredBias = meanSquared - variance / n - noise.meanSquare
    const cosine = (cosineSum - (leftOut === null ? 0 : cosines[leftOut]!)) / n
    return { variance, squaredBias, meanSquaredError: squaredBias + variance, cosine }
  }
  const whole = at(null)
  const without = groups.map(at)
  const G = groups.length
  const t = studentQuantile(0.975, G - 1)
  const interval = (of: (point: Point) => number, atLeast = 0, further = 0): Measured => {
    const mean = total(without.map(of)) / G
    const squaredError = ((G - 1) / G) * total(without.map((point) => (of(point) - mean) * (of(point) - mean)))
    const half = t * Math.sqrt(Math.max(squaredError, atLeast) + further)
    return { value: of(whole), low: of(whole) - half, high: of(whole) + half }
  }
  // The mean of K estimates less the truth: its squared length has mean `mean` and variance 2 `trace` where unbiased.
  const trace = moments.traceCount === 0 ? 0 : moments.traceSum / moments.traceCount
  const rootTrace = Math.sqrt(trace) / K + Math.sqrt(noise.trace)
  const mean = whole.variance / K + noise.meanSquare
  const length = whole.squaredBias + mean
  const ofReference = 4 * Math.max(0, whole.squaredBias) * Math.sqrt(noise.trace) + 2 * noise.trace
  return {
    batches: K,
    variance: interval((point) => point.variance),
    // Where the mean happens to lie near the truth the groups agree by chance: even an unbiased estimate's bias^2 varies
    // by 2 tr Sigma^2 / K^2.
    squaredBias: interval((point) => point.squaredBias, (2 * trace) / (K * K), ofReference),
    meanSquaredError: interval((point) => point.meanSquaredError, 0, ofReference),
    cosine: moments.anyDirection ? interval((point) => point.cosine) : null,
    z: rootTrace > 0 ? whole.squaredBias / (Math.SQRT2 * rootTrace) : null,
    p: pOfUnbiased(length, mean, rootTrace),
  }
}

/** By the chi-square, scaled to the same mean and variance: c chi^2(nu) with c = tr Sigma^2 / v and nu = v^2 / tr Sigma^2. */
function pOfUnbiased(length: number, mean: number, rootTrace: number): number {
  // Without any spread, what is off is off for certain (but for rounding).
  if (rootTrace === 0 || mean === 0) return length > roundingShare ? 0 : 1
  const scale = (rootTrace * rootTrace) / mean
  return chiSquareTail(length / scale, (mean * mean) / (rootTrace * rootTrace))
}

/** What a sampled reference's own estimates say of it as a reference. */
export function noiseOf(moments: EstimateMoments): ReferenceNoise {
  const K = total(moments.counts)
  const variance = figuresOf(moments)?.variance.value ?? 0
  return {
    meanSquare: variance / K,
    trace: moments.traceCount === 0 ? 0 : moments.traceSum / moments.traceCount / (K * K),
  }
}

/** The mean of g_k with its interval, parameter by parameter. */
export function meanOf(moments: EstimateMoments, truthP: ArrayLike<number>): Measured[] {
  const { parameters: P, sums, counts } = moments
  const groups = [...counts.keys()].filter((group) => counts[group]! > 0)
  const K = total(counts)
  const t = studentQuantile(0.975, groups.length - 1)
  return Array.from({ length: P }, (_, p) => {
    const sum = total(groups.map((group) => sums[group * P + p]!))
    const without = groups.map((group) => (sum - sums[group * P + p]!) / (K - counts[group]!))
    const mean = total(without) / groups.length
    const squares = total(without.map((value) => (value - mean) * (value - mean)))
    const half = t * Math.sqrt(((groups.length - 1) / groups.length) * squares)
    const value = truthP[p]! + sum / K
    return { value, low: value - half, high: value + half }
  })
}

function total(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum
}
