import { expect, it } from 'vitest'
import { statisticsParams } from '../contract/statistics.ts'
import { nothingCompared } from '../domain/comparison.ts'
import { experimentId } from '../domain/ids.ts'
import type { Experiment } from '../domain/run.ts'
import { experimentSpec } from '../domain/spec.ts'
import { comparedVariants } from './compared.ts'
import { statisticsQuestion } from './statistics-question.ts'

const id = experimentId.parse('a'.repeat(32))
const spec = experimentSpec.parse({
  name: 'slippery',
  environment: { id: 'gridworld' },
  variants: ['A', 'B'].map((name) => ({
    name,
    collection: { trajectories: 8 },
    policy: { kind: 'tabular-softmax' },
    estimator: { kind: 'reward-to-go' },
    update: { kind: 'gradient-ascent' },
  })),
  budget: { envSteps: 1_000 },
  sweep: { dimensions: [{ path: 'environment.slip', values: [0, 0.3] }] },
})
const selection = [0, 1, 2, 3].map((variantIndex) => ({ experimentId: id, variantIndex }))
const compared = (group: 'variant' | string[] = 'variant') =>
  comparedVariants(selection, new Map([[id, { id, name: 'slippery', spec } as unknown as Experiment]]), [], group)
const choices = { asker: 'test', figure: 'final', profiles: false, coverageOf: null } as const

it('names worlds by what differs in them, and algorithms without it', () => {
  const question = statisticsQuestion(compared(), 'return', { ...nothingCompared, baseline: selection[2]! }, choices)
  expect(statisticsParams.parse(question)).toEqual(question)
  expect(question.groups.map(({ algorithm }) => algorithm)).toEqual(['A', 'A', 'B', 'B'])
  expect(new Set(question.groups.map(({ world }) => world))).toEqual(
    new Set(['gridworld, slip 0', 'gridworld, slip 0.3']),
  )
  expect(question).toMatchObject({ metric: 'evaluationReturn', axis: 'envSteps', baseline: 2, coverageOf: null })
})

it('asks of all variants that make one curve, and finds the baseline among them', () => {
  const question = statisticsQuestion(
    compared(['environment.slip']),
    'entropy',
    { ...nothingCompared, baseline: selection[2]! },
    choices,
  )
  expect(question.groups.map(({ variants }) => variants.map(({ variantIndex }) => variantIndex))).toEqual([
    [0, 2],
    [1, 3],
  ])
  expect(question).toMatchObject({ metric: 'entropy', baseline: 0 })
})
