import { environmentTraits } from '../catalogue/environments/index.ts'
import type { EnvironmentSpec, EnvironmentTraits } from '../catalogue/environments/index.ts'
import type { VariantSpec } from './variant.ts'

/** J is the world's own objective; J_gamma discounts by the estimator's gamma. */
export interface EstimateBias {
  unbiasedFor: 'J' | 'J_gamma' | 'neither'
  sentence: string
}

/**
 * Of which objective the variant's gradient estimate at theta^k is an unbiased one, and else why of none. Of the world
 * only what its spec tells counts. Undefined for policy iteration, which takes no gradient.
 */
export function estimateBias(environment: EnvironmentSpec, variant: VariantSpec): EstimateBias | undefined {
  if (variant.update.kind === 'policy-iteration') return undefined
  const world = environmentTraits(environment)
  const { collection, estimator } = variant
  const gamma = String(estimator.discount)
  const isJ = estimator.discount === world.discount
  const discounted = `J_γ, the return discounted by γ = ${gamma}`
  if ('exact' in collection) {
    return isJ
      ? { unbiasedFor: 'J', sentence: 'The gradient of J itself: nothing is estimated.' }
      : {
          unbiasedFor: 'J_gamma',
          sentence: `The gradient of ${discounted}, itself: nothing is estimated. It is not J’s.`,
        }
  }
  const reasons = reasonsForBias(world, variant)
  if (reasons.length > 0)
    return {
      unbiasedFor: 'neither',
      sentence: `Biased for the gradient of ${isJ ? 'J' : 'J and of J_γ'}: ${reasons.join('; ')}.`,
    }
  const remarks = remarksOn(world, variant)
  return isJ
    ? { unbiasedFor: 'J', sentence: `Unbiased for the gradient of J.${remarks}` }
    : { unbiasedFor: 'J_gamma', sentence: `Unbiased for the gradient of ${discounted}; biased for J.${remarks}` }
}

function reasonsForBias(
  world: EnvironmentTraits,
  { collection, normalisation, estimator, critic }: VariantSpec,
): string[] {
  const reasons: string[] = []
  // A whole return carries its discounts from the first step on.
  const whole =
    estimator.kind === 'total-return' ||
    (estimator.kind === 'importance-sampling' && estimator.weights === 'per-trajectory')
  if (estimator.discount < 1 && !estimator.discountStates && !whole)
    reasons.push(`γ is ${estimator.discount} and steps are not weighted by γʰ`)
  switch (estimator.kind) {
    case 'mean-baseline':
      if (estimator.source === 'same-batch') reasons.push('the mean includes the trajectory’s own return')
      break
    case 'learned-baseline':
      // A critic in the policy's minibatches is valued before it is fitted.
      if (estimator.source === 'same-batch' && critic?.fit.kind === 'separate')
        reasons.push('the baseline was fitted to the same batch')
      break
    case 'advantage':
      if (estimator.method === 'td' || (estimator.method === 'gae' && estimator.lambda < 1))
        reasons.push('the critic’s values replace later rewards, and they are not exact')
      else if (estimator.method === 'gae' && ('stepsPerCopy' in collection || world.horizon === undefined))
        reasons.push('where an episode is cut or reaches a time limit, the critic’s value replaces the rest')
      break
    case 'importance-sampling':
      if (estimator.selfNormalised) reasons.push('the weights are divided by their own sum')
      break
    case 'total-return':
    case 'reward-to-go':
    case 'exact-advantage':
      break
  }
  if (normalisation.rewards) reasons.push('rewards are over a running scale, and clipped')
  if (estimator.normalise) reasons.push('Ψ is shifted and scaled by the batch’s own mean and spread')
  return reasons
}

function remarksOn(world: EnvironmentTraits, { collection, update }: VariantSpec): string {
  const remarks: string[] = []
  if ('dataset' in collection) remarks.push(' So it is at the first update; later θ depends on the same data.')
  if ('per' in update && update.per === 'step' && world.episodeSteps !== 1)
    remarks.push(' The mean per step divides by the batch’s own length, a slight bias where lengths vary.')
  return remarks.join('')
}

/** What to know where the world's discount and the estimator's are not the same; undefined where they are. */
export function discountsDisagree(environment: EnvironmentSpec, variant: VariantSpec): string | undefined {
  const world = environmentTraits(environment)
  const gamma = variant.estimator.discount
  if (world.discount === 1 || gamma === world.discount) return undefined
  return (
    `The update aims at J_γ with the estimator’s γ = ${gamma}; the world’s own discount, ${world.discount}, counts only ` +
    'in J, exact, and in the best possible return.'
  )
}
