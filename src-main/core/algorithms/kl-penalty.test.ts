import { describe, expect, it } from 'vitest'
import type { ExperimentSpecInput } from '../../../src-shared/domain/spec.ts'
import { planOf, run, smallGrid } from './test-runs.ts'
import type { VariantInput } from './test-runs.ts'

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
