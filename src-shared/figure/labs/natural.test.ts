import { expect, it } from 'vitest'
import type { NaturalResult } from '../../domain/lab-results/natural.ts'
import { naturalFound, naturalWords } from './natural.ts'

const at = (damping: number, angleDegrees: number) => ({
  damping,
  angleDegrees,
  predictedImprovement: 0.5,
  klShare: 0.25,
  residual: null,
})
const result: NaturalResult = {
  lab: 'natural',
  bernoulli: {
    eta: 0.01,
    vanilla: { thetas: [0, 0.2475], objectives: [50.5, 56.6], steps: [0.2475] },
    natural: { thetas: [0, 0.99], objectives: [50.5, 73.2], steps: [0.99] },
  },
  parameters: 3,
  discount: 1,
  trajectories: null,
  envSteps: 0,
  precision: 'float64',
  gradientNorm: 2,
  spectrum: { whole: true, eigenvalues: [4, 1, 0], errors: null, gradientShares: [0.75, 0.25, 0] },
  dampings: [at(4, 10), at(0.4, 30)],
  delta: 0.01,
  conjugateGradient: { damping: 0.4, kept: [0.1, 0.01], actual: [0.1, 0.02], angleDegrees: 30 },
}

it('says what the numbers say', () => {
  const [bernoulli, spectrum, angle, damping, residual] = naturalFound(result)
  expect(bernoulli).toContain('each natural step adds 99 η = **0.99** to θ')
  expect(bernoulli).toContain('After 1 step the natural ascent is at θ = 0.99 and J = **73.2**')
  expect(spectrum).toContain('The exact Fisher matrix has 3 eigenvalues, the largest **4**. **1** of them are below')
  expect(angle).toContain('stands at **30°** to the vanilla step')
  expect(damping).toContain('goes from **10°** to **30°**')
  expect(residual).toContain('leaves **0.02** of g unsolved after 2 steps')
})

it('says so where there is no gradient, no spectrum, or only a part of it', () => {
  const none = naturalFound({ ...result, dampings: [], conjugateGradient: null })
  expect(none).toHaveLength(3)
  expect(none[2]).toContain('The gradient is zero here')
  const part = { whole: false, eigenvalues: [4, 1], errors: [0, 0.1], gradientShares: [0.5, 0.1] }
  expect(naturalFound({ ...result, parameters: 9_000, trajectories: 20, spectrum: part })[1]).toContain(
    'The Fisher matrix of 20 trajectories has 9,000 rows.',
  )
  const flat = { whole: true, eigenvalues: [0, 0], errors: null, gradientShares: [0, 0] }
  expect(naturalFound({ ...result, spectrum: flat })[1]).toContain('is zero')
})

it('has every number in its table', () => {
  const rows = naturalWords.table(result)
  expect(rows).toContainEqual(['spectrum', 2, 'eigenvalue', 1])
  expect(rows).toContainEqual(['conjugate gradient', 2, 'residual', 0.02])
  expect(rows).toContainEqual(['damping', 0.4, 'angle in degrees', 30])
  expect(rows).toHaveLength(1 + 2 * 4 + 3 * 2 + 2 * 3 + 2 * 2)
})
