import { expect, test } from 'vitest'
import { rankPoints, specOfChosen } from './best-point.ts'
import { experimentId } from './ids.ts'
import { asQueued, experimentSpec } from './spec.ts'
import type { ExperimentSpecInput } from './spec.ts'

const variant = {
  name: 'REINFORCE',
  policy: { kind: 'neural-softmax' },
  estimator: { kind: 'reward-to-go' },
  update: { kind: 'gradient-ascent' },
} satisfies ExperimentSpecInput['variants'][number]
const sweep = asQueued(
  experimentSpec.parse({
    name: 'rates',
    environment: { id: 'CartPole-v1' },
    variants: [variant],
    seeds: [1, 2],
    sweep: {
      dimensions: [
        { path: 'variants[0].update.learningRate', values: [0.01, 0.1, 1] },
        { path: 'environment.timeLimit', values: [200] },
      ],
    },
  }),
)
const final = (variantIndex: number, mean: number, ofAllSeeds = true) => ({
  variantIndex,
  final: { mean, low: mean - 1, high: mean + 1 },
  ofAllSeeds,
})

test('points are ranked by their final value, the best first, equal ones in their order', () => {
  const { points } = rankPoints('evaluationReturn', [final(0, 110), final(1, 200), final(2, 110)])
  expect(points).toEqual([
    { variantIndex: 1, mean: 200, low: 199, high: 201 },
    { variantIndex: 0, mean: 110, low: 109, high: 111 },
    { variantIndex: 2, mean: 110, low: 109, high: 111 },
  ])
  expect(rankPoints('criticLoss', [final(0, 2), final(1, 1)]).points[0]!.variantIndex).toBe(1)
})

test('a point with a seed that did not finish is not ranked: the rest would flatter it', () => {
  const finals = [final(0, 1), final(1, 300, false), final(2, Number.NaN), { ...final(3, 0), final: null }]
  const ranking = rankPoints('return', finals)
  expect(ranking.points.map(({ variantIndex }) => variantIndex)).toEqual([0])
  expect(ranking.notRanked).toBe(3)
})

test('the chosen point becomes an experiment of its own, that says where it came from', () => {
  const id = experimentId.parse('sweep000')
  const spec = specOfChosen(
    { id, name: 'rates', spec: sweep },
    { variantIndex: 1, metric: 'evaluationReturn', seeds: [1, 2] },
    [8],
  )
  expect(experimentSpec.parse(spec)).toEqual(spec)
  expect(spec).toMatchObject({
    name: 'rates: the best, fresh seeds',
    environment: { timeLimit: 200 },
    variants: [{ name: 'REINFORCE, learning rate η 0.1', update: { learningRate: 0.1 } }],
    seeds: [8],
    chosenFrom: { experimentId: id, variantIndex: 1, metric: 'evaluationReturn', seeds: [1, 2] },
  })
  expect(spec).not.toHaveProperty('sweep')
})
