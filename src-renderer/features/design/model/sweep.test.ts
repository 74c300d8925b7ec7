import { expect, test } from 'vitest'
import { pointsOf } from '../../../../src-shared/domain/points.ts'
import { sweepableAt } from '../../../../src-shared/domain/swept-fields.ts'
import { choosePart } from './choose.ts'
import { newExperiment } from './new-experiment.ts'
import { firstRange, firstValues, parseValues, valuesText } from '../../../components/form/swept-values.ts'
import { dimensionAt, withFittingSweep, withSwept, withVariants } from './sweep.ts'

const spec = newExperiment()
const clip = ['variants', 1, 'update', 'clip']
const rate = ['variants', 0, 'update', 'learningRate']
const swept = withSwept(withSwept(spec, clip, [0.1, 0.2]), rate, [0.01, 0.1])

test('a field is swept, over other values, and not any more', () => {
  expect(swept.sweep).toEqual({
    search: { kind: 'grid' },
    dimensions: [
      { path: 'variants[1].update.clip', values: [0.1, 0.2] },
      { path: 'variants[0].update.learningRate', values: [0.01, 0.1] },
    ],
  })
  expect(withSwept(swept, clip, [0.3]).sweep!.dimensions.map(({ values }) => values)).toEqual([[0.3], [0.01, 0.1]])
  expect(dimensionAt(swept, rate)).toBe(1)
  expect(withSwept(withSwept(swept, clip, null), rate, null)).toEqual(spec)
})

test('swept fields go where their variant goes', () => {
  const [first, second] = swept.variants as [(typeof swept.variants)[0], (typeof swept.variants)[0]]
  const paths = (variants: typeof swept.variants, from: (number | null)[]) =>
    withVariants(swept, variants, from).sweep?.dimensions.map(({ path }) => path)
  expect(paths([second, first], [1, 0])).toEqual(['variants[0].update.clip', 'variants[1].update.learningRate'])
  expect(paths([second], [1])).toEqual(['variants[0].update.clip'])
  const copied = withVariants(swept, [first, second, { ...second, name: 'A copy' }], [0, 1, 1])
  expect(pointsOf(copied)).toHaveLength(6)
  expect(paths([{ ...first, name: 'New' }], [null])).toBeUndefined()
  const ofWorld = withSwept(swept, ['environment', 'timeLimit'], [10, 20])
  expect(withVariants(ofWorld, [first], [null]).sweep!.dimensions).toEqual([
    { path: 'environment.timeLimit', values: [10, 20] },
  ])
})

test('a swept field that another choice takes away is swept no more, and said', () => {
  const chosen = choosePart(swept, 1, 'update', 'trust-region')
  if (!chosen.ok) throw new Error(chosen.reason)
  const fitting = withFittingSweep(chosen.spec, swept)
  expect(fitting.changes).toEqual(['clip ε is not swept any more: it is no field of this design now.'])
  expect(fitting.spec.sweep!.dimensions.map(({ path }) => path)).toEqual(['variants[0].update.learningRate'])
})

test('it starts from the value that the field has', () => {
  const field = (path: string) => sweepableAt(spec, path)!
  expect(firstValues(field('variants[1].update.clip'), 0.2)).toEqual([0.2])
  expect(firstValues(field('variants[1].estimator.normalise'), true)).toEqual([false, true])
  expect(firstRange(field('variants[1].update.learningRate'), [0.003])).toEqual({
    from: 0.0003,
    to: 0.03,
    count: 5,
    scale: 'log',
  })
  expect(firstRange(field('variants[1].update.epochs'), [4])).toEqual({ from: 1, to: 16, count: 5, scale: 'log' })
  expect(firstRange(field('variants[1].update.clip'), [0.3, 0.1])).toMatchObject({ from: 0.1, to: 0.3, count: 2 })
  expect(firstRange(field('variants[1].update.entropyCoefficient'), [0])).toMatchObject({ from: 0, to: 1 })
})

test.each([
  ['0.001, 3e-3; none', 'number', [0.001, 0.003, null]],
  ['10k', 'number', [10_000]],
  ['64, 64; 128; none', 'integers', [[64, 64], [128], []]],
  ['64 × 64', 'integers', [[64, 64]]],
] as const)('%j is read as %s', (text, kind, values) => {
  expect(parseValues(text, kind)).toEqual({ values })
  expect(parseValues(valuesText(values as never), kind)).toEqual({ values })
})

test('what can’t be read is said', () => {
  expect(parseValues('0.1, some', 'number')).toEqual({ problem: '"some" is not a number' })
  expect(parseValues('64, a', 'integers')).toEqual({ problem: '"64, a" is not a list of whole numbers' })
})
