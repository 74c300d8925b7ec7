import { describe, expect, it } from 'vitest'
import { environmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { experimentSpec } from '../../../src-shared/domain/spec.ts'
import { solveRiccati } from '../environments/riccati.ts'
import { finish } from '../finish.ts'
import { referenceEngine } from '../networks/reference-engine.ts'
import { createLearner } from './learner.ts'
import { referenceReturn } from './reference-return.ts'

const lqr = environmentSpec.parse({ id: 'lqr', copies: 2 })

describe('referenceReturn', () => {
  it('is the optimum by backward induction in a finite world', () => {
    const lake = environmentSpec.parse({ id: 'FrozenLake-v1' })
    expect(referenceReturn({ environment: lake, seed: 1, updates: 5, episodes: 20 })).toBeCloseTo(0.7442, 4)
  })

  it('is near the Riccati controller’s expected return, and depends on the evaluation’s starts and noise', () => {
    if (lqr.id !== 'lqr') throw new Error('not an LQR')
    const of = (updates: number) => referenceReturn({ environment: lqr, seed: 1, updates, episodes: 2_000 })!
    const expected = solveRiccati(lqr).expectedReturn!
    expect(Math.abs(of(1) / expected - 1)).toBeLessThan(0.05)
    expect(of(2)).not.toBe(of(1))
  })

  it('meets the same starts and noise as a policy that is evaluated: a policy that does nothing earns what doing nothing earns', () => {
    // Without dynamics or noise a start costs x^T Q x at every step whatever is done: with no price on actions both
    // earn the same.
    const still = {
      id: 'lqr',
      dynamics: [[1]],
      control: [[0]],
      stateCost: [[1]],
      actionCost: [[1e-9]],
      noise: 0.5,
      timeLimit: 20,
      copies: 2,
    }
    const spec = experimentSpec.parse({
      name: 'still',
      environment: still,
      variants: [
        {
          name: 'v',
          collection: { trajectories: 2 },
          policy: { kind: 'linear-gaussian', features: { kind: 'polynomial', degree: 1 } },
          estimator: { kind: 'reward-to-go' },
          update: { kind: 'gradient-ascent' },
        },
      ],
      evaluation: { every: 1, episodes: 37, actions: 'mode' },
    })
    const learner = createLearner(
      { ...spec, variant: spec.variants[0]!, seed: 3 },
      { neural: referenceEngine(), exact: referenceEngine() },
    )
    expect(referenceReturn({ environment: spec.environment, seed: 3, updates: 0, episodes: 37 })).toBeCloseTo(
      finish(learner.evaluate()).evaluationReturn,
      6,
    )
  })

  it('is unknown elsewhere', () => {
    expect(
      referenceReturn({ environment: environmentSpec.parse({ id: 'CartPole-v1' }), seed: 1, updates: 1, episodes: 20 }),
    ).toBeUndefined()
  })
})
