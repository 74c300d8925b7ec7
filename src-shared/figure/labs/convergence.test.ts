import { expect, it } from 'vitest'
import type { ConvergenceResult } from '../../domain/lab-results/convergence.ts'
import { convergenceFound, convergenceWords } from './convergence.ts'

const ascent = (last: number) => ({
  squaredNorms: [0.4, last],
  averages: [0.4, (0.4 + last) / 2],
  objectives: [1, 2],
  steps: [0.5, 0.25],
})
const result: ConvergenceResult = {
  lab: 'convergence',
  discount: 1,
  trajectories: 16,
  parameters: 3,
  range: 0.7,
  decreasing: ascent(0.2),
  constant: ascent(0.1),
  betas: [2, 2],
  variances: [0.03, 0.03],
  bounds: [1, 0.6],
  capped: 1,
}

it('says what the numbers say', () => {
  const [theorem, constant, bound, estimates] = convergenceFound(result)
  expect(theorem).toContain('With the theorem’s steps, from 0.5 to 0.25, J goes from 1 to **2** in 2 updates')
  expect(constant).toContain('|grad J|² from 0.4 to **0.1**; its average is **0.25**')
  expect(bound).toContain('comes to **0.6** for K = 2; the average squared norm is **50 %** of that')
  expect(estimates).toContain('In 1 of 2 updates the step was held at 1/β')
  expect(convergenceFound({ ...result, bounds: [1, 0.1] })[2]).toContain('is **0.3**, above it')
})

it('speaks of the constant step alone while the other has not begun', () => {
  const begun = {
    ...result,
    decreasing: { squaredNorms: [], averages: [], objectives: [], steps: [] },
    betas: [],
    bounds: [],
  }
  expect(convergenceFound(begun)).toHaveLength(1)
  expect(convergenceWords.table(begun)).toHaveLength(3)
})
