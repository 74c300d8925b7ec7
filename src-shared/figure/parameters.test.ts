import { expect, it } from 'vitest'
import { experimentId } from '../domain/ids.ts'
import { pointsOf } from '../domain/points.ts'
import type { Experiment } from '../domain/run.ts'
import { experimentSpec } from '../domain/spec.ts'
import { comparedVariants } from './compared.ts'
import { alikeBut, parametersOf, sharedWords, shareOf } from './parameters.ts'

const id = experimentId.parse('a'.repeat(32))
const spec = experimentSpec.parse({
  name: 'swept',
  environment: { id: 'gridworld' },
  variants: ['total-return', 'reward-to-go'].map((kind) => ({
    name: kind,
    collection: { trajectories: 8 },
    policy: { kind: 'tabular-softmax' },
    estimator: { kind },
    update: { kind: 'gradient-ascent' },
  })),
  budget: { envSteps: 1_000 },
  sweep: {
    dimensions: [
      { path: 'variants[0].update.learningRate', values: [1, 0.01, 0.1] },
      { path: 'variants[1].update.learningRate', values: [1, 0.01, 0.1] },
      { path: 'environment.slip', values: [0, 0.1] },
    ],
  },
})
const variants = comparedVariants(
  pointsOf(spec).map((_, variantIndex) => ({ experimentId: id, variantIndex })),
  new Map([[id, { id, name: 'swept', spec } as unknown as Experiment]]),
  [],
)

it('finds what differs as scales: numbers rising, choices in their order', () => {
  const parameters = parametersOf(variants)
  const by = (path: string) => parameters.find((parameter) => parameter.path === path)!
  expect(parameters.map(({ path }) => path).toSorted()).toEqual([
    'environment.slip',
    'estimator',
    'update.learningRate',
  ])
  expect(by('update.learningRate')).toMatchObject({ numbers: [0.01, 0.1, 1], isLogarithmic: true })
  expect(by('environment.slip')).toMatchObject({ numbers: [0, 0.1], isLogarithmic: false })
  expect(by('estimator').numbers).toBeNull()
  expect([0, 1, 2].map((place) => shareOf(by('update.learningRate'), place))).toEqual([0, expect.closeTo(0.5, 12), 1])
  expect(shareOf(by('estimator'), 1)).toBe(1)
})

it('puts variants together that are alike but for one parameter', () => {
  const parameters = parametersOf(variants)
  const rate = parameters.find(({ path }) => path === 'update.learningRate')!
  const sets = alikeBut(parameters, [rate], variants.length)
  expect(sets).toHaveLength(4)
  for (const set of sets) {
    expect(set.map((index) => rate.numbers![rate.placeOf[index]!]).toSorted()).toEqual([0.01, 0.1, 1])
    expect(new Set(set.map((index) => sharedWords(parameters, [rate], index))).size).toBe(1)
  }
})
