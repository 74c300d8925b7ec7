/**
 * Layer norm over each row (Ba, Kiros and Hinton 2016), in place: n = gain * xhat + shift, xhat = (z - mean) /
 * sqrt(variance + epsilon).
 */
import type { Vector } from './network.ts'
import { layerNormEpsilon } from './mlp-layout.ts'

export interface NormOffsets {
  gain: number
  shift: number
}

/** zBO becomes n; `xhatBO` and `inverseDeviationB` keep what the derivatives need. */
export function normForward(
  zBO: Vector,
  xhatBO: Vector,
  inverseDeviationB: Vector,
  theta: Vector,
  at: NormOffsets,
  batch: number,
  O: number,
): void {
  for (let b = 0; b < batch; b++) {
    const row = b * O
    let mean = 0
    for (let o = 0; o < O; o++) mean += zBO[row + o]!
    mean /= O
    let variance = 0
    for (let o = 0; o < O; o++) variance += (zBO[row + o]! - mean) * (zBO[row + o]! - mean)
    variance /= O
    const inverse = 1 / Math.sqrt(variance + layerNormEpsilon)
    inverseDeviationB[b] = inverse
    for (let o = 0; o < O; o++) {
      const xhat = (zBO[row + o]! - mean) * inverse
      xhatBO[row + o] = xhat
      zBO[row + o] = theta[at.gain + o]! * xhat + theta[at.shift + o]!
    }
  }
}

/**
 * dBO, the gradient with respect to n, becomes the one with respect to z; gain's and shift's gradients are added to
 * outP.
 */
export function normBackward(
  dBO: Vector,
  xhatBO: Vector,
  inverseDeviationB: Vector,
  theta: Vector,
  at: NormOffsets,
  outP: Vector,
  batch: number,
  O: number,
): void {
  for (let b = 0; b < batch; b++) {
    const row = b * O
    for (let o = 0; o < O; o++) {
      outP[at.gain + o]! += dBO[row + o]! * xhatBO[row + o]!
      outP[at.shift + o]! += dBO[row + o]!
      dBO[row + o]! *= theta[at.gain + o]!
    }
    removeMeanAndProjection(dBO, xhatBO, inverseDeviationB[b]!, row, O)
  }
}

/** dzBO, a tangent of z, becomes the tangent of n, for a direction in theta. */
export function normTangent(
  dzBO: Vector,
  xhatBO: Vector,
  inverseDeviationB: Vector,
  theta: Vector,
  directionP: Vector,
  at: NormOffsets,
  batch: number,
  O: number,
): void {
  for (let b = 0; b < batch; b++) {
    const row = b * O
    removeMeanAndProjection(dzBO, xhatBO, inverseDeviationB[b]!, row, O)
    for (let o = 0; o < O; o++) {
      dzBO[row + o] =
        theta[at.gain + o]! * dzBO[row + o]! + directionP[at.gain + o]! * xhatBO[row + o]! + directionP[at.shift + o]!
    }
  }
}

/**
 * The Jacobian of xhat with respect to z, which is symmetric: d becomes (d - mean(d) - xhat mean(d xhat)) / deviation.
 */
function removeMeanAndProjection(d: Vector, xhat: Vector, inverseDeviation: number, row: number, O: number): void {
  let mean = 0
  let projection = 0
  for (let o = 0; o < O; o++) {
    mean += d[row + o]!
    projection += d[row + o]! * xhat[row + o]!
  }
  mean /= O
  projection /= O
  for (let o = 0; o < O; o++) d[row + o] = (d[row + o]! - mean - xhat[row + o]! * projection) * inverseDeviation
}
