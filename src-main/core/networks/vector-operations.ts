/** What an engine runs over whole vectors, as plain loops; sums in a fixed order. */
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

export function momentumStep(theta: Vector, gradient: Vector, velocity: Vector, learningRate: number, momentum: number, gradientScale: number): void {
  for (let i = 0; i < theta.length; i++) {
    velocity[i] = momentum * velocity[i]! + gradientScale * gradient[i]!
    theta[i]! += learningRate * velocity[i]!
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
