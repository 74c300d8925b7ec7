import { expect, it } from 'vitest'
import type { EstimatorAtSize, EstimatorsResult } from '../../../../../src-shared/domain/lab-results/estimators.ts'
import { chartThemes } from '../../../../../src-shared/figure/chart-theme.ts'
import { errorChart, sizeAt } from './chart.ts'

const about = (value: number) => ({ value, low: value * 0.9, high: value * 1.1 })
const at = (batchSize: number, error: number, squaredBias: number, pHolm: number): EstimatorAtSize => ({
  batchSize,
  batches: 100,
  variance: about(error - squaredBias),
  squaredBias: about(squaredBias),
  meanSquaredError: about(error),
  cosine: null,
  z: null,
  p: pHolm,
  pHolm,
  exact: null,
})
const result: EstimatorsResult = {
  lab: 'estimators',
  truth: { kind: 'exact', discount: 1, norm: about(1), trajectories: null },
  parameters: 2,
  enumeratedTrajectories: null,
  envSteps: 1,
  batchesDone: 1,
  estimators: [
    { id: 'reward-to-go', atSizes: [at(1, 4, 0, 1), at(2, 2, 0, 1), at(4, 1, 0, 1)] },
    { id: 'gae', atSizes: [at(1, 2, 0.1, 1), at(2, 1, 0.1, 0.01), at(4, 0.5, 0.1, 0.01)] },
  ],
}
const chart = { result, hidden: [] as string[], size: 2, lambda: 0.9 }
const box = { width: 800, height: 400 }
const { light } = chartThemes
const dashed = (hidden: string[]) =>
  errorChart({ ...chart, hidden }, light, box).marks.filter((mark) => mark.kind === 'path' && mark.dash !== undefined)
const words = (hidden: string[]) =>
  errorChart({ ...chart, hidden }, light, box).marks.flatMap((mark) => (mark.kind === 'text' ? mark.text : []))

it('dashes the bias where it is seen, and only there', () => {
  const [bias, ...others] = dashed([])
  expect(others).toEqual([])
  expect(bias).toMatchObject({ kind: 'path', points: [expect.anything(), expect.anything()] })
})

it('names each line with its marker, and leaves out what is hidden', () => {
  expect(words([])).toEqual(expect.arrayContaining(['Reward-to-go', 'GAE, λ = 0.9', 'bias² of GAE', 'shown below']))
  expect(words(['gae'])).not.toContain('GAE, λ = 0.9')
  expect(dashed(['gae'])).toEqual([])
})

it('finds the batch size nearest to a click', () => {
  expect(sizeAt(chart, light, box, 0)).toBe(1)
  expect(sizeAt(chart, light, box, 340)).toBe(2)
  expect(sizeAt(chart, light, box, 640)).toBe(4)
})
