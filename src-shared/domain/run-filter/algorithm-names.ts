import { estimatorCatalogue } from '../../catalogue/estimators/index.ts'
import { policyCatalogue } from '../../catalogue/policies/index.ts'
import type { UpdateSpec } from '../../catalogue/updates/index.ts'
import { updateCatalogue } from '../../catalogue/updates/index.ts'
import type { VariantSpec } from '../variant.ts'

/** What people call an algorithm whose update is of this kind. */
const namesOfUpdate: Record<UpdateSpec['kind'], readonly string[]> = {
  'gradient-ascent': ['policy gradient', 'PG'],
  'natural-gradient': ['natural gradient', 'NPG'],
  'trust-region': ['TRPO'],
  'kl-penalty': ['PPO-KL', 'PPO'],
  clip: ['PPO-clip', 'PPO'],
  'policy-iteration': ['policy iteration'],
}

/** Gradient ascent is called after what it climbs. */
const namesOfAscent: Partial<Record<VariantSpec['estimator']['kind'], readonly string[]>> = {
  'total-return': ['REINFORCE'],
  'reward-to-go': ['REINFORCE'],
  'mean-baseline': ['REINFORCE'],
  'learned-baseline': ['REINFORCE'],
  advantage: ['actor-critic', 'A2C'],
  'exact-advantage': ['exact policy gradient'],
}

/**
 * All that a variant's algorithm may be called: what people call it first ("PPO-clip"), then its update, estimator and policy
 * as specs and the interface name them.
 */
export function algorithmNames({ policy, estimator, update }: VariantSpec): string[] {
  const titleOf = (entries: readonly { id: string; title: string }[], kind: string): string =>
    entries.find((entry) => entry.id === kind)?.title ?? kind
  const ascent = update.kind === 'gradient-ascent' ? (namesOfAscent[estimator.kind] ?? []) : []
  return [
    ...ascent,
    ...namesOfUpdate[update.kind],
    update.kind,
    titleOf(updateCatalogue, update.kind),
    estimator.kind,
    titleOf(estimatorCatalogue, estimator.kind),
    policy.kind,
    titleOf(policyCatalogue, policy.kind),
  ]
}
