import type { Vector } from '../networks/network.ts'
import type { Generator } from '../random/generator.ts'
import type { Distribution, Head } from './distribution.ts'

/** exp(x) for x up to 0: each row's largest logit has 0, whose exp needs no call. */
function expBelow(x: number): number {
  return x === 0 ? 1 : Math.exp(x)
}

/** Softmax over A logits. Score: e_a - pi. Fisher matrix in output space: diag(pi) - pi pi^T. */
export function categorical(A: number): Distribution {
  const weightsA = new Float64Array(A)

  function sample(outputsBK: Vector, stride: number, batch: number, rng: Generator, actions: Float64Array, logProbs: Float64Array, at: number): void {
    for (let b = 0; b < batch; b++) {
      const row = b * stride
      let largest = outputsBK[row]!
      for (let a = 1; a < A; a++) if (outputsBK[row + a]! > largest) largest = outputsBK[row + a]!
      let sum = 0
      for (let a = 0; a < A; a++) {
        const weight = expBelow(outputsBK[row + a]! - largest)
        weightsA[a] = weight
        sum += weight
      }
      let threshold = rng.uniform() * sum
      let action = 0
      while (action < A - 1 && threshold >= weightsA[action]!) threshold -= weightsA[action++]!
      actions[at + b] = action
      logProbs[at + b] = outputsBK[row + action]! - largest - Math.log(sum)
    }
  }

  function mode(outputsBK: Vector, stride: number, batch: number, actions: Float64Array, at: number): void {
    for (let b = 0; b < batch; b++) {
      let best = 0
      for (let a = 1; a < A; a++) if (outputsBK[b * stride + a]! > outputsBK[b * stride + best]!) best = a
      actions[at + b] = best
    }
  }

  return { kind: 'categorical', outputs: A, actionSize: 1, entropyNeedsOldOutputs: false, sample, mode, createHead: (capacity) => createHead(A, capacity) }
}

function createHead(A: number, capacity: number): Head {
  const probabilitiesBA = new Float64Array(capacity * A)
  const logNormaliserB = new Float64Array(capacity)
  const oldA = new Float64Array(A)
  let outputsBK: Vector = probabilitiesBA
  let actionsB: Float64Array = logNormaliserB
  let stride = A
  let batch = 0

  function take(newOutputsBK: Vector, newStride: number, newBatch: number, newActionsB: Float64Array, logProbsB: Float64Array): void {
    outputsBK = newOutputsBK
    stride = newStride
    batch = newBatch
    actionsB = newActionsB
    for (let b = 0; b < newBatch; b++) {
      const row = b * newStride
      const at = b * A
      let largest = newOutputsBK[row]!
      for (let a = 1; a < A; a++) if (newOutputsBK[row + a]! > largest) largest = newOutputsBK[row + a]!
      let sum = 0
      for (let a = 0; a < A; a++) {
        const weight = expBelow(newOutputsBK[row + a]! - largest)
        probabilitiesBA[at + a] = weight
        sum += weight
      }
      const inverse = 1 / sum
      for (let a = 0; a < A; a++) probabilitiesBA[at + a]! *= inverse
      const logNormaliser = largest + Math.log(sum)
      logNormaliserB[b] = logNormaliser
      logProbsB[b] = newOutputsBK[row + newActionsB[b]!]! - logNormaliser
    }
  }

  function setScores(coefficientsB: Float64Array, gradientBK: Vector): void {
    for (let b = 0; b < batch; b++) {
      const row = b * stride
      const coefficient = coefficientsB[b]!
      for (let a = 0; a < A; a++) gradientBK[row + a] = -coefficient * probabilitiesBA[b * A + a]!
      gradientBK[row + actionsB[b]!]! += coefficient
    }
  }

  /** d H / d z_a = -pi_a (log pi_a + H). */
  function addEntropyGradient(weight: number, _oldOutputsBK: Vector, gradientBK: Vector): void {
    for (let b = 0; b < batch; b++) {
      const row = b * stride
      const at = b * A
      const logNormaliser = logNormaliserB[b]!
      let entropy = 0
      for (let a = 0; a < A; a++) entropy -= probabilitiesBA[at + a]! * (outputsBK[row + a]! - logNormaliser)
      for (let a = 0; a < A; a++) {
        gradientBK[row + a]! -= weight * probabilitiesBA[at + a]! * (outputsBK[row + a]! - logNormaliser + entropy)
      }
    }
  }

  /** Writes the old row's softmax to oldA and returns its log-normaliser. */
  function oldSoftmax(oldOutputsBK: Vector, row: number): number {
    let largest = oldOutputsBK[row]!
    for (let a = 1; a < A; a++) if (oldOutputsBK[row + a]! > largest) largest = oldOutputsBK[row + a]!
    let sum = 0
    for (let a = 0; a < A; a++) {
      const weight = expBelow(oldOutputsBK[row + a]! - largest)
      oldA[a] = weight
      sum += weight
    }
    for (let a = 0; a < A; a++) oldA[a]! /= sum
    return largest + Math.log(sum)
  }

  /** d KL(old || new) / d z = pi_new - pi_old. */
  function addKlGradient(weight: number, oldOutputsBK: Vector, gradientBK: Vector): void {
    for (let b = 0; b < batch; b++) {
      const row = b * stride
      oldSoftmax(oldOutputsBK, row)
      for (let a = 0; a < A; a++) gradientBK[row + a]! += weight * (probabilitiesBA[b * A + a]! - oldA[a]!)
    }
  }

  function entropySum(): number {
    let sum = 0
    for (let b = 0; b < batch; b++) {
      const logNormaliser = logNormaliserB[b]!
      for (let a = 0; a < A; a++) sum -= probabilitiesBA[b * A + a]! * (outputsBK[b * stride + a]! - logNormaliser)
    }
    return sum
  }

  function klSum(oldOutputsBK: Vector): number {
    let sum = 0
    for (let b = 0; b < batch; b++) {
      const row = b * stride
      const oldLogNormaliser = oldSoftmax(oldOutputsBK, row)
      const shift = logNormaliserB[b]! - oldLogNormaliser
      for (let a = 0; a < A; a++) sum += oldA[a]! * (oldOutputsBK[row + a]! - outputsBK[row + a]! + shift)
    }
    return sum
  }

  function fisherProduct(directionBK: Vector, weight: number, outBK: Vector): void {
    for (let b = 0; b < batch; b++) {
      const row = b * stride
      const at = b * A
      let likeliest = 0
      for (let a = 1; a < A; a++) if (probabilitiesBA[at + a]! > probabilitiesBA[at + likeliest]!) likeliest = a
      // Measured from the likeliest action, whose term is exactly zero: a nearly deterministic row keeps its digits.
      const origin = directionBK[row + likeliest]!
      let mean = 0
      for (let a = 0; a < A; a++) mean += probabilitiesBA[at + a]! * (directionBK[row + a]! - origin)
      for (let a = 0; a < A; a++) outBK[row + a] = weight * probabilitiesBA[at + a]! * (directionBK[row + a]! - origin - mean)
      for (let k = A; k < stride; k++) outBK[row + k] = 0
    }
  }

  return { take, setScores, addEntropyGradient, addKlGradient, entropySum, klSum, fisherProduct }
}
