import { expect, test } from 'vitest'
import type { AutopsyResult } from '../../domain/lab-results/autopsy.ts'
import { autopsyWords, keptPromises } from './autopsy.ts'

const exactly = (value: number) => ({ value, low: value, high: value })
const common = { kl: 0.05, batchKl: 0.06, norm: 2, predicted: 0.3, at: { x: 1, y: 0 } }
const result: AutopsyResult = {
  lab: 'autopsy',
  truth: { kind: 'exact' },
  discount: 1,
  objective: exactly(5),
  parameters: 12,
  trajectories: 32,
  delta: 0.05,
  steps: [
    { ...common, method: 'gradient-ascent', surrogate: 0.25, truth: exactly(-0.5), factor: 3, outside: 0.75 },
    { ...common, method: 'clip', surrogate: 0.5, truth: exactly(0.125), factor: null, outside: 0.25 },
  ],
  plane: { axes: 'natural', points: 2, x: { low: 0, high: 1 }, y: { low: 0, high: 1 }, objectives: [], kls: [] },
  batches: [
    {
      method: 'gradient-ascent',
      predicted: [0.3, 0.3, 0.3, 0.3],
      surrogate: [0.25, 0.5, 0.25, 0],
      truth: [-0.5, 1, 1, 0.5],
      kl: [0.05, 0.05, 0.05, 0.05],
    },
    { method: 'clip', predicted: [1, 1, 1, 1], surrogate: [1, 1, 1, 1], truth: [0.125, -1, -1, 2], kl: [0, 0, 0, 0] },
  ],
}

test('names the best and the worst step, what is kept over batches, and what the plane leaves out', () => {
  const [what, best, kept, left, outside] = autopsyWords.found(result)
  expect(what).toBe('2 steps from one batch of 32 trajectories, each with KL 0.05.')
  expect(best).toBe(
    'From this batch PPO, clipped changes J by **0.125** where its surrogate promises 0.5; Gradient ascent changes J by ' +
      '**−0.5** where its surrogate promises 0.25.',
  )
  expect(kept).toContain('On average over 4 batches: Gradient ascent promises 0.25 and brings **0.5**; J falls in 25 %')
  expect(left).toBe('No multiple of its step spends that KL: PPO, clipped.')
  expect(outside).toContain('25 % to 75 % lie outside')
})

test('what was not measured is not told', () => {
  const unknown: AutopsyResult = {
    ...result,
    truth: { kind: 'unknown' },
    plane: null,
    steps: result.steps.map((step) => ({ ...step, truth: null, at: null, outside: null })),
    batches: result.batches.map((batch) => ({ ...batch, truth: batch.truth.map(() => null) })),
  }
  expect(keptPromises(unknown.batches[0]!)).toEqual({ promised: 0.25, brought: null, fell: null, kl: 0.05 })
  expect(autopsyWords.found(unknown).join(' ')).not.toMatch(/brings|J falls|outside/)
  expect(autopsyWords.table(unknown)[1]).toEqual([1, 'Gradient ascent', 0.3, 0.25, null, 0.05])
})
