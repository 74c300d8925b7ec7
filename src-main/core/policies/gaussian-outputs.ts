import type { SigmaSpec } from '../../../src-shared/catalogue/fields.ts'
import type { Engine } from '../networks/engine.ts'
import type { Network, Tape, Vector } from '../networks/network.ts'

interface GaussianTape extends Tape {
  batch: number
  inner: Tape
  /** Rows as the distribution reads them, and rows as the inner network writes them. */
  outputsBK: Vector
  innerBK: Vector
}

/**
 * How many numbers the network under a Gaussian policy puts out: means, log sigmas where they depend on the state, and
 * a shared value.
 */
export function gaussianNetworkOutputs(K: number, sigma: SigmaSpec, sharedValue: boolean): number {
  return K + (sigma.kind === 'state-dependent' ? K : 0) + (sharedValue ? 1 : 0)
}

/**
 * A network whose rows are (mu, log sigma[, value]), whatever sigma's source: the network itself (plus log of the first
 * sigma), K free parameters at the end of theta, or a constant. So everything after it works with one kind of Gaussian.
 */
export function gaussianOutputs(
  inner: Network,
  K: number,
  sigma: SigmaSpec,
  sharedValue: boolean,
  engine: Engine,
): Network {
  const fromState = sigma.kind === 'state-dependent'
  const learned = sigma.kind === 'learned'
  const width = 2 * K + (sharedValue ? 1 : 0)
  const innerWidth = inner.outputSize
  const freeAt = inner.parameterCount
  const constant = fromState ? Math.log(sigma.initial) : sigma.kind === 'fixed' ? Math.log(sigma.value) : 0

  function createTape(capacity: number): GaussianTape {
    return {
      capacity,
      batch: 0,
      inner: inner.createTape(capacity),
      outputsBK: engine.rows(capacity, width),
      innerBK: engine.rows(capacity, innerWidth),
    }
  }

  /** (inner row) -> (mu, log sigma[, value]); `free` holds the free log sigmas, or their direction. */
  function widen(innerBK: Vector, free: Vector, shift: number, batch: number, outBK: Vector): void {
    for (let b = 0; b < batch; b++) {
      const from = b * innerWidth
      const to = b * width
      for (let k = 0; k < K; k++) {
        outBK[to + k] = innerBK[from + k]!
        outBK[to + K + k] = fromState ? innerBK[from + K + k]! + shift : learned ? free[freeAt + k]! : shift
      }
      if (sharedValue) outBK[to + 2 * K] = innerBK[from + innerWidth - 1]!
    }
  }

  function forward(theta: Vector, inputsBD: Vector, batch: number, tape: Tape): Vector {
    const t = tape as GaussianTape
    t.batch = batch
    widen(inner.forward(theta, inputsBD, batch, t.inner), theta, constant, batch, t.outputsBK)
    return t.outputsBK
  }

  function backward(theta: Vector, tape: Tape, gradientBK: Vector, outP: Vector): void {
    const t = tape as GaussianTape
    for (let b = 0; b < t.batch; b++) {
      const to = b * innerWidth
      for (let k = 0; k < K; k++) {
        t.innerBK[to + k] = gradientBK[b * width + k]!
        if (fromState) t.innerBK[to + K + k] = gradientBK[b * width + K + k]!
      }
      if (sharedValue) t.innerBK[to + innerWidth - 1] = gradientBK[b * width + 2 * K]!
    }
    inner.backward(theta, t.inner, t.innerBK, outP)
    if (!learned) return
    for (let k = 0; k < K; k++) {
      let sum = 0
      for (let b = 0; b < t.batch; b++) sum += gradientBK[b * width + K + k]!
      outP[freeAt + k]! += sum
    }
  }

  function tangent(theta: Vector, tape: Tape, directionP: Vector, outBK: Vector): void {
    const t = tape as GaussianTape
    inner.tangent(theta, t.inner, directionP, t.innerBK)
    widen(t.innerBK, directionP, 0, t.batch, outBK)
  }

  return {
    parameterCount: inner.parameterCount + (learned ? K : 0),
    inputSize: inner.inputSize,
    outputSize: width,
    createTape,
    forward,
    backward,
    tangent,
  }
}
