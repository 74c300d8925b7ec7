import { expect, it } from 'vitest'
import { optimiser } from '../../../src-shared/catalogue/fields.ts'
import { finish } from '../finish.ts'
import { referenceEngine } from '../networks/reference-engine.ts'
import { Generator } from '../random/generator.ts'
import { conjugateGradient, createSolverVectors } from './conjugate-gradient.ts'
import { solveExplicitly } from './explicit-solve.ts'
import { clippingScale, createOptimiser } from './optimiser.ts'
import { scheduled } from './schedule.ts'

const engine = referenceEngine()

/** A random symmetric positive definite matrix, as a product. */
function randomSystem(P: number) {
  const rng = new Generator(3)
  const root = Float64Array.from({ length: P * P }, () => rng.normal())
  const matrix = new Float64Array(P * P)
  for (let i = 0; i < P; i++)
    for (let j = 0; j < P; j++) for (let k = 0; k < P; k++) matrix[i * P + j]! += root[k * P + i]! * root[k * P + j]!
  const multiply = (v: ArrayLike<number>, out: { [i: number]: number }): void => {
    for (let i = 0; i < P; i++) {
      out[i] = 0
      for (let j = 0; j < P; j++) out[i]! += matrix[i * P + j]! * v[j]!
    }
  }
  const wanted = Float64Array.from({ length: P }, () => rng.normal())
  const gradient = new Float64Array(P)
  multiply(wanted, gradient)
  return { multiply, wanted, gradient }
}

it('conjugate gradient and Cholesky find the same x of F x = g', () => {
  const P = 7
  const { multiply, wanted, gradient } = randomSystem(P)
  const vectors = createSolverVectors(engine, P)
  expect(finish(conjugateGradient(engine, multiply, gradient, 40, vectors))).toBeLessThan(1e-9)
  wanted.forEach((value, p) => expect(vectors.x[p]).toBeCloseTo(value, 6))
  const x = new Float64Array(P)
  finish(solveExplicitly(multiply, gradient, 1e-12, x, vectors.direction, vectors.product))
  wanted.forEach((value, p) => expect(x[p]).toBeCloseTo(value, 6))
})

it('a few conjugate-gradient steps leave x with x . F x = x . g, so that a step length can be taken from it', () => {
  const P = 7
  const { multiply, gradient } = randomSystem(P)
  const vectors = createSolverVectors(engine, P)
  expect(finish(conjugateGradient(engine, multiply, gradient, 3, vectors))).toBeGreaterThan(1e-6)
  const Fx = new Float64Array(P)
  multiply(vectors.x, Fx)
  expect(engine.dot(vectors.x as Float64Array, Fx)).toBeCloseTo(engine.dot(vectors.x as Float64Array, gradient), 9)
})

it('schedules start at the first value and end where they say', () => {
  expect(scheduled('constant', 3, 0.7, 9)).toBe(3)
  expect(scheduled('inverse-sqrt', 3, 0.7, 8)).toBe(1)
  expect([0, 0.5, 1, 1.2].map((fraction) => scheduled('linear', 4, fraction, 0))).toEqual([4, 2, 0, 0])
  expect(scheduled('cosine', 4, 0, 0)).toBe(4)
  expect(scheduled('cosine', 4, 0.5, 0)).toBeCloseTo(2, 12)
  expect(scheduled('cosine', 4, 1, 0)).toBe(0)
})

it('a long gradient is shortened to the limit', () => {
  expect(clippingScale(16, 2)).toBe(0.5)
  expect(clippingScale(1, 2)).toBe(1)
  expect(clippingScale(1e9, null)).toBe(1)
})

it('Adam’s first step is the learning rate in the gradient’s direction, whatever its size', () => {
  const theta = new Float64Array(2)
  const adam = createOptimiser({ kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-12 }, engine, 2)
  adam.step(theta, Float64Array.of(1e3, -1e-3), 0.1, 1)
  expect(theta[0]).toBeCloseTo(0.1, 8)
  expect(theta[1]).toBeCloseTo(-0.1, 8)
})

it.each(optimiser.unwrap().options.map(({ shape }) => shape.kind.value))('%s goes on from what it saved', (kind) => {
  const spec = optimiser.parse({ kind })
  const gradient = Float64Array.of(1, -2, 0.5)
  const [first, second] = [createOptimiser(spec, engine, 3), createOptimiser(spec, engine, 3)]
  const theta = new Float64Array(3)
  for (let step = 0; step < 3; step++) first.step(theta, gradient, 0.1, 0.5)
  second.load(structuredClone(first.save()))
  const other = theta.slice()
  first.step(theta, gradient, 0.1, 1)
  second.step(other, gradient, 0.1, 1)
  expect(other).toEqual(theta)
})
