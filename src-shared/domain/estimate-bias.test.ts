import { describe, expect, it } from 'vitest'
import { environmentSpec } from '../catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../catalogue/environments/index.ts'
import { discountsDisagree, estimateBias } from './estimate-bias.ts'
import { variantSpec } from './variant.ts'
import type { VariantSpec } from './variant.ts'

// Which estimates are biased is measured where they are computed: core/algorithms/bias-sentence.test.ts.

const biasOf = (environment: EnvironmentSpec, variant: VariantSpec) => {
  const bias = estimateBias(environment, variant)
  if (bias === undefined) throw new Error('no gradient')
  return bias
}
const finite = (discount?: number) => environmentSpec.parse({ id: 'finite-mdp', discount })
const reinforce = (estimator: object, rest: object = {}) =>
  variantSpec.parse({
    name: 'REINFORCE',
    collection: { trajectories: 8 },
    policy: { kind: 'tabular-softmax' },
    estimator: { kind: 'reward-to-go', ...estimator },
    update: { kind: 'gradient-ascent', per: 'trajectory' },
    ...rest,
  })

describe('the sentence on bias', () => {
  it.each([
    [{ discount: 1 }, 'Unbiased for the gradient of J.'],
    [
      { discount: 0.9, discountStates: true },
      'Unbiased for the gradient of J_γ, the return discounted by γ = 0.9; biased for J.',
    ],
    [{ discount: 0.9 }, 'Biased for the gradient of J and of J_γ: γ is 0.9 and steps are not weighted by γʰ.'],
  ])('names the objective: %o', (estimator, sentence) => {
    expect(biasOf(finite(), reinforce(estimator)).sentence).toBe(sentence)
  })

  it('says what scaled rewards do', () => {
    const scaled = reinforce({ discount: 1 }, { normalisation: { rewards: true } })
    expect(biasOf(finite(), scaled).sentence).toBe(
      'Biased for the gradient of J: rewards are over a running scale, and clipped.',
    )
  })

  it('takes the world’s own discount as J’s', () => {
    const weighted = reinforce({ discount: 0.9, discountStates: true })
    expect(biasOf(finite(0.9), weighted).unbiasedFor).toBe('J')
    expect(biasOf(finite(0.9), reinforce({ discount: 1 })).unbiasedFor).toBe('J_gamma')
  })

  it('is left out where no gradient is taken', () => {
    const greedy = reinforce({ discount: 0.9 }, { update: { kind: 'policy-iteration' } })
    expect(estimateBias(finite(), greedy)).toBeUndefined()
  })

  it('says of an exact collection whose gradient it is', () => {
    const exact = (discount: number) =>
      reinforce({ kind: 'exact-advantage', discount }, { collection: { exact: true } })
    expect(biasOf(finite(), exact(1)).sentence).toBe('The gradient of J itself: nothing is estimated.')
    expect(biasOf(finite(), exact(0.9)).sentence).toContain('It is not J’s.')
  })

  it('says that stored trajectories are independent of θ once only', () => {
    const stored = reinforce({ kind: 'importance-sampling', discount: 1 }, { collection: { dataset: 'uniform.json' } })
    expect(biasOf(finite(), stored).sentence).toContain('at the first update')
  })
})

describe('discounts that disagree', () => {
  it('are told with what each counts for', () => {
    const sentence = discountsDisagree(finite(0.5), reinforce({ discount: 0.9 }))
    expect(sentence).toContain(
      'aims at J_γ with the estimator’s γ = 0.9; the world’s own discount, 0.5, counts only in J',
    )
  })
  it('are none where they agree, or the world has none', () => {
    expect(discountsDisagree(finite(0.9), reinforce({ discount: 0.9 }))).toBeUndefined()
    expect(discountsDisagree(finite(), reinforce({ discount: 0.9 }))).toBeUndefined()
  })
})
