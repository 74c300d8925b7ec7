import { describe, expect, it } from 'vitest'
import { estimateBias } from '../../../src-shared/domain/estimate-bias.ts'
import { finish } from '../finish.ts'
import { fitCriticAfterwards } from './estimate.ts'
import { fit, partsOf, tabular, trajectories, worstDeviation } from './test-estimates.ts'
import type { VariantInput } from './test-estimates.ts'

// What the interface says of an estimate, measured: against the gradient of J_gamma and against that of J.
describe('the sentence on bias is true', () => {
  const advantageOf = (part: object) =>
    ({
      ...trajectories,
      estimator: { kind: 'advantage', normalise: false, ...part },
      critic: tabular(false),
    }) as VariantInput
  const learnedFromSameBatch = (fitted: typeof fit | { kind: 'with-policy' }) =>
    ({
      ...trajectories,
      estimator: { kind: 'learned-baseline', source: 'same-batch', discount: 1 },
      critic: {
        ...tabular(true),
        fit: fitted.kind === 'separate' ? { ...fitted, epochs: 10, learningRate: 0.5 } : fitted,
      },
    }) as VariantInput
  const weighted = { discount: 0.5, discountStates: true }
  const unweighted = { discount: 0.1 }
  const of = (kind: string, part: object) => ({ ...trajectories, estimator: { kind, ...part } }) as VariantInput
  const variants: [name: string, unbiasedFor: 'J' | 'J_gamma' | 'neither', variant: VariantInput][] = [
    ['total return', 'J', of('total-return', { discount: 1 })],
    ['total return, gamma below 1', 'J_gamma', of('total-return', unweighted)],
    ['total return, gamma below 1, weighting asked for', 'J_gamma', of('total-return', weighted)],
    ['reward-to-go', 'J', of('reward-to-go', { discount: 1 })],
    ['reward-to-go, weighted', 'J_gamma', of('reward-to-go', weighted)],
    ['reward-to-go, unweighted', 'neither', of('reward-to-go', unweighted)],
    ['exact advantage, weighted', 'J_gamma', of('exact-advantage', weighted)],
    ['exact advantage, unweighted', 'neither', of('exact-advantage', unweighted)],
    ['leave-one-out mean, weighted', 'J_gamma', of('mean-baseline', weighted)],
    ['mean of the same batch', 'neither', of('mean-baseline', { source: 'same-batch', discount: 1 })],
    ['learned baseline of the same batch', 'neither', learnedFromSameBatch(fit)],
    ['learned baseline, valued before its fit', 'J', learnedFromSameBatch({ kind: 'with-policy' })],
    ['Monte Carlo advantage', 'J', advantageOf({ method: 'monte-carlo', discount: 1 })],
    ['Monte Carlo advantage, weighted', 'J_gamma', advantageOf({ method: 'monte-carlo', ...weighted })],
    ['GAE(1) with a horizon', 'J', advantageOf({ lambda: 1, discount: 1 })],
    ['GAE(1), unweighted', 'neither', advantageOf({ lambda: 1, ...unweighted })],
    ['GAE(0.3)', 'neither', advantageOf({ lambda: 0.3, discount: 1 })],
    ['normalised', 'neither', advantageOf({ method: 'monte-carlo', discount: 1, normalise: true })],
  ]
  it.each(variants)('%s: %s', (_name, unbiasedFor, variant) => {
    const parts = partsOf(variant)
    expect(estimateBias(parts.plan.environment, parts.plan.variant)?.unbiasedFor).toBe(unbiasedFor)
    let first = true
    const fitToLastBatch = (): void => {
      if (!first) finish(fitCriticAfterwards(parts, {}))
      first = false
    }
    const { discount } = parts.plan.variant.estimator
    const offJ = worstDeviation(parts, 6_000, fitToLastBatch, 1)
    const offJGamma = discount === 1 ? offJ : worstDeviation(parts, 6_000, fitToLastBatch, discount)
    expect({ J: offJ < 5, J_gamma: offJGamma < 5 }).toEqual({
      J: unbiasedFor === 'J',
      J_gamma: unbiasedFor === 'J_gamma' || (unbiasedFor === 'J' && discount === 1),
    })
  })
})
