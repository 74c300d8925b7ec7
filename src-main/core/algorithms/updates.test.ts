import { describe, expect, it } from 'vitest'
import type { ExperimentSpecInput } from '../../../src-shared/domain/spec.ts'
import { finish } from '../finish.ts'
import { createLearner } from './learner.ts'
import { cartPole, engines, planOf, run, smallGrid, smallNetwork } from './test-runs.ts'

type VariantInput = Omit<ExperimentSpecInput['variants'][number], 'name'>

const exactly = { collection: { exact: true }, estimator: { kind: 'exact-advantage', discount: 1 } } as const

describe('the Bernoulli example: J = 100 pi(1) + 1 pi(0), one parameter', () => {
  const oneParameter: VariantInput['policy'] = {
    kind: 'linear-softmax',
    features: { kind: 'matrix', rows: [[0], [1]] },
  }
  const thetas = (update: VariantInput['update'], updates: number): number[] => {
    const learner = createLearner(planOf({ id: 'warm-up' }, { ...exactly, policy: oneParameter, update }), engines())
    return Array.from({ length: updates }, () => {
      finish(learner.update())
      return learner.save().theta[0]!
    })
  }

  it.each(['conjugate-gradient', 'explicit'] as const)('the natural gradient moves by 99 eta a step (%s)', (solver) => {
    const eta = 0.02
    const path = thetas({ kind: 'natural-gradient', step: { kind: 'fixed', eta }, solver, damping: 0 }, 10)
    path.forEach((theta, k) => expect(theta).toBeCloseTo(99 * eta * (k + 1), 9))
  })

  it('vanilla gradient moves by 99 eta e^theta / (1 + e^theta)^2, which vanishes', () => {
    const eta = 0.05
    const path = [0, ...thetas({ kind: 'gradient-ascent', optimiser: { kind: 'sgd' }, learningRate: eta }, 200)]
    const steps = path.slice(1).map((theta, k) => theta - path[k]!)
    steps.forEach((step, k) => {
      const p = 1 / (1 + Math.exp(-path[k]!))
      expect(step).toBeCloseTo(99 * eta * p * (1 - p), 9)
    })
    expect(steps.at(-1)!).toBeLessThan(steps[0]! / 50)
  })
})

describe('exact updates', () => {
  const tabular = { kind: 'tabular-softmax' } as const
  const twoPaths = {
    id: 'finite-mdp',
    transitions: [
      [
        [0, 1],
        [1, 0],
      ],
      [
        [0.5, 0.5],
        [0, 1],
      ],
    ],
    rewards: [
      [0, 1],
      [3, 0],
    ],
    initial: [1, 0],
    horizon: 4,
    copies: 1,
  } satisfies ExperimentSpecInput['environment']
  const updates: [string, VariantInput['update']][] = [
    ['gradient ascent', { kind: 'gradient-ascent', optimiser: { kind: 'sgd' }, learningRate: 0.1 }],
    ['natural gradient', { kind: 'natural-gradient', step: { kind: 'fixed', eta: 0.1 }, per: 'trajectory' }],
    ['TRPO', { kind: 'trust-region', delta: 0.05, per: 'trajectory' }],
    ['KL-penalised PPO', { kind: 'kl-penalty', lambda: 5, per: 'trajectory' }],
  ]
  it.each(updates)('%s climbs J at every step', (_name, update) => {
    const { rows } = run(planOf(twoPaths, { ...exactly, policy: tabular, update }), 15)
    const objectives = rows.map((row) => row.exactObjective!)
    objectives.slice(1).forEach((objective, k) => expect(objective).toBeGreaterThan(objectives[k]! - 1e-12))
    expect(objectives.at(-1)).toBeGreaterThan(objectives[0]! + 0.5)
  })

  it('TRPO spends its KL, and no more', () => {
    const { rows } = run(
      planOf(twoPaths, {
        ...exactly,
        policy: tabular,
        update: { kind: 'trust-region', delta: 0.02, per: 'trajectory' },
      }),
      5,
    )
    for (const row of rows) expect(Math.abs(row.klExact! - 0.02)).toBeLessThan(1e-8)
  })

  it('adaptive lambda aims at its KL', () => {
    const { rows } = run(
      planOf(twoPaths, {
        ...exactly,
        policy: tabular,
        update: { kind: 'kl-penalty', lambda: 1_000, adaptive: true, targetKl: 0.01, per: 'trajectory' },
      }),
      10,
    )
    for (const row of rows.slice(-3)) expect(Math.abs(Math.log2(row.klExact! / 0.01))).toBeLessThan(1.5)
  })

  it('policy iteration ends where nothing changes any more', () => {
    const { rows } = run(planOf(smallGrid, { ...exactly, policy: tabular, update: { kind: 'policy-iteration' } }), 8)
    expect(rows[0]!.greedyChanges).toBeGreaterThan(0)
    expect(rows.at(-1)!.greedyChanges).toBe(0)
  })

  it('take no env steps', () => {
    const { learner, rows } = run(
      planOf(smallGrid, { ...exactly, policy: tabular, update: { kind: 'natural-gradient' } }),
      2,
    )
    expect(learner.envSteps).toBe(0)
    expect(rows[0]).not.toHaveProperty('return')
  })
})

describe('TRPO', () => {
  it.each(['step', 'trajectory'] as const)('never exceeds delta by its own sample KL, per %s', (per) => {
    const delta = 0.01
    const collection = per === 'step' ? { stepsPerCopy: 40 } : { trajectories: 4 }
    const variant: VariantInput = {
      collection,
      policy: { kind: 'neural-softmax', ...smallNetwork },
      estimator: { kind: 'advantage' },
      critic: { network: { kind: 'neural', ...smallNetwork } },
      update: { kind: 'trust-region', delta, per },
    }
    const { rows } = run(planOf(cartPole, variant), 25)
    for (const row of rows) {
      expect(row.kl! * (per === 'trajectory' ? row.episodeLength! : 1)).toBeLessThanOrEqual(delta * (1 + 1e-12))
      // An accepted step improves the surrogate; a rejected one is none.
      expect(row.lineSearchRejected === 0 ? row.realisedImprovement! > 0 : row.stepNorm === 0).toBe(true)
    }
    expect(rows.some((row) => row.lineSearchRejected === 0)).toBe(true)
  })

  it('spends less from update to update where delta comes down', () => {
    const delta = 0.01
    const updates = 20
    const variant: VariantInput = {
      collection: { stepsPerCopy: 40 },
      policy: { kind: 'neural-softmax', ...smallNetwork },
      estimator: { kind: 'advantage' },
      critic: { network: { kind: 'neural', ...smallNetwork } },
      update: { kind: 'trust-region', delta, schedule: 'linear' },
    }
    const { rows } = run(planOf(cartPole, variant, { budget: { updates } }), updates)
    rows.forEach((row, k) => expect(row.kl!).toBeLessThanOrEqual(delta * (1 - k / updates) * (1 + 1e-12)))
    expect(Math.max(...rows.slice(0, 5).map((row) => row.kl!))).toBeGreaterThan(delta / 4)
  })

  it('says that a gradient of zero has no direction', () => {
    // Nothing to gain: one state, and both actions pay the same.
    const flat = {
      id: 'finite-mdp',
      transitions: [[[1], [1]]],
      rewards: [[1, 1]],
      initial: [1],
      horizon: 2,
      copies: 2,
    } satisfies ExperimentSpecInput['environment']
    const { rows } = run(
      planOf(flat, {
        collection: { trajectories: 3 },
        policy: { kind: 'tabular-softmax' },
        estimator: { kind: 'exact-advantage' },
        update: { kind: 'trust-region' },
      }),
      1,
    )
    expect(rows[0]!.lineSearchRejected).toBe(4)
  })
})

it('the natural gradient spends about delta', () => {
  const variant: VariantInput = {
    collection: { stepsPerCopy: 200 },
    policy: { kind: 'linear-softmax', features: { kind: 'polynomial', degree: 1 } },
    estimator: { kind: 'advantage' },
    critic: {},
    update: { kind: 'natural-gradient', step: { kind: 'normalised', delta: 0.001 }, damping: 1e-6 },
  }
  const { rows } = run(planOf(cartPole, variant), 3)
  for (const row of rows) {
    expect(row.kl!).toBeGreaterThan(0.0008)
    expect(row.kl!).toBeLessThan(0.0012)
    expect(row.realisedImprovement! / row.predictedImprovement!).toBeGreaterThan(0.8)
  }
})

it('likelihood ratios learn from stored trajectories alone', () => {
  const recorder = createLearner(
    planOf(smallGrid, {
      collection: { trajectories: 2 },
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'total-return' },
      update: { kind: 'gradient-ascent' },
    }),
    engines(),
  )
  const dataset = finish(recorder.record(200))
  const plan = planOf(
    smallGrid,
    {
      collection: { dataset: 'recorded' },
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'importance-sampling' },
      update: { kind: 'gradient-ascent', optimiser: { kind: 'sgd' }, learningRate: 0.5 },
    },
    { diagnosticsEvery: 1 },
  )
  const learner = createLearner({ ...plan, dataset }, engines())
  const rows = Array.from({ length: 10 }, () => finish(learner.update()))
  expect(rows[0]!.effectiveSampleSize).toBeCloseTo(200, 6)
  expect(rows.at(-1)!.effectiveSampleSize).toBeLessThan(200)
  expect(rows.at(-1)!.exactObjective).toBeGreaterThan(rows[0]!.exactObjective!)
  expect(learner.envSteps).toBe(0)
  expect(() =>
    createLearner(
      { ...planOf(cartPole, { ...plan.variant, policy: { kind: 'neural-softmax' } } as VariantInput), dataset },
      engines(),
    ),
  ).toThrow('record the data set in this environment')
})

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

describe('the KL penalty', () => {
  const penalised = (update: Partial<Extract<VariantInput['update'], { kind: 'kl-penalty' }>>): VariantInput => ({
    collection: { trajectories: 8 },
    policy: { kind: 'tabular-softmax' },
    estimator: { kind: 'reward-to-go', discount: 1 },
    update: { kind: 'kl-penalty', learningRate: 0.05, per: 'trajectory', ...update },
  })

  // From single samples it holds the policy at the actions that were taken: with many of them, that is where it was.
  it.each(['full', 'single-sample'] as const)('holds the policy where it is, the larger it is (%s)', (penalty) => {
    const kl = (lambda: number) => {
      const variant = { ...penalised({ penalty, lambda }), collection: { trajectories: 500 } }
      return run(planOf(smallGrid, variant), 1).rows[0]!.kl!
    }
    expect(kl(30)).toBeLessThan(kl(1e-3) / 3)
  })

  it('of single samples is the box’s: its gradient is lambda times the score, also where nothing is to be gained', () => {
    // One state, every action pays nothing: what moves is the penalty alone, + lambda log pi(a) of the actions taken.
    const nothing: ExperimentSpecInput['environment'] = { id: 'bernoulli-bandit', probabilities: [0, 0], copies: 1 }
    const first = (penalty: 'full' | 'single-sample', lambda: number) =>
      run(
        planOf(
          nothing,
          penalised({ penalty, lambda, epochs: 1, minibatches: 1, maxGradientNorm: null, optimiser: { kind: 'sgd' } }),
        ),
        1,
      ).rows[0]!
    expect(first('full', 2).gradientNorm).toBeLessThan(1e-12)
    const one = first('single-sample', 1).gradientNorm!
    expect(one).toBeGreaterThan(0)
    expect(first('single-sample', 2).gradientNorm!).toBeCloseTo(2 * one, 12)
    // 8 pulls at equal chances: the score of an action is (1/2, -1/2) or its negative, so the mean has length
    // |share - 1/2| sqrt 2, a multiple of sqrt(2) / 8.
    expect((one / Math.SQRT2) * 8).toBeCloseTo(Math.round((one / Math.SQRT2) * 8), 9)
  })

  it.each([
    ['falls no further than 1e-6', { targetKl: 100 }, 1e-6],
    ['rises no further than 1e6', { targetKl: 1e-12 }, 1e6],
    ['keeps to a range of the spec’s own', { targetKl: 100, leastLambda: 0.3 }, 0.3],
  ] as const)('adaptive lambda %s', (_name, update, end) => {
    const { rows } = run(
      planOf(smallGrid, penalised({ adaptive: true, epochs: 2, minibatches: 1, maxGradientNorm: null, ...update })),
      60,
    )
    expect(rows.at(-1)!.lambda).toBe(end)
    expect(rows.at(-2)!.lambda).toBe(end)
  })
  it('adaptive lambda falls for ever where no bound is set', () => {
    const unbounded = penalised({ adaptive: true, targetKl: 100, leastLambda: null, epochs: 2, minibatches: 1 })
    expect(run(planOf(smallGrid, unbounded), 60).rows.at(-1)!.lambda).toBeLessThan(1e-17)
  })
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
