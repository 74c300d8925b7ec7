/** An estimate with its interval; beyond what numbers hold all three are NaN or infinite. */
export interface Estimate {
  value: number
  low: number
  high: number
}

/** The mean of independent numbers with its normal interval: z times s / sqrt(n) to each side. */
export function meanEstimate(valuesM: ArrayLike<number>, z: number): Estimate {
  const n = valuesM.length
  let mean = 0
  for (let m = 0; m < n; m++) mean += valuesM[m]! / n
  let squares = 0
  for (let m = 0; m < n; m++) squares += (valuesM[m]! - mean) * (valuesM[m]! - mean)
  return around(mean, n > 1 ? z * Math.sqrt(squares / (n - 1) / n) : Number.NaN)
}

/** Ordinary importance sampling: the mean of w(tau) R(tau). Unbiased. */
export function ordinaryEstimate(logWeightsM: Float64Array, returnsM: Float64Array, z: number): Estimate {
  return meanEstimate(
    returnsM.map((total, m) => Math.exp(logWeightsM[m]!) * total),
    z,
  )
}

/**
 * Self-normalised importance sampling: sum of w R / sum of w. Its variance by the delta method (Owen 2013, section 9.2):
 * sum of w^2 (R - estimate)^2 / (sum of w)^2. Weights are taken relative to the largest, so that none overflows.
 */
export function selfNormalisedEstimate(logWeightsM: Float64Array, returnsM: Float64Array, z: number): Estimate {
  const { relativeM, sum } = relativeWeights(logWeightsM)
  let value = 0
  for (let m = 0; m < returnsM.length; m++) value += (relativeM[m]! / sum) * returnsM[m]!
  let variance = 0
  for (let m = 0; m < returnsM.length; m++) {
    const deviation = (relativeM[m]! / sum) * (returnsM[m]! - value)
    variance += deviation * deviation
  }
  return around(value, z * Math.sqrt(variance))
}

/**
 * (sum of w)^2 / sum of w^2: how many equally weighted trajectories would tell as much. Of n it is n / (1 + cv^2), cv
 * the weights' coefficient of variation; between 1 and n.
 */
export function effectiveSampleSize(logWeightsM: Float64Array): number {
  const { relativeM, sum } = relativeWeights(logWeightsM)
  let squares = 0
  for (const weight of relativeM) squares += weight * weight
  return (sum * sum) / squares
}

/** The share of the sum that the largest weight carries. */
export function largestShare(logWeightsM: Float64Array): number {
  return 1 / relativeWeights(logWeightsM).sum
}

/** Weights divided by the largest of them, and their sum. */
function relativeWeights(logWeightsM: Float64Array): { relativeM: Float64Array; sum: number } {
  const largest = logWeightsM.reduce((most, logWeight) => Math.max(most, logWeight), -Infinity)
  const relativeM = logWeightsM.map((logWeight) => (logWeight === largest ? 1 : Math.exp(logWeight - largest)))
  return { relativeM, sum: relativeM.reduce((sum, weight) => sum + weight, 0) }
}

const around = (value: number, halfWidth: number): Estimate => ({
  value,
  low: value - halfWidth,
  high: value + halfWidth,
})
