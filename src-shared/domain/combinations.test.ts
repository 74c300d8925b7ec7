import { describe, expect, it } from 'vitest'
import { environmentSpec } from '../catalogue/environments/index.ts'
import { combinationProblems } from './combinations.ts'
import { experimentSpec } from './spec.ts'
import type { ExperimentSpecInput } from './spec.ts'
import type { VariantSpec } from './variant.ts'

const reinforce = {
  name: 'REINFORCE',
  collection: { trajectories: 8 },
  policy: { kind: 'neural-softmax' },
  estimator: { kind: 'reward-to-go' },
  update: { kind: 'gradient-ascent' },
} as const satisfies ExperimentSpecInput['variants'][number]

const parse = (variant: object, environment: object = { id: 'CartPole-v1' }, rest: object = {}) =>
  experimentSpec.safeParse({ name: 'test', environment, variants: [{ ...reinforce, ...variant }], ...rest })

const exactly = { collection: { exact: true }, policy: { kind: 'tabular-softmax' } }

/** The paths that are complained about, below the variant. */
const complaints = (variant: object, environment?: object, rest?: object): string[] => {
  const parsed = parse(variant, environment, rest)
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.slice(2).join('.'))
}

describe('what combines', () => {
  it('takes REINFORCE on CartPole', () => expect(complaints({})).toEqual([]))

  it.each<[string, string, object, object?, object?]>([
    ['a table for CartPole', 'policy.kind', { policy: { kind: 'tabular-softmax' } }],
    ['a Gaussian for discrete actions', 'policy.kind', { policy: { kind: 'neural-gaussian' } }],
    ['a softmax for continuous actions', 'policy.kind', {}, { id: 'Pendulum-v1' }],
    ['one-hot features of CartPole', 'policy.features.kind', { policy: { kind: 'linear-softmax' } }],
    ['reward-to-go over fixed steps', 'estimator.kind', { collection: { stepsPerCopy: 16 } }],
    [
      'normalising what is not sampled',
      'estimator.normalise',
      { ...exactly, estimator: { kind: 'exact-advantage', normalise: true } },
      { id: 'gridworld' },
      { budget: { updates: 5 } },
    ],
    [
      'a KL estimated from samples where there are none',
      'update.penalty',
      {
        ...exactly,
        estimator: { kind: 'exact-advantage' },
        update: { kind: 'kl-penalty', penalty: 'single-sample', per: 'trajectory' },
      },
      { id: 'gridworld' },
      { budget: { updates: 5 } },
    ],
    [
      'an adaptive λ in a range that is empty',
      'update.leastLambda',
      {
        estimator: { kind: 'advantage' },
        critic: {},
        update: { kind: 'kl-penalty', adaptive: true, leastLambda: 2, mostLambda: 1 },
      },
    ],
    ['a missing critic', 'critic', { estimator: { kind: 'advantage' } }],
    ['a critic that nothing asks', 'critic', { critic: {} }],
    [
      'a separate baseline without N',
      'collection.baselineTrajectories',
      { estimator: { kind: 'learned-baseline' }, critic: {} },
    ],
    [
      'trajectory sums over fixed steps',
      'update.per',
      {
        collection: { stepsPerCopy: 16 },
        estimator: { kind: 'advantage' },
        critic: {},
        update: { kind: 'gradient-ascent', per: 'trajectory' },
      },
    ],
    ['an exact advantage on CartPole', 'estimator.kind', { estimator: { kind: 'exact-advantage' } }],
    [
      'a shared network under TRPO',
      'critic.network.kind',
      {
        estimator: { kind: 'advantage' },
        critic: { network: { kind: 'shared' }, fit: { kind: 'with-policy' } },
        update: { kind: 'trust-region' },
      },
    ],
    [
      'stored trajectories without weights',
      'estimator.kind',
      { collection: { dataset: 'x.json' } },
      undefined,
      { budget: { updates: 1 } },
    ],
    [
      'a linear schedule over a time budget',
      'update.schedule',
      { update: { kind: 'gradient-ascent', schedule: 'linear' } },
      undefined,
      { budget: { seconds: 1 } },
    ],
    [
      'env steps of an exact collection',
      'collection',
      { collection: { exact: true }, policy: { kind: 'tabular-softmax' }, estimator: { kind: 'exact-advantage' } },
      { id: 'gridworld' },
      { budget: { envSteps: 10 } },
    ],
  ])('refuses %s and names the field', (_what, path, variant, environment, rest) =>
    expect(complaints(variant, environment, rest)).toContain(path),
  )

  describe('running statistics', () => {
    const both = { normalisation: { observations: true, rewards: true } }
    const refused = ['normalisation.observations', 'normalisation.rewards']

    it('go with neural networks over observed numbers', () => expect(complaints(both)).toEqual([]))

    it.each<[string, string[], object, object?]>([
      ['an exact collection', refused, { ...exactly, estimator: { kind: 'exact-advantage' } }, { id: 'gridworld' }],
      [
        'a data set',
        refused,
        { collection: { dataset: 'runs.json' }, estimator: { kind: 'importance-sampling' } },
        { id: 'CartPole-v1' },
      ],
      ['a tabular policy', refused, { policy: { kind: 'tabular-softmax' } }, { id: 'gridworld' }],
      [
        'a tabular critic',
        refused,
        { estimator: { kind: 'advantage' }, critic: { network: { kind: 'tabular' } } },
        { id: 'gridworld' },
      ],
      ['a world that shows a state’s number', [refused[0]!], {}, { id: 'gridworld' }],
      [
        'features, which scale observations themselves',
        [refused[0]!],
        { policy: { kind: 'linear-softmax', features: { kind: 'polynomial' } } },
      ],
      ['advantages from the model', [refused[1]!], { estimator: { kind: 'exact-advantage' } }, { id: 'gridworld' }],
    ])('are refused with %s, naming the field', (_what, fields, variant, environment) => {
      const found = complaints({ ...variant, ...both }, environment, { budget: { updates: 5 } })
      expect(found.filter((path) => path.startsWith('normalisation'))).toEqual(expect.arrayContaining(fields))
    })
  })

  it('takes an exact natural gradient on a gridworld', () => {
    const variant = {
      collection: { exact: true },
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'exact-advantage' },
      update: { kind: 'natural-gradient' },
    }
    expect(complaints(variant, { id: 'gridworld' }, { budget: { updates: 5 } })).toEqual([])
  })

  describe('the explicit solve', () => {
    const explicit = (hidden: number[], damping: number) => {
      const policy = { kind: 'neural-softmax', hidden }
      const parsed = parse({ policy, update: { kind: 'natural-gradient', solver: 'explicit', damping, per: 'step' } })
      return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => [path.at(-1), message])
    }

    it('is refused beyond its number of parameters, which is told', () => {
      expect(explicit([64, 64], 1e-3)).toEqual([
        [
          'solver',
          'the explicit Fisher matrix is for at most 4,000 parameters, and this policy has 4,610; use conjugate gradient',
        ],
      ])
      expect(explicit([48, 48], 1e-3)).toEqual([])
    })

    it('is refused without damping beyond a smaller number', () => {
      expect(explicit([48, 48], 0)).toEqual([['damping', expect.stringContaining('at most 300 parameters')]])
      expect(explicit([40], 0)).toEqual([])
    })
  })

  it('asks nothing of a world that nobody has loaded yet', () => {
    const world = environmentSpec.parse({ id: 'module', path: 'world.mjs' })
    expect(combinationProblems(world, parse({}).data!.variants[0] as VariantSpec)).toEqual([])
  })

  it('refuses two variants of one name and a seed that is listed twice', () => {
    const parsed = experimentSpec.safeParse({
      name: 'x',
      environment: { id: 'CartPole-v1' },
      variants: [reinforce, reinforce],
      seeds: [1, 3, 2, 3],
    })
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['seeds', 'variants.1.name'])
    expect(parsed.error?.issues[0]?.message).toBe('seed 3 is listed twice')
  })
})
