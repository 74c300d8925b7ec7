import { describe, expect, it } from 'vitest'
import { algorithms } from '../../src-shared/catalogue/algorithms.ts'
import { experimentSpec } from '../../src-shared/domain/spec.ts'
import { offPolicyCopy } from './off-policy-copy.ts'

const specOf = (algorithm: (typeof algorithms)[number]) =>
  experimentSpec.parse({
    name: 'Any',
    environment: { id: 'gridworld' },
    variants: [
      {
        name: 'first',
        policy: { kind: 'tabular-softmax' },
        estimator: { kind: 'reward-to-go' },
        update: { kind: 'gradient-ascent' },
      },
      { name: 'v'.repeat(120), policy: { kind: 'tabular-softmax' }, ...algorithm.parts },
    ],
    budget: { updates: 40 },
  })

describe('a copy that learns from a data set', () => {
  it.each(algorithms.map((algorithm) => [algorithm.id, algorithm] as const))(
    'of %s can be queued as it is',
    (_, algorithm) => {
      const copy = offPolicyCopy({ spec: specOf(algorithm) }, 1, '/data/a.json')
      expect(experimentSpec.parse(copy)).toEqual(copy)
      expect(copy.variants).toHaveLength(1)
      expect(copy.variants[0]).toMatchObject({
        collection: { dataset: '/data/a.json' },
        estimator: { kind: 'importance-sampling' },
        update: { kind: 'gradient-ascent' },
      })
      expect(copy.budget).toEqual({ updates: 40 })
    },
  )

  it('counts updates where env steps were counted, and keeps what discount and step there were', () => {
    const spec = experimentSpec.parse({
      name: 'Any',
      environment: { id: 'CartPole-v1' },
      variants: [
        {
          name: 'first',
          policy: { kind: 'neural-softmax' },
          normalisation: { observations: true, rewards: true },
          estimator: { kind: 'reward-to-go', discount: 0.9 },
          update: { kind: 'gradient-ascent', learningRate: 0.03, minibatches: 4, per: 'step' },
        },
      ],
      budget: { envSteps: 1_000 },
      evaluation: { every: { envSteps: 500 } },
    })
    const copy = offPolicyCopy({ spec }, 0, '/data/a.json')
    expect(copy.budget).toEqual({ updates: 200 })
    expect(copy.evaluation?.every).toBe(10)
    expect(copy.variants[0]).toMatchObject({
      normalisation: { observations: false, rewards: false },
      estimator: { discount: 0.9 },
      update: { learningRate: 0.03, minibatches: 1, per: 'trajectory' },
    })
    expect(experimentSpec.safeParse(copy).success).toBe(true)
  })
})
