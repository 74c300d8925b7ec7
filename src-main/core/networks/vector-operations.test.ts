import { expect, it } from 'vitest'
import { adamStep, addScaled, dot, momentumStep, rmspropStep, sgdStep } from './vector-operations.ts'

it('adds, multiplies and steps uphill', () => {
  const theta = Float64Array.of(1, 2)
  addScaled(theta, 2, Float64Array.of(1, -1))
  expect([...theta]).toEqual([3, 0])
  expect(dot(theta, Float64Array.of(2, 5))).toBe(6)
  sgdStep(theta, Float64Array.of(4, 8), 0.5, 0.25)
  expect([...theta]).toEqual([3.5, 1])
})

it('keeps momentum over steps', () => {
  const theta = Float64Array.of(0)
  const velocity = Float64Array.of(0)
  for (let step = 0; step < 2; step++) momentumStep(theta, Float64Array.of(1), velocity, 0.1, 0.5, 2)
  expect(velocity[0]).toBe(3)
  expect(theta[0]).toBeCloseTo(0.2 + 0.3, 14)
})

it('takes RMSprop steps as the closed form has them where the gradient is steady', () => {
  const theta = Float64Array.of(0, 0)
  const v = new Float64Array(2)
  let expected = 0
  for (let step = 1, left = 0.9; step <= 3; step++, left *= 0.9) {
    rmspropStep(theta, Float64Array.of(10, -0.2), v, 0.01, 0.9, 0, 0.5)
    // v_k = (1 - decay^k) g^2, so that each step is the learning rate over the root of that share, and g's size is gone.
    expected += 0.01 / Math.sqrt(1 - left)
  }
  expect(theta[0]).toBeCloseTo(expected, 14)
  expect(theta[1]).toBeCloseTo(-expected, 14)
  rmspropStep(theta, Float64Array.of(0, 0), v, 0.01, 0, 0.25, 1)
  rmspropStep(theta, Float64Array.of(3, 0), v, 0.01, 0, 1, 1)
  expect(theta[0]).toBeCloseTo(expected + 0.01 * (3 / 4), 14)
})

it('takes an Adam step of the learning rate where the gradient is steady', () => {
  const theta = Float64Array.of(0, 0)
  const m = new Float64Array(2)
  const v = new Float64Array(2)
  let correction1 = 1
  let correction2 = 1
  for (let step = 1; step <= 3; step++) {
    correction1 *= 0.9
    correction2 *= 0.999
    adamStep(theta, Float64Array.of(5, -0.1), m, v, {
      learningRate: 0.01,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 0,
      correction1: 1 - correction1,
      correction2: 1 - correction2,
      gradientScale: 1,
    })
  }
  // With a constant gradient mHat = g and vHat = g^2: each step is the learning rate times the sign.
  expect(theta[0]).toBeCloseTo(0.03, 12)
  expect(theta[1]).toBeCloseTo(-0.03, 12)
})
