import { describe, expect, it } from 'vitest'
import { finish } from '../finish.ts'
import { createLearner } from './learner.ts'
import { preferenceFor } from './policy-iteration.ts'
import { engines, planOf, run, smallGrid } from './test-runs.ts'
import type { VariantInput } from './test-runs.ts'

const policy = { kind: 'tabular-softmax' } as const
const fitted = (update: object = {}, estimator: object = { kind: 'reward-to-go', discount: 1 }, rest: object = {}) =>
  ({
    collection: { trajectories: 16 },
    policy,
    estimator,
    update: { kind: 'policy-iteration', ...update },
    ...rest,
  }) as VariantInput
const exact = (update: object = {}): VariantInput => ({
  collection: { exact: true },
  policy,
  estimator: { kind: 'exact-advantage' },
  update: { kind: 'policy-iteration', ...update } as VariantInput['update'],
})

/** pi of the likeliest action, in each state that has changed from uniform. */
function greedyShares(variant: VariantInput): number[] {
  const theta = run(planOf(smallGrid, variant), 3).learner.save().theta
  const shares = []
  for (let s = 0; s < theta.length / 4; s++) {
    const row = Array.from(theta.subarray(s * 4, s * 4 + 4))
    if (row.every((x) => x === row[0])) continue
    const sum = row.reduce((total, x) => total + Math.exp(x), 0)
    shares.push(Math.exp(Math.max(...row)) / sum)
  }
  return shares
}

describe('exploration', () => {
  it.each<[string, number, VariantInput]>([
    ['as it is set', 0.1, fitted({ exploration: 0.1 })],
    ['2 % where Q is sampled and nothing is set', 0.02, fitted()],
    ['none where it is exact', 0, exact()],
    ['also where it is exact, if it is set', 0.1, exact({ exploration: 0.1 })],
    ['none where it is sampled, if that is set', 0, fitted({ exploration: 0 })],
  ])('%s', (_name, exploration, variant) => {
    const shares = greedyShares(variant)
    expect(shares.length).toBeGreaterThan(1)
    for (const share of shares) expect(share).toBeCloseTo(1 - exploration, 10)
  })

  it('can be what it was when it was hidden: a score of 5, to the last bit', () => {
    // What the migration of stored specs writes for four actions.
    expect(preferenceFor(0.019813337346509065, 4)).toBe(5)
  })

  it('has no others to try where there is one action', () => {
    expect(Number.isFinite(preferenceFor(0.02, 1))).toBe(true)
  })
})

describe('J of the greedy policy', () => {
  it('is what the policy would earn without its exploration', () => {
    const explored = run(planOf(smallGrid, fitted({ exploration: 0.4 }), { diagnosticsEvery: 1 }), 6).rows.at(-1)!
    expect(explored.greedyObjective!).toBeGreaterThan(explored.exactObjective! + 0.05)
  })

  it.each([
    ['CliffWalking-v1', -13, -21, 0.5],
    ['FrozenLake-v1', 0.74, 0.63, 0.01],
  ] as const)('shows what 2 %% exploration costs in %s: %f to %f', (id, greedy, explored, within) => {
    const world = { id, copies: 1 }
    const { learner, rows } = run(planOf(world, exact()), 20)
    expect(Math.abs(rows.at(-1)!.exactObjective! - greedy)).toBeLessThan(within)
    const exploring = createLearner(planOf(world, exact({ exploration: 0.02 })), engines())
    exploring.load(learner.save())
    const row = finish(exploring.update())
    expect(Math.abs(row.greedyObjective! - greedy)).toBeLessThan(within)
    expect(Math.abs(row.exactObjective! - explored)).toBeLessThan(within)
  })

  it('is J where there is no exploration', () => {
    const row = run(planOf(smallGrid, exact()), 4).rows.at(-1)!
    expect(row.greedyObjective!).toBeCloseTo(row.exactObjective!, 10)
  })
})

describe('Q-hat', () => {
  const critic = { network: { kind: 'tabular' }, fit: { kind: 'separate', learningRate: 0.1 } }
  const best = run(planOf(smallGrid, exact()), 8).rows.at(-1)!.exactObjective!

  it.each<[string, VariantInput]>([
    ['the mean reward-to-go of each action', fitted()],
    ['the mean advantage', fitted({}, { kind: 'advantage', discount: 1 }, { critic })],
    [
      'the mean of reward-to-go minus a learned baseline',
      fitted({}, { kind: 'learned-baseline', source: 'same-batch', discount: 1 }, { critic }),
    ],
    ['a linear fit', fitted({ fit: { kind: 'linear', features: { kind: 'one-hot' } } })],
    ['a linear fit of few features', fitted({ fit: { kind: 'linear', features: { kind: 'polynomial', degree: 2 } } })],
    ['a neural fit', fitted({ fit: { kind: 'neural', hidden: [16] } })],
  ])('%s finds the way from the uniform policy’s samples', (_name, variant) => {
    const { rows } = run(planOf(smallGrid, variant), 1)
    expect(rows[0]!.greedyObjective!).toBeCloseTo(best, 10)
  })

  it('is misled by its own policy’s samples where it is fitted: what was hardly tried is guessed', () => {
    const worst = (fit: object) =>
      Math.min(...run(planOf(smallGrid, fitted({ fit })), 12).rows.map((row) => row.greedyObjective!))
    expect(worst({ kind: 'table' })).toBeCloseTo(best, 10)
    expect(worst({ kind: 'linear', features: { kind: 'one-hot' } })).toBeLessThan(0)
  })

  it('speaks of states that were not visited, where it is fitted', () => {
    // One short trajectory can't visit all; a table leaves the other states' actions alone.
    const changed = (fit: object) =>
      run(planOf(smallGrid, fitted({ fit }, undefined, { collection: { trajectories: 1 } })), 1)
        .learner.save()
        .theta.filter((x) => x > 0).length
    const features = { kind: 'polynomial', degree: 1 }
    expect(changed({ kind: 'linear', features })).toBeGreaterThan(changed({ kind: 'table' }))
  })

  it.each([{ kind: 'linear' }, { kind: 'neural', hidden: [8] }])(
    'goes on from a saved state with the same bits: %o',
    (fit) => {
      const plan = planOf(smallGrid, fitted({ fit: { ...fit, epochs: 2 } }))
      const { learner } = run(plan, 2)
      const resumed = createLearner(plan, engines())
      resumed.load(structuredClone(learner.save()))
      expect(finish(resumed.update())).toEqual(finish(learner.update()))
      expect(resumed.save()).toEqual(learner.save())
    },
  )
})
