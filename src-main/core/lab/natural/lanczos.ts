import type { Generator as RandomGenerator } from '../../random/generator.ts'
import { tridiagonalEigen } from './symmetric-eigen.ts'

/** The ends of a symmetric matrix's spectrum, from products with it alone. */
export interface LargestEigen {
  /** In descending order. */
  valuesK: Float64Array
  /** How far each may be off: |F u - value u|. */
  errorsK: Float64Array
  /** K x P: one eigenvector a row. */
  vectorsKP: Float64Array
}

/**
 * The `count` largest eigenvalues of a symmetric P x P matrix by Lanczos's method (Golub and Van Loan, section 10.1), with
 * every new direction made orthogonal to all before it, twice, so that rounding brings no value up again. `steps` products;
 * yields after each.
 */
export function* largestEigen(
  multiply: (directionP: Float64Array, outP: Float64Array) => void,
  P: number,
  count: number,
  steps: number,
  rng: RandomGenerator,
): Generator<void, LargestEigen> {
  const basis: Float64Array[] = []
  const diagonal: number[] = []
  const beside: number[] = []
  let next = Float64Array.from({ length: P }, () => rng.normal())
  scale(next, 1 / normOf(next))
  const product = new Float64Array(P)
  let largest = 0
  for (let j = 0; j < Math.min(steps, P); j++) {
    const direction = next
    basis.push(direction)
    multiply(direction, product)
    diagonal.push(dot(direction, product))
    next = product.slice()
    for (let pass = 0; pass < 2; pass++) for (const other of basis) addScaled(next, -dot(other, next), other)
    const length = normOf(next)
    yield
    beside.push(length)
    // Nothing is left outside of the directions so far: the spectrum is whole.
    largest = Math.max(largest, Math.abs(diagonal[j]!))
    if (!(length > 1e-12 * largest)) break
    scale(next, 1 / length)
  }
  const m = basis.length
  const { valuesP, vectorsPP } = yield* tridiagonalEigen(diagonal, beside.slice(0, m - 1))
  const K = Math.min(count, m)
  const vectorsKP = new Float64Array(K * P)
  for (let k = 0; k < K; k++) {
    for (let j = 0; j < m; j++) {
      const share = vectorsPP[j * m + m - 1 - k]!
      const direction = basis[j]!
      for (let p = 0; p < P; p++) vectorsKP[k * P + p]! += share * direction[p]!
    }
    yield
  }
  return {
    valuesK: Float64Array.from({ length: K }, (_, k) => valuesP[m - 1 - k]!),
    errorsK: Float64Array.from({ length: K }, (_, k) => Math.abs(beside[m - 1]! * vectorsPP[(m - 1) * m + m - 1 - k]!)),
    vectorsKP,
  }
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
const normOf = (a: Float64Array): number => Math.sqrt(dot(a, a))
const scale = (a: Float64Array, factor: number): void => {
  for (let i = 0; i < a.length; i++) a[i]! *= factor
}
const addScaled = (a: Float64Array, factor: number, b: Float64Array): void => {
  for (let i = 0; i < a.length; i++) a[i]! += factor * b[i]!
}
