import { describe, expect, it } from 'vitest'
import type { ExperimentSpecInput } from '../../../src-shared/domain/spec.ts'
import { finish } from '../finish.ts'
import { createLearner } from './learner.ts'
import { cartPole, engines, planOf, run, smallGrid, smallNetwork } from './test-runs.ts'
import type { VariantInput } from './test-runs.ts'

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
