/** What an engine runs over whole vectors and batches, as plain loops; sums in a fixed order. */
import type { AdamStep } from './engine.ts'
import type { Vector } from './network.ts'

export function dot(x: Vector, y: Vector): number {
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!
  return sum
}

export function squaredNorm(x: Vector): number {
  return dot(x, x)
}

export function addScaled(y: Vector, scale: number, x: Vector): void {
  for (let i = 0; i < y.length; i++) y[i]! += scale * x[i]!
}

export function sgdStep(theta: Vector, gradient: Vector, learningRate: number, gradientScale: number): void {
  addScaled(theta, learningRate * gradientScale, gradient)
}

export function momentumStep(
  theta: Vector,
  gradient: Vector,
  velocity: Vector,
  learningRate: number,
  momentum: number,
  gradientScale: number,
): void {
  for (let i = 0; i < theta.length; i++) {
    velocity[i] = momentum * velocity[i]! + gradientScale * gradient[i]!
    theta[i]! += learningRate * velocity[i]!
  }
}

/** Tieleman and Hinton 2012 (lecture 6.5), ascending; epsilon outside the root, as PyTorch has it. */
export function rmspropStep(
  theta: Vector,
  gradient: Vector,
  v: Vector,
  learningRate: number,
  decay: number,
  epsilon: number,
  gradientScale: number,
): void {
  for (let i = 0; i < theta.length; i++) {
    const g = gradientScale * gradient[i]!
    v[i] = decay * v[i]! + (1 - decay) * g * g
    theta[i]! += (learningRate * g) / (Math.sqrt(v[i]!) + epsilon)
  }
}

/** Kingma and Ba 2015, algorithm 1, ascending. */
export function adamStep(theta: Vector, gradient: Vector, m: Vector, v: Vector, step: AdamStep): void {
  const { learningRate, beta1, beta2, epsilon, correction1, correction2, gradientScale } = step
  for (let i = 0; i < theta.length; i++) {
    const g = gradientScale * gradient[i]!
    m[i] = beta1 * m[i]! + (1 - beta1) * g
    v[i] = beta2 * v[i]! + (1 - beta2) * g * g
    theta[i]! += (learningRate * (m[i]! / correction1)) / (Math.sqrt(v[i]! / correction2) + epsilon)
  }
}

export function doubles(count: number): Float64Array {
  return new Float64Array(count)
}

export function indices(count: number): Int32Array {
  return new Int32Array(count)
}

export function gather(table: Vector, width: number, rowsB: Int32Array, from: number, to: number, out: Vector): void {
  for (let i = from, at = 0; i < to; i++) {
    const start = rowsB[i]! * width
    for (let d = 0; d < width; d++) out[at++] = table[start + d]!
  }
}

/** exp(x) for x up to 0: each row's largest logit has 0, whose exp needs no call. */
function expBelow(x: number): number {
  return x === 0 ? 1 : Math.exp(x)
}

export function softmax(
  logitsBK: Vector,
  stride: number,
  actions: number,
  batch: number,
  probabilitiesBA: Float64Array,
  logNormalisersB: Float64Array,
): void {
  for (let b = 0; b < batch; b++) {
    const row = b * stride
    const at = b * actions
    let largest = logitsBK[row]!
    for (let a = 1; a < actions; a++) if (logitsBK[row + a]! > largest) largest = logitsBK[row + a]!
    let sum = 0
    for (let a = 0; a < actions; a++) {
      const weight = expBelow(logitsBK[row + a]! - largest)
      probabilitiesBA[at + a] = weight
      sum += weight
    }
    const inverse = 1 / sum
    for (let a = 0; a < actions; a++) probabilitiesBA[at + a]! *= inverse
    logNormalisersB[b] = largest + Math.log(sum)
  }
}

export function exponentials(x: Float64Array, count: number, out: Float64Array): void {
  for (let i = 0; i < count; i++) out[i] = Math.exp(x[i]!)
}
