import { describe, expect, it } from 'vitest'
import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { solvePolicy } from '../exact/policy-gradient.ts'
import { softmaxTable } from '../exact/softmax-table.ts'
import { finish } from '../finish.ts'
import { fitCriticAfterwards } from './estimate.ts'
import { createLearner } from './learner.ts'
import type { Parts } from './parts.ts'
import { M, fit, partsOf, separate, tabular, thetaSA, trajectories, world, worstDeviation } from './test-estimates.ts'
import type { VariantInput } from './test-estimates.ts'
import { engines, planOf } from './test-runs.ts'

// Every estimator's gradient, averaged over many independent batches of M = 4 trajectories, against the oracle: within
// five standard errors in every component for the unbiased ones, beyond that somewhere for the biased ones. Seeds are
// fixed.

const behaviourSA = [0, 0.3, 0.2, 0.2, 0.4, 0, 0.3, 0.1, -0.2]
const discounted = { discount: 0.8, discountStates: true }

/** Puts the exact V_h of the policy into a tabular critic with the time step. */
function knowExactValues(parts: Parts & { table: { model: FiniteMdp } }): void {
  const { valuesHS } = solvePolicy(parts.table.model, softmaxTable(thetaSA, 3), parts.plan.variant.estimator.discount)
  parts.critic!.theta.set(valuesHS.subarray(0, parts.critic!.theta.length))
}

describe('unbiased estimators agree with the oracle', () => {
  const variants: [name: string, variant: VariantInput][] = [
    ['total return', { ...trajectories, estimator: { kind: 'total-return', discount: 1 } }],
    ['total return, discounted', { ...trajectories, estimator: { kind: 'total-return', discount: 0.8 } }],
    ['reward-to-go', { ...trajectories, estimator: { kind: 'reward-to-go', discount: 1 } }],
    ['reward-to-go, discounted', { ...trajectories, estimator: { kind: 'reward-to-go', ...discounted } }],
    ['exact advantage', { ...trajectories, estimator: { kind: 'exact-advantage', discount: 1 } }],
    ['exact advantage, discounted', { ...trajectories, estimator: { kind: 'exact-advantage', ...discounted } }],
    [
      'leave-one-out mean',
      { ...trajectories, estimator: { kind: 'mean-baseline', source: 'leave-one-out', discount: 1 } },
    ],
    [
      'mean of separate trajectories',
      { ...separate, estimator: { kind: 'mean-baseline', source: 'separate', discount: 1 } },
    ],
    [
      'baseline learned from separate trajectories',
      { ...separate, estimator: { kind: 'learned-baseline', source: 'separate', discount: 1 }, critic: tabular(true) },
    ],
    [
      'the same, discounted and without the time step',
      {
        ...separate,
        estimator: { kind: 'learned-baseline', source: 'separate', ...discounted },
        critic: tabular(false),
      },
    ],
  ]
  it.each(variants)('%s', (_name, variant) => {
    expect(worstDeviation(partsOf(variant), 4_000)).toBeLessThan(5)
  })

  it('baseline learned from the same batch, its values taken before the fit', () => {
    const parts = partsOf({
      ...trajectories,
      estimator: { kind: 'learned-baseline', source: 'same-batch', discount: 1 },
      critic: { ...tabular(true), fit: { kind: 'with-policy' } },
    })
    // What earlier batches taught it.
    knowExactValues(parts)
    expect(worstDeviation(parts, 4_000)).toBeLessThan(5)
    expect(parts.batch.valuesB.some((value) => value !== 0)).toBe(true)
  })

  it.each([0, 0.4, 1])('GAE on the exact V_h, lambda %s', (lambda) => {
    const parts = partsOf({
      ...trajectories,
      estimator: { kind: 'advantage', lambda, normalise: false, ...discounted },
      critic: tabular(true),
    })
    knowExactValues(parts)
    expect(worstDeviation(parts, 4_000)).toBeLessThan(5)
  })

  it('TD on the exact V_h', () => {
    const parts = partsOf({
      ...trajectories,
      estimator: { kind: 'advantage', method: 'td', discount: 1, normalise: false },
      critic: tabular(true),
    })
    knowExactValues(parts)
    expect(worstDeviation(parts, 4_000)).toBeLessThan(5)
  })

  it.each(['per-trajectory', 'per-decision'] as const)('ordinary importance sampling, %s', (weights) => {
    expect(storedDeviation(weights, false, 6_000)).toBeLessThan(5)
  })
})

describe('biased estimators miss the oracle', () => {
  const variants: [name: string, variant: VariantInput][] = [
    [
      'mean of the same batch',
      { ...trajectories, estimator: { kind: 'mean-baseline', source: 'same-batch', discount: 1 } },
    ],
    [
      'baseline learned from the same batch',
      {
        ...trajectories,
        estimator: { kind: 'learned-baseline', source: 'same-batch', discount: 1 },
        critic: { ...tabular(true), fit: { ...fit, epochs: 10, learningRate: 0.5 } },
      },
    ],
    ['normalised', { ...trajectories, estimator: { kind: 'reward-to-go', discount: 1, normalise: true } }],
    ['discounted without gamma^h', { ...trajectories, estimator: { kind: 'reward-to-go', discount: 0.5 } }],
  ]
  it.each(variants)('%s', (_name, variant) => {
    expect(worstDeviation(partsOf(variant), 4_000)).toBeGreaterThan(5)
  })

  it.each([
    ['TD', { method: 'td' }],
    ['GAE with lambda below 1', { method: 'gae', lambda: 0.3 }],
  ] as const)('%s on a fitted critic', (_name, method) => {
    const parts = partsOf({
      ...trajectories,
      estimator: { kind: 'advantage', ...method, discount: 1, normalise: false },
      critic: tabular(false),
    })
    let first = true
    const fitToLastBatch = (): void => {
      if (!first) finish(fitCriticAfterwards(parts, {}))
      first = false
    }
    expect(worstDeviation(parts, 12_000, fitToLastBatch)).toBeGreaterThan(5)
  })

  it.each(['per-trajectory', 'per-decision'] as const)('self-normalised weights, %s', (weights) => {
    expect(storedDeviation(weights, true, 6_000)).toBeGreaterThan(5)
  })
})

/** The same for likelihood ratios: each batch reweights four new trajectories of another policy. */
function storedDeviation(weights: 'per-trajectory' | 'per-decision', selfNormalised: boolean, batches: number): number {
  const behaviour = createLearner(
    planOf(world, {
      ...trajectories,
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'total-return' },
      update: { kind: 'gradient-ascent' },
    }),
    engines(),
  )
  behaviour.load({ ...behaviour.save(), theta: Float64Array.from(behaviourSA) })
  const recorded = finish(behaviour.record(batches * M))
  const parts = partsOf({
    collection: { dataset: 'recorded' },
    estimator: { kind: 'importance-sampling', weights, selfNormalised, ...discounted },
  })
  let next = 0
  return worstDeviation(parts, batches, () => {
    parts.plan.dataset = { ...recorded, trajectories: recorded.trajectories.slice(next, (next += M)) }
  })
}
