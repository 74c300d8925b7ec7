import { describe, expect, it } from 'vitest'
import type { ExperimentSpecInput } from '../../../src-shared/domain/spec.ts'
import { finish } from '../finish.ts'
import { createLearner } from './learner.ts'
import { engines, planOf, run } from './test-runs.ts'

// Every step pays 1, and an episode takes three: J = 3, J_0.5 = 1.75.
const world = (discount?: number) =>
  ({
    id: 'finite-mdp',
    transitions: [[[1], [1]]],
    rewards: [[1, 1]],
    initial: [1],
    horizon: 3,
    discount,
    copies: 2,
  }) satisfies ExperimentSpecInput['environment']

const policy = { kind: 'tabular-softmax' } as const
const sampled = (discount: number) =>
  ({
    collection: { trajectories: 4 },
    policy,
    estimator: { kind: 'reward-to-go', discount },
    update: { kind: 'gradient-ascent' },
  }) as const
const steps = {
  collection: { stepsPerCopy: 2 },
  policy,
  estimator: { kind: 'advantage', discount: 0.5 },
  critic: { network: { kind: 'tabular' } },
  update: { kind: 'gradient-ascent', per: 'step' },
} as const
const exact = (discount: number) =>
  ({
    collection: { exact: true },
    policy,
    estimator: { kind: 'exact-advantage', discount },
    update: { kind: 'gradient-ascent' },
  }) as const

describe('J_gamma beside J', () => {
  it('is estimated from the episodes of training and of evaluation', () => {
    const { learner, rows } = run(planOf(world(), sampled(0.5)), 1)
    expect(rows[0]).toMatchObject({ return: 3, discountedReturn: 1.75 })
    expect(finish(learner.evaluate())).toEqual({
      evaluationReturn: 3,
      evaluationDiscountedReturn: 1.75,
      evaluationLength: 3,
    })
  })

  it('is left out where nothing is discounted', () => {
    const { learner, rows } = run(planOf(world(), sampled(1), { diagnosticsEvery: 1 }), 1)
    expect(rows[0]).toMatchObject({ return: 3, exactObjective: 3 })
    expect(
      Object.keys({ ...rows[0], ...finish(learner.evaluate()) }).filter((name) => /discounted/i.test(name)),
    ).toEqual([])
  })

  it('counts whole episodes that go on over batches', () => {
    const { rows } = run(planOf(world(), steps), 3)
    expect(rows.map((row) => row.discountedReturn)).toEqual([undefined, 1.75, 1.75])
  })

  it('goes on from a checkpoint of an older program with the first whole episodes', () => {
    const plan = planOf(world(), steps)
    const { discountedReturnsN: _absent, ...older } = run(plan, 1).learner.save()
    const resumed = createLearner(plan, engines())
    resumed.load(older)
    const rows = [1, 2].map(() => finish(resumed.update()))
    expect(rows.map((row) => [row.return, row.discountedReturn])).toEqual([
      [3, undefined],
      [3, 1.75],
    ])
  })

  it.each<[string, own: number | undefined, discount: number, J: number, JGamma: number]>([
    ['beside J', undefined, 0.5, 3, 1.75],
    ['beside a J that the world discounts', 0.5, 1, 1.75, 3],
    ['where both discounts agree', 0.5, 0.5, 1.75, 1.75],
  ])('is solved from the model, %s', (_name, own, discount, J, JGamma) => {
    for (const variant of [exact(discount), sampled(discount)]) {
      const row = run(planOf(world(own), variant, { diagnosticsEvery: 1 }), 1).rows[0]!
      expect(row.exactObjective).toBeCloseTo(J, 12)
      expect(row.exactDiscountedObjective).toBeCloseTo(JGamma, 12)
    }
  })
})

describe('a world with a discount of its own', () => {
  it('is climbed by the estimator’s: exact and sampled alike', () => {
    // Action 0 pays 1 now; action 1 pays 1.5 from the next step on. By 0.5 the first is better, by 1 the second.
    const choice = {
      id: 'finite-mdp',
      transitions: [
        [
          [0, 1, 0],
          [0, 0, 1],
        ],
        [
          [0, 1, 0],
          [0, 1, 0],
        ],
        [
          [0, 0, 1],
          [0, 0, 1],
        ],
      ],
      rewards: [
        [1, 0],
        [0, 0],
        [1.5, 1.5],
      ],
      initial: [1, 0, 0],
      horizon: 2,
      discount: 0.5,
      copies: 4,
    } satisfies ExperimentSpecInput['environment']
    const preferred = (variant: Parameters<typeof planOf>[1]) => {
      const { theta } = run(planOf(choice, variant), 40).learner.save()
      return theta[0]! > theta[1]! ? 'now' : 'later'
    }
    for (const variant of [exact, sampled])
      expect([preferred(variant(0.5)), preferred(variant(1))]).toEqual(['now', 'later'])
  })
})
