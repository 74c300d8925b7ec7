import { describe, expect, it } from 'vitest'
import { planOf, run, smallGrid } from './test-runs.ts'

it('records the costly metrics when they are due', () => {
  const { rows } = run(
    planOf(
      smallGrid,
      {
        collection: { trajectories: 16 },
        policy: { kind: 'tabular-softmax' },
        estimator: { kind: 'reward-to-go', discount: 1 },
        update: { kind: 'gradient-ascent', minibatches: 2 },
      },
      { diagnosticsEvery: 2 },
    ),
    4,
  )
  const costly = [
    'gradientVariance',
    'gradientSignalToNoise',
    'exactObjective',
    'exactGradientNorm',
    'gradientCosine',
    'klExact',
    'predictedImprovement',
  ] as const
  rows.forEach((row, k) =>
    costly.forEach((name) => expect(row[name] !== undefined, `${name} at update ${k + 1}`).toBe(k % 2 === 1)),
  )
})

describe('the gradient’s signal to noise', () => {
  const pulls = (means: number[]) =>
    run(
      planOf(
        { id: 'gaussian-bandit', means, deviation: 1, copies: 2 },
        {
          collection: { trajectories: 50 },
          policy: { kind: 'tabular-softmax' },
          estimator: { kind: 'total-return' },
          update: { kind: 'gradient-ascent', optimiser: { kind: 'sgd' }, learningRate: 1e-9 },
        },
        { diagnosticsEvery: 1 },
      ),
      400,
    ).rows.map((row) => row.gradientSignalToNoise!)
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

  it('is about 0 where every arm pays alike: there is nothing but noise', () => {
    expect(Math.abs(mean(pulls([0, 0])))).toBeLessThan(0.25)
  })

  it('is what the exact gradient and the variance say where arms differ', () => {
    // J' = (1/4, -1/4) for a gap of 1 at equal chances. One pull's gradient (1/2, -1/2) or its negative times the
    // reward, of squared length r^2 / 2: its variance is E[r^2] / 2 - 1/8, with E[r^2] = 1 + 1/2.
    const expected = 1 / 8 / ((3 / 4 - 1 / 8) / 50)
    expect(mean(pulls([0, 1])) / expected).toBeGreaterThan(0.85)
    expect(mean(pulls([0, 1])) / expected).toBeLessThan(1.25)
  })

  it('is absent where every trajectory says the same', () => {
    const { rows } = run(
      planOf(
        { id: 'finite-mdp', transitions: [[[1]]], rewards: [[1]], initial: [1], horizon: 2, copies: 2 },
        {
          collection: { trajectories: 4 },
          policy: { kind: 'tabular-softmax' },
          estimator: { kind: 'total-return' },
          update: { kind: 'gradient-ascent' },
        },
        { diagnosticsEvery: 1 },
      ),
      1,
    )
    expect(rows[0]).not.toHaveProperty('gradientSignalToNoise')
  })
})
