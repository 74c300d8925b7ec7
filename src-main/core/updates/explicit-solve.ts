import { minimumNormSolution } from '../exact/pseudo-inverse.ts'
import type { Vector } from '../networks/network.ts'

/**
 * x = F^{-1} g with F formed, P x P in float64: column j is F e_j. With damping F is positive definite and Cholesky
 * solves it; without, F may be singular, and the solution of least norm is taken. Yields after each column and each row
 * of the factor.
 */
export function* solveExplicitly(
  multiply: (direction: Vector, out: Vector) => void,
  gradient: Vector,
  damping: number,
  x: Vector,
  direction: Vector,
  product: Vector,
): Generator<void, void> {
  const P = gradient.length
  const fisherPP = new Float64Array(P * P)
  for (let j = 0; j < P; j++) {
    direction.fill(0)
    direction[j] = 1
    multiply(direction, product)
    for (let i = 0; i < P; i++) fisherPP[i * P + j] = product[i]!
    yield
  }
  const solution = damping > 0 ? yield* solveCholesky(fisherPP, gradient) : minimumNormSolution(fisherPP, gradient)
  x.set(solution)
}

/** Solves A x = b for a symmetric positive definite A, whose lower triangle is overwritten by its factor. */
function* solveCholesky(matrixPP: Float64Array, b: ArrayLike<number>): Generator<void, Float64Array> {
  const P = b.length
  for (let i = 0; i < P; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrixPP[i * P + j]!
      for (let k = 0; k < j; k++) sum -= matrixPP[i * P + k]! * matrixPP[j * P + k]!
      // Rounding may take a tiny pivot below zero; damping keeps the true ones above it.
      matrixPP[i * P + j] = i === j ? Math.sqrt(Math.max(sum, 1e-300)) : sum / matrixPP[j * P + j]!
    }
    yield
  }
  const x = Float64Array.from(b)
  for (let i = 0; i < P; i++) {
    for (let k = 0; k < i; k++) x[i]! -= matrixPP[i * P + k]! * x[k]!
    x[i]! /= matrixPP[i * P + i]!
  }
  for (let i = P - 1; i >= 0; i--) {
    for (let k = i + 1; k < P; k++) x[i]! -= matrixPP[k * P + i]! * x[k]!
    x[i]! /= matrixPP[i * P + i]!
  }
  return x
}
