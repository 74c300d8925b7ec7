import { expect, test } from 'vitest'
import { rankPoints, specOfChosen, type FinalMeasure } from './best-point.ts'
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
type Value = number | 'failed'
/** Each point's runs by their last evaluation return. */
const runs = (...points: Value[][]) =>
  points.flatMap((values, variantIndex) =>
    values.map((value, index) => ({
      variantIndex,
      seed: index + 1,
      status: value === 'failed' ? ('failed' as const) : ('finished' as const),
      evaluationReturn: typeof value === 'number' ? value : 500,
    })),
  )
const evaluation = (run: { evaluationReturn: number }, { metric }: FinalMeasure) =>
  metric === 'evaluationReturn' ? run.evaluationReturn : 0

test('points are ranked by the mean of their last evaluations over seeds, the best first', () => {
  expect(rankPoints(sweep, runs([100, 120], [300, 100], [90, 110]), evaluation)).toEqual({
    measure: { metric: 'evaluationReturn', of: 'last' },
    points: [
      { variantIndex: 1, mean: 200, lowest: 100, highest: 300, seeds: [1, 2] },
      { variantIndex: 0, mean: 110, lowest: 100, highest: 120, seeds: [1, 2] },
      { variantIndex: 2, mean: 100, lowest: 90, highest: 110, seeds: [1, 2] },
    ],
    notRanked: 0,
  })
})

test('a point with a seed that did not finish is not ranked: the rest would flatter it', () => {
  const ranking = rankPoints(sweep, runs([100, 120], [300, 'failed'], [90, Number.NaN]), evaluation)!
  expect(ranking.points.map(({ variantIndex }) => variantIndex)).toEqual([0])
  expect(ranking.notRanked).toBe(2)
  expect(rankPoints(sweep, runs(['failed'], ['failed']), evaluation)).toBeNull()
})

test('without evaluations the returns of training count, without those the exact objective', () => {
  const by = (metric: FinalMeasure['metric']) =>
    rankPoints(sweep, runs([1, 2]), (_, measure) => (measure.metric === metric ? 7 : undefined))!.measure
  expect(by('return')).toEqual({ metric: 'return', of: 'meanOfLast10' })
  expect(by('exactObjective')).toEqual({ metric: 'exactObjective', of: 'last' })
})

test('the chosen point becomes an experiment of its own, that says where it came from', () => {
  const id = experimentId.parse('sweep000')
  const spec = specOfChosen(
    { id, name: 'rates', spec: sweep },
    { variantIndex: 1, seeds: [1, 2] },
    'evaluationReturn',
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
