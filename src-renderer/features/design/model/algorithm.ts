import { algorithmDiscount, algorithms } from '../../../../src-shared/catalogue/algorithms.ts'
import type { Algorithm } from '../../../../src-shared/catalogue/algorithms.ts'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { discount, discountStates } from '../../../../src-shared/catalogue/fields.ts'
import { variantSpec } from '../../../../src-shared/domain/variant.ts'
import type { BudgetSpec } from '../../../../src-shared/domain/budget.ts'
import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'
import type { VariantSpec } from '../../../../src-shared/domain/variant.ts'
import { freeSlot } from '../../../../src-shared/figure/variant-style.ts'
import { criticFor, policyFor } from './parts.ts'
import { repair } from './repair.ts'
import type { Kept, Repaired } from './repair.ts'

/**
 * A named algorithm's parts in a world, with a policy and a critic that fit it. What makes the algorithm stays: where
 * that doesn't fit the world, problems are left.
 */
export function variantOf(
  algorithm: Algorithm,
  environment: EnvironmentSpec,
  budget: BudgetSpec,
  identity: { name: string; slot: number },
): Repaired {
  const parsed = variantSpec.parse({
    ...identity,
    policy: { kind: 'neural-softmax' },
    ...algorithm.parts,
    estimator: { ...algorithm.parts.estimator, ...algorithmDiscount(environment) },
  })
  const policy = algorithm.parts.policy ? parsed.policy : policyFor(environment, parsed.policy)
  const fitting = criticFor(environment, policy)
  // Only the fit was the algorithm's own choice; the network follows the policy.
  const critic = parsed.critic && { ...fitting, fit: algorithm.parts.critic?.fit ? parsed.critic.fit : fitting.fit }
  const kept = new Set<Kept>(['estimator', 'update', 'collection'])
  if (algorithm.parts.policy) kept.add('policy')
  return repair(environment, { ...parsed, policy, critic }, budget, kept)
}

/** Why a named algorithm can't be had in a world, or undefined. */
export const reasonAgainst = (
  algorithm: Algorithm,
  environment: EnvironmentSpec,
  budget: BudgetSpec,
): string | undefined => {
  const { problems } = variantOf(algorithm, environment, budget, { name: algorithm.title, slot: 0 })
  // What can't be solved is the cause; a policy or an estimator that doesn't fit follows from it.
  return (problems.find(({ path }) => path[0] === 'collection') ?? problems[0])?.reason
}

/** The named algorithm that a variant is called after: "PPO-clip", "PPO-clip 2". */
export const algorithmOfName = (name: string): Algorithm | undefined =>
  algorithms.find(({ title }) => title === name.replace(/ \d+$/, ''))

/**
 * A named algorithm's discount follows the world, as long as it is the one that the algorithm had in the world before;
 * a discount that somebody chose stays.
 */
export function withDiscountOf(
  environment: EnvironmentSpec,
  before: EnvironmentSpec,
  variant: VariantSpec,
): Pick<Repaired, 'variant' | 'changes'> {
  const unchanged = { variant, changes: [] }
  const had = discountIn(before)
  const has = discountIn(environment)
  const { estimator } = variant
  if (algorithmOfName(variant.name) === undefined) return unchanged
  if (estimator.discount !== had.discount || estimator.discountStates !== had.discountStates) return unchanged
  if (has.discount === had.discount && has.discountStates === had.discountStates) return unchanged
  const weighted = has.discountStates ? ', with states weighted by γʰ' : ''
  return {
    variant: { ...variant, estimator: { ...estimator, ...has } },
    changes: [`The discount became ${has.discount}${weighted}, this algorithm’s in this world.`],
  }
}

const discountIn = (environment: EnvironmentSpec) => ({
  discount: discount.parse(undefined),
  discountStates: discountStates.parse(undefined),
  ...algorithmDiscount(environment),
})

/** A name that no other variant has: "PPO-clip", then "PPO-clip 2". */
export function freeName(wanted: string, variants: readonly VariantSpec[]): string {
  const taken = new Set(variants.map((variant) => variant.name))
  if (!taken.has(wanted)) return wanted
  const stem = wanted.replace(/ \d+$/, '')
  let number = 2
  while (taken.has(`${stem} ${number}`)) number++
  return `${stem} ${number}`
}

export const nextSlot = (spec: ExperimentSpec): number =>
  freeSlot(spec.variants.map((variant, index) => variant.slot ?? index))
