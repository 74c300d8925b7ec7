import type { Vector } from '../networks/network.ts'
import type { Generator } from '../random/generator.ts'
import type { Distribution, Head } from './distribution.ts'

const halfLogTwoPi = 0.9189385332046727

/**
 * log of (high - low) / 2 for each component: what squashing multiplies a density's volume by, beside 1 - tanh(u)^2.
 */
export interface Squash {
  logHalfRangeK: readonly number[]
}

/**
 * K independent normals; a row of outputs is (mu, log sigma), each K numbers. Score: ((a - mu) / sigma^2, (a - mu)^2 /
 * sigma^2 - 1). Fisher matrix in output space: diag(1 / sigma^2, 2). Actions are kept unsquashed (u): the squashing's
 * Jacobian doesn't depend on theta for a given u, so ratios, KL and Fisher matrix are the unsquashed ones; only the
 * entropy changes.
 */
export function diagonalGaussian(K: number, squash?: Squash): Distribution {
  function sample(
    outputsBK: Vector,
    stride: number,
    batch: number,
    rng: Generator,
    actions: Float64Array,
    logProbs: Float64Array,
    at: number,
  ): void {
    for (let b = 0; b < batch; b++) {
      const row = b * stride
      let logProb = 0
      for (let k = 0; k < K; k++) {
        const logSigma = outputsBK[row + K + k]!
        const noise = rng.normal()
        actions[(at + b) * K + k] = outputsBK[row + k]! + Math.exp(logSigma) * noise
        logProb -= 0.5 * noise * noise + logSigma + halfLogTwoPi
      }
      logProbs[at + b] = logProb
    }
  }

  function mode(outputsBK: Vector, stride: number, batch: number, actions: Float64Array, at: number): void {
    for (let b = 0; b < batch; b++) for (let k = 0; k < K; k++) actions[(at + b) * K + k] = outputsBK[b * stride + k]!
  }

  return {
    kind: 'gaussian',
    outputs: 2 * K,
    actionSize: K,
    entropyNeedsOldOutputs: squash !== undefined,
    mode,
    createSampler: () => sample,
    createHead: () => createHead(K, squash),
  }
}

/** log(1 - tanh(u)^2), without cancellation far out. */
export function logTanhDerivative(u: number): number {
  const x = Math.abs(u)
  return 2 * (Math.LN2 - x - Math.log1p(Math.exp(-2 * x)))
}

function createHead(K: number, squash: Squash | undefined): Head {
  let outputsBK: Vector = new Float64Array(0)
  let actionsBK: Float64Array = new Float64Array(0)
  let stride = 2 * K
  let batch = 0

  function prepare(
    newOutputsBK: Vector,
    newStride: number,
    newBatch: number,
    newActionsBK: Float64Array,
    logProbsB: Float64Array,
  ): void {
    outputsBK = newOutputsBK
    stride = newStride
    batch = newBatch
    actionsBK = newActionsBK
    for (let b = 0; b < newBatch; b++) {
      const row = b * newStride
      let logProb = 0
      for (let k = 0; k < K; k++) {
        const logSigma = newOutputsBK[row + K + k]!
        const z = (newActionsBK[b * K + k]! - newOutputsBK[row + k]!) * Math.exp(-logSigma)
        logProb -= 0.5 * z * z + logSigma + halfLogTwoPi
      }
      logProbsB[b] = logProb
    }
  }

  function setGradient(
    coefficientsB: Float64Array,
    entropyWeight: number,
    oldOutputsBK: Vector,
    gradientBK: Vector,
  ): number {
    for (let b = 0; b < batch; b++) {
      const row = b * stride
      const coefficient = coefficientsB[b]!
      for (let k = 0; k < K; k++) {
        const inverseSigma = Math.exp(-outputsBK[row + K + k]!)
        const z = (actionsBK[b * K + k]! - outputsBK[row + k]!) * inverseSigma
        gradientBK[row + k] = coefficient * z * inverseSigma
        gradientBK[row + K + k] = coefficient * (z * z - 1)
      }
    }
    if (entropyWeight === 0) return 0
    addEntropyGradient(entropyWeight, oldOutputsBK, gradientBK)
    return entropySum()
  }

  /**
   * d H / d log sigma = 1. With squashing H gains E[log(1 - tanh(u)^2)], estimated on the drawn noise: u = mu + sigma *
   * noise, noise = (drawn u - old mu) / old sigma, so that its derivative goes through mu and sigma.
   */
  function addEntropyGradient(weight: number, oldOutputsBK: Vector, gradientBK: Vector): void {
    for (let b = 0; b < batch; b++) {
      const row = b * stride
      for (let k = 0; k < K; k++) {
        gradientBK[row + K + k]! += weight
        if (squash === undefined) continue
        const noise = (actionsBK[b * K + k]! - oldOutputsBK[row + k]!) * Math.exp(-oldOutputsBK[row + K + k]!)
        const spread = Math.exp(outputsBK[row + K + k]!) * noise
        const slope = -2 * Math.tanh(outputsBK[row + k]! + spread)
        gradientBK[row + k]! += weight * slope
        gradientBK[row + K + k]! += weight * slope * spread
      }
    }
  }

  function addKlGradient(weight: number, oldOutputsBK: Vector, gradientBK: Vector): void {
    for (let b = 0; b < batch; b++) {
      const row = b * stride
      for (let k = 0; k < K; k++) {
        const inverseVariance = Math.exp(-2 * outputsBK[row + K + k]!)
        const difference = outputsBK[row + k]! - oldOutputsBK[row + k]!
        const oldVariance = Math.exp(2 * oldOutputsBK[row + K + k]!)
        gradientBK[row + k]! += weight * difference * inverseVariance
        gradientBK[row + K + k]! += weight * (1 - (oldVariance + difference * difference) * inverseVariance)
      }
    }
  }

  function entropySum(): number {
    let sum = 0
    for (let b = 0; b < batch; b++) {
      const row = b * stride
      for (let k = 0; k < K; k++) {
        sum += outputsBK[row + K + k]! + halfLogTwoPi + 0.5
        if (squash !== undefined) sum += logTanhDerivative(actionsBK[b * K + k]!) + squash.logHalfRangeK[k]!
      }
    }
    return sum
  }

  function klSum(oldOutputsBK: Vector): number {
    let sum = 0
    for (let b = 0; b < batch; b++) {
      const row = b * stride
      for (let k = 0; k < K; k++) {
        const logSigma = outputsBK[row + K + k]!
        const oldLogSigma = oldOutputsBK[row + K + k]!
        const difference = outputsBK[row + k]! - oldOutputsBK[row + k]!
        // expm1 keeps the small difference of two nearly equal spreads.
        const logRatio = 2 * (oldLogSigma - logSigma)
        sum += 0.5 * (Math.expm1(logRatio) - logRatio + difference * difference * Math.exp(-2 * logSigma))
      }
    }
    return sum
  }

  function fisherProduct(directionBK: Vector, weight: number, outBK: Vector): void {
    for (let b = 0; b < batch; b++) {
      const row = b * stride
      for (let k = 0; k < K; k++) {
        outBK[row + k] = weight * directionBK[row + k]! * Math.exp(-2 * outputsBK[row + K + k]!)
        outBK[row + K + k] = weight * 2 * directionBK[row + K + k]!
      }
      for (let k = 2 * K; k < stride; k++) outBK[row + k] = 0
    }
  }

  return { prepare, setGradient, addKlGradient, entropySum, klSum, fisherProduct }
}
