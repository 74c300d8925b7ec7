import { describe, expect, it } from 'vitest'
import type { ExperimentSpecInput } from '../../../src-shared/domain/spec.ts'
import { finiteModel, makeEnvironment } from '../environments/registry.ts'
import { meanSquaredReturn as exactMeanSquaredReturn } from '../exact/mean-squared-return.ts'
import { solvePolicy } from '../exact/policy-gradient.ts'
import { softmaxTable } from '../exact/softmax-table.ts'
import { meanSquaredReturn } from '../estimators/returns.ts'
import { finish } from '../finish.ts'
import { Generator } from '../random/generator.ts'
import { buildParts } from './build-parts.ts'
import { estimate } from './estimate.ts'
import { createLearner } from './learner.ts'
import { cartPole, engines, planOf, run, smallNetwork } from './test-runs.ts'
import type { VariantInput } from './test-runs.ts'

type NaturalGradient = Extract<VariantInput['update'], { kind: 'natural-gradient' }>

const frozenLake = { id: 'FrozenLake-v1' } as const
const exactly = { collection: { exact: true }, estimator: { kind: 'exact-advantage', discount: 1 } } as const
const cubic = { kind: 'linear-softmax', features: { kind: 'polynomial', degree: 3 } } as const

function frozenLakeRun(
  policy: VariantInput['policy'],
  delta: number,
  klLimit: number | null,
  update: Partial<NaturalGradient>,
  updates: number,
) {
  const step = { kind: 'normalised', delta, klLimit } as const
  return run(planOf(frozenLake, { ...exactly, policy, update: { kind: 'natural-gradient', step, ...update } }), updates)
    .rows
}

describe('steps of KL delta, exact, that lost the policy for good before they were guarded', () => {
  const lost: [string, VariantInput['policy'], number, Partial<NaturalGradient>][] = [
    ['linear, a KL of 1e9', cubic, 0.1, { damping: 0, per: 'trajectory' }],
    ['linear, explicit, a KL of 1e12', cubic, 0.1, { damping: 0, solver: 'explicit', per: 'step' }],
    ['neural, steps of 1e20', { kind: 'neural-softmax', hidden: [16] }, 0.1, { damping: 0, per: 'trajectory' }],
    ['neural, damped', { kind: 'neural-softmax', hidden: [16] }, 0.1, { damping: 1e-3, per: 'trajectory' }],
  ]
  it.each(lost)('%s', (_name, policy, delta, update) => {
    const [unguarded, guarded] = [null, 4].map((klLimit) => frozenLakeRun(policy, delta, klLimit, update, 100))
    const best = Math.max(...unguarded!.map((row) => row.exactObjective!))
    expect(best).toBeGreaterThan(0.73)
    expect(unguarded!.at(-1)!.exactObjective!).toBeLessThan(0.2)
    expect(guarded!.at(-1)!.exactObjective!).toBeGreaterThan(0.73)
    expect(guarded!.some((row) => row.stepHalvings! > 0)).toBe(true)
    for (const row of guarded!)
      expect(update.per === 'step' ? row.kl! : row.klExact!).toBeLessThanOrEqual(4 * delta * (1 + 1e-12))
    // Without a limit nothing is counted.
    expect(unguarded!.every((row) => row.stepHalvings === undefined && row.noDirection === undefined)).toBe(true)
  })

  it('along rounding errors: the policy stays', () => {
    const table = { kind: 'tabular-softmax' } as const
    const update = { damping: 0, solver: 'explicit', per: 'step' } as const
    const [unguarded, guarded] = [null, 4].map((klLimit) => frozenLakeRun(table, 0.01, klLimit, update, 60))
    expect(Math.max(...unguarded!.map((row) => row.stepNorm!))).toBeGreaterThan(1e100)
    expect(Math.max(...guarded!.map((row) => row.stepNorm!))).toBeLessThan(1e4)
    // Nothing but rounding is left to climb, and J is the best that a policy reaches which is the same at all steps.
    const rest = guarded!.slice(-20)
    for (const row of rest) expect(row).toMatchObject({ noDirection: 1, stepHalvings: 0, stepNorm: 0, klExact: 0 })
    for (const row of rest) expect(row).not.toHaveProperty('learningRate')
    expect(guarded!.at(-1)!.exactObjective).toBeCloseTo(0.7402, 4)
  })
})

describe('the same where trajectories are sampled', () => {
  const sampled = (klLimit: number | null, update: Partial<NaturalGradient> = {}, more: Partial<VariantInput> = {}) =>
    planOf(cartPole, {
      collection: { stepsPerCopy: 128 },
      policy: { kind: 'neural-softmax', ...smallNetwork },
      estimator: { kind: 'advantage' },
      critic: { network: { kind: 'neural', ...smallNetwork } },
      update: { kind: 'natural-gradient', step: { kind: 'normalised', delta: 0.01, klLimit }, ...update },
      ...more,
    })

  it.each([4, 1.5])('the explicit solve’s first step of KL 60 is held within %s delta', (klLimit) => {
    const explicit = { solver: 'explicit', damping: 0 } as const
    expect(run(sampled(null, explicit), 1).rows[0]!.kl).toBeGreaterThan(20)
    const { rows } = run(sampled(klLimit, explicit), 3)
    expect(rows[0]!.stepHalvings).toBeGreaterThan(3)
    for (const row of rows) {
      expect(row.kl!).toBeLessThanOrEqual(klLimit * 0.01)
      expect(row.kl!).toBeGreaterThan(0)
    }
  })

  it('speaks of trajectories where delta does', () => {
    const perTrajectory = sampled(
      1.01,
      { per: 'trajectory', damping: 0 },
      { collection: { trajectories: 6 }, policy: { kind: 'neural-softmax', ...smallNetwork } },
    )
    const { rows } = run(perTrajectory, 12)
    expect(rows.some((row) => row.stepHalvings! > 0)).toBe(true)
    for (const row of rows) expect(row.kl! * row.episodeLength!).toBeLessThanOrEqual(1.01 * 0.01 * (1 + 1e-12))
  })

  it('a step within its limit is the step it was', () => {
    const [unguarded, guarded] = [null, 4].map((klLimit) => run(sampled(klLimit, { damping: 0.1 }), 4).rows)
    guarded!.forEach(({ stepHalvings, noDirection, ...row }, k) => {
      expect([stepHalvings, noDirection]).toEqual([0, 0])
      expect(row).toEqual(unguarded![k])
    })
  })

  it('the policy stays where advantages are rounding beside the returns, normalised or not', () => {
    // The actions differ by one part in 1e14.
    const flat = {
      id: 'finite-mdp',
      transitions: [[[1], [1]]],
      rewards: [[1e6, 1e6 + 1e-8]],
      initial: [1],
      horizon: 3,
      copies: 2,
    } satisfies ExperimentSpecInput['environment']
    for (const normalise of [false, true]) {
      const { rows } = run(
        planOf(flat, {
          collection: { trajectories: 8 },
          policy: { kind: 'tabular-softmax' },
          estimator: { kind: 'mean-baseline', discount: 1, normalise },
          update: { kind: 'natural-gradient' },
        }),
        3,
      )
      for (const row of rows) expect(row).toMatchObject({ noDirection: 1, stepNorm: 0, kl: 0 })
    }
  })
})

describe('of a natural gradient’s spec', () => {
  const natural = (update: Partial<NaturalGradient>) =>
    planOf(cartPole, {
      collection: { trajectories: 2 },
      policy: { kind: 'neural-softmax', hidden: [64, 64] },
      estimator: { kind: 'reward-to-go' },
      update: { kind: 'natural-gradient', ...update },
    })

  it.each<[string, Partial<NaturalGradient>]>([
    ['nothing is said of the step', {}],
    ['its kind alone is said', { step: { kind: 'normalised' } }],
    ['delta is said', { step: { kind: 'normalised', delta: 0.02 } }],
  ])('the limit is on where %s', (_name, update) => {
    expect(natural(update).variant.update).toMatchObject({ step: { klLimit: 4 } })
  })

  it('an explicit solve that is too large, which only a loaded module shows, is refused in a sentence', () => {
    const plan = natural({})
    const update = { ...plan.variant.update, solver: 'explicit' } as typeof plan.variant.update
    const learner = createLearner({ ...plan, variant: { ...plan.variant, update } }, engines())
    expect(() => finish(learner.update())).toThrow('The explicit Fisher matrix is for at most 4,000 parameters')
  })
})

describe('the mean squared return', () => {
  it('of a batch agrees with the one solved from the model', () => {
    const plan = planOf(
      { ...frozenLake, horizon: 30, copies: 8 },
      {
        collection: { trajectories: 20_000 },
        policy: { kind: 'tabular-softmax' },
        estimator: { kind: 'reward-to-go', discount: 0.9 },
        update: { kind: 'gradient-ascent' },
      },
    )
    const { environment } = plan
    if (environment.id === 'module') throw new Error('built in')
    const parts = buildParts(plan, engines(), makeEnvironment(environment, 8, new Generator(1, 'environment')))
    finish(estimate(parts, {}))
    const model = finiteModel(environment)!
    const piSA = softmaxTable(new Float64Array(model.states * model.actions), model.actions)
    const { valuesHS } = solvePolicy(model, piSA, 0.9)
    const exact = exactMeanSquaredReturn(model, piSA, valuesHS, 0.9)
    expect(exact).toBeGreaterThan(0)
    expect(Math.abs(meanSquaredReturn(parts.batch, 0.9) / exact - 1)).toBeLessThan(0.15)
  })

  it('is worked out by hand for a bandit of two pulls', () => {
    const twoPulls = planOf(
      { id: 'finite-mdp', transitions: [[[1], [1]]], rewards: [[2, 4]], initial: [1], horizon: 2 },
      { ...exactly, policy: { kind: 'tabular-softmax' }, update: { kind: 'natural-gradient' } },
    )
    const model = finiteModel(twoPulls.environment)!
    const { valuesHS } = solvePolicy(model, [0.5, 0.5], 0.5)
    // r + r'/2 with r and r' of 2 or 4: 3, 4, 5, 6.
    expect(exactMeanSquaredReturn(model, [0.5, 0.5], valuesHS, 0.5)).toBeCloseTo((9 + 16 + 25 + 36) / 4, 12)
  })
})
