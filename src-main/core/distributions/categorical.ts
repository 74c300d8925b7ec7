import type { Engine } from '../networks/engine.ts'
import type { Vector } from '../networks/network.ts'
import type { Distribution, Head, Sampler } from './distribution.ts'

/** Softmax over A logits. Score: e_a - pi. Fisher matrix in output space: diag(pi) - pi pi^T. */
export function categorical(A: number, engine: Engine): Distribution {
  function mode(outputsBK: Vector, stride: number, batch: number, actions: Float64Array, at: number): void {
    for (let b = 0; b < batch; b++) {
      let best = 0
      for (let a = 1; a < A; a++) if (outputsBK[b * stride + a]! > outputsBK[b * stride + best]!) best = a
      actions[at + b] = best
    }
  }

  return {
    kind: 'categorical',
    outputs: A,
    actionSize: 1,
    entropyNeedsOldOutputs: false,
    mode,
    createSampler: (capacity) => createSampler(A, engine, capacity),
    createHead: (capacity) => createHead(A, engine, capacity),
  }
}

function createSampler(A: number, engine: Engine, capacity: number): Sampler {
  const probabilitiesBA = engine.doubles(capacity * A)
  const logNormalisersB = engine.doubles(capacity)
  return (outputsBK, stride, batch, rng, actions, logProbs, at) => {
    engine.softmax(outputsBK, stride, A, batch, probabilitiesBA, logNormalisersB)
    for (let b = 0; b < batch; b++) {
      let threshold = rng.uniform()
      let action = 0
      while (action < A - 1 && threshold >= probabilitiesBA[b * A + action]!)
        threshold -= probabilitiesBA[b * A + action++]!
      actions[at + b] = action
      logProbs[at + b] = outputsBK[b * stride + action]! - logNormalisersB[b]!
    }
  }
}

function createHead(A: number, engine: Engine, capacity: number): Head {
  const probabilitiesBA = engine.doubles(capacity * A)
  const logNormalisersB = engine.doubles(capacity)
  const oldProbabilitiesBA = engine.doubles(capacity * A)
  const oldLogNormalisersB = engine.doubles(capacity)
  let outputsBK: Vector = probabilitiesBA
  let actionsB: Float64Array = logNormalisersB
  let stride = A
  let batch = 0

  function prepare(
    newOutputsBK: Vector,
    newStride: number,
    newBatch: number,
    newActionsB: Float64Array,
    logProbsB: Float64Array,
  ): void {
    outputsBK = newOutputsBK
    stride = newStride
    batch = newBatch
    actionsB = newActionsB
    engine.softmax(newOutputsBK, newStride, A, newBatch, probabilitiesBA, logNormalisersB)
    for (let b = 0; b < newBatch; b++)
      logProbsB[b] = newOutputsBK[b * newStride + newActionsB[b]!]! - logNormalisersB[b]!
  }

  function entropyOf(b: number): number {
    const logNormaliser = logNormalisersB[b]!
    let entropy = 0
    for (let a = 0; a < A; a++) entropy -= probabilitiesBA[b * A + a]! * (outputsBK[b * stride + a]! - logNormaliser)
    return entropy
  }

  /** d log pi(action) / d z_a = [a = action] - pi_a and d H / d z_a = -pi_a (log pi_a + H). */
  function setGradient(
    coefficientsB: Float64Array,
    entropyWeight: number,
    _oldOutputsBK: Vector,
    gradientBK: Vector,
  ): number {
    let entropies = 0
    for (let b = 0; b < batch; b++) {
      const row = b * stride
      const coefficient = coefficientsB[b]!
      const entropy = entropyWeight === 0 ? 0 : entropyOf(b)
      const offset = entropy - logNormalisersB[b]!
      for (let a = 0; a < A; a++) {
        gradientBK[row + a] =
          -probabilitiesBA[b * A + a]! * (coefficient + entropyWeight * (outputsBK[row + a]! + offset))
      }
      gradientBK[row + actionsB[b]!]! += coefficient
      entropies += entropy
    }
    return entropies
  }

  /** d KL(old || new) / d z = pi_new - pi_old. */
  function addKlGradient(weight: number, oldOutputsBK: Vector, gradientBK: Vector): void {
    engine.softmax(oldOutputsBK, stride, A, batch, oldProbabilitiesBA, oldLogNormalisersB)
    for (let b = 0; b < batch; b++) {
      for (let a = 0; a < A; a++)
        gradientBK[b * stride + a]! += weight * (probabilitiesBA[b * A + a]! - oldProbabilitiesBA[b * A + a]!)
    }
  }

  function entropySum(): number {
    let sum = 0
    for (let b = 0; b < batch; b++) sum += entropyOf(b)
    return sum
  }

  function klSum(oldOutputsBK: Vector): number {
    engine.softmax(oldOutputsBK, stride, A, batch, oldProbabilitiesBA, oldLogNormalisersB)
    let sum = 0
    for (let b = 0; b < batch; b++) {
      const row = b * stride
      const shift = logNormalisersB[b]! - oldLogNormalisersB[b]!
      for (let a = 0; a < A; a++)
        sum += oldProbabilitiesBA[b * A + a]! * (oldOutputsBK[row + a]! - outputsBK[row + a]! + shift)
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
      for (let a = 0; a < A; a++)
        outBK[row + a] = weight * probabilitiesBA[at + a]! * (directionBK[row + a]! - origin - mean)
      for (let k = A; k < stride; k++) outBK[row + k] = 0
    }
  }

  return { prepare, setGradient, addKlGradient, entropySum, klSum, fisherProduct }
}
