import { describe, expect, test } from 'vitest'
import { issuesOf } from './issues.ts'
import { leftOutOf, pointOf, pointsOf } from './points.ts'
import { asQueued, experimentSpec, notQueuedYet } from './spec.ts'
import type { ExperimentSpec, ExperimentSpecInput } from './spec.ts'
import { splitMix } from './split-mix.ts'
import type { Dimension } from './sweep.ts'
import { variantSpec } from './variant.ts'

type SweepInput = NonNullable<ExperimentSpecInput['sweep']>
const ppo = {
  name: 'PPO',
  slot: 7,
  collection: { stepsPerCopy: 64 },
  policy: { kind: 'neural-softmax' },
  estimator: { kind: 'advantage' },
  critic: {},
  update: { kind: 'clip' },
} satisfies ExperimentSpecInput['variants'][number]
const reinforce = {
  name: 'REINFORCE',
  policy: { kind: 'neural-softmax' },
  estimator: { kind: 'reward-to-go' },
  update: { kind: 'gradient-ascent' },
} satisfies ExperimentSpecInput['variants'][number]

const input = (sweep: SweepInput, changes: Partial<ExperimentSpecInput> = {}): ExperimentSpecInput => ({
  name: 'x',
  environment: { id: 'CartPole-v1' },
  variants: [ppo],
  sweep,
  ...changes,
})
const spec = (sweep: SweepInput, changes?: Partial<ExperimentSpecInput>) => experimentSpec.parse(input(sweep, changes))
const issues = (sweep: SweepInput, changes?: Partial<ExperimentSpecInput>) =>
  issuesOf(experimentSpec.safeParse(input(sweep, changes)).error!).map(({ path, message }) => `${path}: ${message}`)
const names = (of: ExperimentSpec) => pointsOf(of).map(({ variant }) => variant.name)
const rate = { path: 'variants[0].update.learningRate', values: [0.001, 0.003, 0.01] }
const lambda = { path: 'variants[0].estimator.lambda', values: [0.9, 1] }

describe('a grid', () => {
  test('has every combination, the last field changing fastest, named by what differs', () => {
    const points = pointsOf(spec({ dimensions: [rate, lambda, { path: 'variants[0].update.clip', values: [0.1] }] }))
    expect(points.map(({ variant }) => variant.name)).toEqual([
      'learning rate η 0.001, λ 0.9',
      'learning rate η 0.001, λ 1',
      'learning rate η 0.003, λ 0.9',
      'learning rate η 0.003, λ 1',
      'learning rate η 0.01, λ 0.9',
      'learning rate η 0.01, λ 1',
    ])
    expect(points.map(({ variant }) => variant.slot)).toEqual([0, 1, 2, 3, 4, 5])
    expect(points[3]!.variant).toMatchObject({
      update: { learningRate: 0.003, clip: 0.1, epochs: 10 },
      estimator: { lambda: 1 },
    })
    expect(points[3]!.settings).toEqual([
      { path: 'update.learningRate', title: 'learning rate η', value: 0.003 },
      { path: 'estimator.lambda', title: 'λ', value: 1 },
      { path: 'update.clip', title: 'clip ε', value: 0.1 },
    ])
  })

  test('of several variants: each has its own fields, and all of them the world’s', () => {
    const both = spec(
      { dimensions: [rate, { path: 'environment.timeLimit', values: [100, 500] }] },
      { variants: [ppo, reinforce] },
    )
    expect(names(both)).toEqual([
      'PPO, learning rate η 0.001, time limit 100',
      'PPO, learning rate η 0.001, time limit 500',
      'PPO, learning rate η 0.003, time limit 100',
      'PPO, learning rate η 0.003, time limit 500',
      'PPO, learning rate η 0.01, time limit 100',
      'PPO, learning rate η 0.01, time limit 500',
      'REINFORCE, time limit 100',
      'REINFORCE, time limit 500',
    ])
    expect(pointOf(both, 7)).toMatchObject({ template: 1, environment: { timeLimit: 500 } })
    expect(names(spec({ dimensions: [rate] }, { variants: [ppo, reinforce] })).at(-1)).toBe('REINFORCE')
  })

  test('takes words, switches, nothing and layers; equal titles get their part’s name', () => {
    expect(
      names(
        spec({
          dimensions: [
            { path: 'variants[0].update.schedule', values: ['linear'] },
            { path: 'variants[0].estimator.normalise', values: [true, false] },
            { path: 'variants[0].update.maxGradientNorm', values: [null, 0.5] },
            { path: 'variants[0].policy.hidden', values: [[64, 64], []] },
          ],
        }),
      ),
    ).toHaveLength(8)
    const [first] = pointsOf(
      spec({
        dimensions: [rate, { path: 'variants[0].critic.fit.learningRate', values: [0.001, 0.01] }],
      }),
    )
    expect(first!.variant.name).toBe('update learning rate η 0.001, critic learning rate η 0.001')
  })

  test('of a part’s kind: the part keeps what it can and takes the new kind’s defaults', () => {
    const optimisers = spec({
      dimensions: [
        { path: 'variants[0].update.optimiser.epsilon', values: [1e-6] },
        { path: 'variants[0].update.optimiser.kind', values: ['adam', 'rmsprop', 'sgd'] },
      ],
    })
    expect(
      pointsOf(optimisers).map(({ variant }) => 'optimiser' in variant.update && variant.update.optimiser),
    ).toEqual([
      { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-6 },
      { kind: 'rmsprop', decay: 0.99, epsilon: 1e-6 },
    ])
    expect(leftOutOf(optimisers).map(({ name, reason }) => [name, reason])).toEqual([
      ['optimiser sgd', 'update.optimiser has no field "epsilon": remove it, or correct its spelling'],
    ])
  })
})

test('what doesn’t combine, and what its schema refuses, is left out with the reason', () => {
  const some = spec({
    dimensions: [
      { path: 'variants[0].update.learningRate', values: [0.01, 5_000] },
      { path: 'variants[0].estimator.kind', values: ['advantage', 'reward-to-go'] },
    ],
  })
  expect(names(some)).toEqual(['learning rate η 0.01, estimator advantage'])
  expect(leftOutOf(some).map(({ reason }) => reason)).toEqual([
    expect.stringContaining('this estimator needs whole trajectories'),
    'update.learningRate should be at most 1,000',
    'update.learningRate should be at most 1,000',
  ])
})

test('a random search draws the same points for the same seed, uniform per decade, and each once', () => {
  const random = (seed: number, draws = 6) =>
    spec({
      dimensions: [
        { path: 'variants[0].update.learningRate', values: { from: 1e-5, to: 1e-1, scale: 'log' } },
        { path: 'variants[0].update.epochs', values: { from: 1, to: 10 } },
        { path: 'environment.timeLimit', values: [100, 500] },
      ],
      search: { kind: 'random', seed, draws },
    })
  expect(names(random(1))).toMatchInlineSnapshot(`
    [
      "learning rate η 0.001846, epochs 8, time limit 500",
      "learning rate η 0.000599, epochs 5, time limit 500",
      "learning rate η 0.03231, epochs 6, time limit 100",
      "learning rate η 0.015, epochs 5, time limit 500",
      "learning rate η 0.0006603, epochs 6, time limit 100",
      "learning rate η 0.00004657, epochs 7, time limit 500",
    ]
  `)
  expect(names(random(1, 100)).slice(0, 6)).toEqual(names(random(1)))
  expect(names(random(2))).not.toEqual(names(random(1)))
  const rates = pointsOf(random(3, 1_000)).map(({ settings }) => settings[0]!.value as number)
  expect(rates.filter((value) => value < 1e-3).length / rates.length).toBeCloseTo(0.5, 1)
  const few = spec({ dimensions: [lambda], search: { kind: 'random', draws: 50 } })
  expect(names(few)).toHaveLength(2)
  expect(leftOutOf(few)).toHaveLength(48)
})

test('variants share the world of a draw', () => {
  const both = spec(
    {
      dimensions: [rate, { path: 'environment.timeLimit', values: { from: 10, to: 500 } }],
      search: { kind: 'random', draws: 5 },
    },
    { variants: [ppo, reinforce] },
  )
  const limits = (template: number) =>
    pointsOf(both).flatMap((point) => (point.template === template ? [point.environment] : []))
  expect(limits(0)).toHaveLength(5)
  expect(limits(1)).toEqual(limits(0))
})

test('without a sweep the points are the variants', () => {
  const plain = experimentSpec.parse({ ...input({ dimensions: [rate] }), sweep: undefined, variants: [ppo, reinforce] })
  expect(pointsOf(plain)).toEqual(
    plain.variants.map((variant, template) => ({ variant, environment: plain.environment, template, settings: [] })),
  )
  expect('sweep' in JSON.parse(JSON.stringify(plain))).toBe(false)
})

describe('is refused, by its field', () => {
  test.each<[Partial<Dimension>, string]>([
    [{ path: 'update.clip' }, 'sweep.dimensions[0].path: name a field of a variant or of the world'],
    [{ path: 'seeds' }, 'sweep.dimensions[0].path: name a field of a variant or of the world'],
    [{ path: 'variants[3].update.clip' }, 'sweep.dimensions[0].path: there is no variant 3; they count from 0'],
    [{ path: 'variants[0].update.clipp' }, 'sweep.dimensions[0].path: update.clipp is no field here'],
    [{ path: 'variants[0].name' }, 'sweep.dimensions[0].path: name can’t be swept'],
    [{ path: 'variants[0].slot' }, 'sweep.dimensions[0].path: colour slot can’t be swept'],
    [{ path: 'environment.id' }, 'sweep.dimensions[0].path: id can’t be swept'],
    [{ values: [1, 1] }, 'sweep.dimensions[0].values: 1 is listed twice'],
    [{ values: [20] }, 'sweep: no point of “PPO” can be trained: update.clip should be at most 10'],
    [{ values: ['much'] }, 'sweep: no point of “PPO” can be trained: update.clip should be a number'],
    [
      { path: 'variants[0].update.schedule', values: { from: 1, to: 2, count: 2, scale: 'linear' } },
      'sweep.dimensions[0].values: only a number has a range; list the values',
    ],
    [
      { values: { from: 0.1, to: 1, count: 1_000, scale: 'linear' } },
      'sweep: these are 3,000 points, and 1,000 are the most',
    ],
  ])('%o', (change, sentence) => {
    const changed = { path: 'variants[0].update.clip', values: [0.1, 0.2], ...change }
    expect(issues({ dimensions: [changed, ...(change.path ? [] : [rate])] })[0]).toContain(sentence)
  })

  test('more runs than one call can name', () => {
    const seeds = Array.from({ length: 11 }, (_, i) => i)
    const dimensions = [{ path: rate.path, values: { from: 0.001, to: 1, count: 1_000 } }]
    expect(issues({ dimensions }, { seeds })).toEqual([
      'seeds: these are 11,000 runs, and 10,000 are the most: name fewer',
    ])
  })
})

test('a queued sweep keeps its points, whatever combines later', () => {
  const stored = asQueued(
    spec({ dimensions: [rate, { path: 'variants[0].estimator.kind', values: ['advantage', 'reward-to-go'] }] }),
  )
  expect(stored.sweep!.leftOut).toEqual([1, 3, 5])
  // As if a rule of that time had left out another one.
  const other: ExperimentSpec = { ...stored, sweep: { ...stored.sweep!, leftOut: [0, 5] } }
  expect(names(other)).toHaveLength(4)
  expect(names(other)[0]).toBe('learning rate η 0.001, estimator reward-to-go')
  expect(leftOutOf(other)[0]).toMatchObject({ place: 0, reason: 'it was left out when the sweep was queued' })
  expect(names(experimentSpec.parse(other))).toEqual(names(stored))
  expect(notQueuedYet(other).sweep).not.toHaveProperty('leftOut')
})

/** Sweeps at random, over fields of every sort. */
function someSweep(next: () => number): SweepInput {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!
  const fields: Dimension[] = [
    { path: 'variants[0].update.learningRate', values: { from: 1e-5, to: pick([1, 2e3]), count: 4, scale: 'log' } },
    { path: 'variants[0].update.clip', values: { from: 0, to: 0.4, count: pick([2, 3, 5]), scale: 'linear' } },
    { path: 'variants[0].update.minibatches', values: { from: 1, to: 6, count: 9, scale: 'linear' } },
    { path: 'variants[0].update.optimiser.kind', values: ['adam', 'sgd', 'none'] },
    { path: 'variants[0].estimator.normalise', values: [true, false] },
    { path: 'variants[0].policy.hidden', values: [[8], [8, 8], [0]] },
    { path: 'variants[1].update.learningRate', values: [1e-3, 1e-2] },
    { path: 'variants[1].policy.kind', values: ['neural-softmax', 'tabular-softmax'] },
    { path: 'environment.timeLimit', values: [null, 50] },
    { path: 'environment.copies', values: { from: 1, to: 3, count: 2, scale: 'linear' } },
  ]
  return {
    dimensions: fields.toSorted(() => next() - 0.5).slice(0, 1 + Math.floor(next() * 3)),
    search: pick([{ kind: 'grid' }, { kind: 'random', draws: 12, seed: Math.floor(next() * 1e6) }]),
  }
}

test('of any sweep: points and what is left out come to all combinations; names differ; every point is a variant', () => {
  const next = splitMix(20_26)
  let accepted = 0
  for (let round = 0; round < 150; round++) {
    const written = input(someSweep(next), { variants: [ppo, reinforce] })
    const parsed = experimentSpec.safeParse(written)
    if (!parsed.success) continue
    accepted++
    const points = pointsOf(parsed.data)
    const leftOut = leftOutOf(parsed.data)
    const places = leftOut.map(({ place }) => place)
    expect(new Set(places).size).toBe(places.length)
    expect(Math.max(-1, ...places)).toBeLessThan(points.length + leftOut.length)
    expect(new Set(names(parsed.data)).size).toBe(points.length)
    expect(points.map(({ variant }) => variant.slot)).toEqual(points.map((_, index) => index))
    expect(points.map(({ template }) => template)).toEqual(points.map(({ template }) => template).toSorted())
    for (const { variant } of points) expect(variantSpec.parse(variant)).toEqual(variant)
    // The same from the same text, and once it is stored.
    const again = experimentSpec.parse(structuredClone(written))
    expect(pointsOf(again)).toEqual(points)
    expect(pointsOf(asQueued(again))).toEqual(points)
  }
  expect(accepted).toBeGreaterThan(75)
})
