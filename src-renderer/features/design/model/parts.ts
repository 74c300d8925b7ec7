import { environmentTraits } from '../../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { criticSpec } from '../../../../src-shared/catalogue/critic.ts'
import type { CriticSpec } from '../../../../src-shared/catalogue/critic.ts'
import { estimatorCatalogue, estimatorSpec } from '../../../../src-shared/catalogue/estimators/index.ts'
import { policyCatalogue, policySpec } from '../../../../src-shared/catalogue/policies/index.ts'
import type { PolicySpec } from '../../../../src-shared/catalogue/policies/index.ts'
import { updateCatalogue, updateSpec } from '../../../../src-shared/catalogue/updates/index.ts'
import type { VariantSpec } from '../../../../src-shared/domain/variant.ts'

/** The three columns. */
export type Column = 'policy' | 'estimator' | 'update'
export const columns: readonly Column[] = ['policy', 'estimator', 'update']
export const catalogueOf = { policy: policyCatalogue, estimator: estimatorCatalogue, update: updateCatalogue } as const
const schemaOf = { policy: policySpec, estimator: estimatorSpec, update: updateSpec } as const

// What stays when another kind is picked: it means the same there.
const carried: Record<Column, readonly string[]> = {
  policy: ['hidden', 'activation', 'layerNorm', 'start', 'features', 'sigma', 'squash'],
  estimator: ['discount', 'discountStates'],
  update: ['entropyCoefficient'],
}

/** A part of another kind, with its defaults, and what it has in common with the part that stood there. */
export function partOf<C extends Column>(column: C, kind: string, before: VariantSpec[C]): VariantSpec[C] {
  const kept = Object.fromEntries(Object.entries(before).filter(([key]) => carried[column].includes(key)))
  const fresh = schemaOf[column].parse({ kind }) as VariantSpec[C]
  const fitting = Object.fromEntries(Object.entries(kept).filter(([key]) => key in fresh))
  return { ...fresh, ...fitting }
}

/** A policy that can act in a world: its own kind's brother where the actions are of the other sort, else a network. */
export function policyFor(environment: EnvironmentSpec, before: PolicySpec): PolicySpec {
  const world = environmentTraits(environment)
  if (!world.known) return before
  const linear = before.kind === 'linear-softmax' || before.kind === 'linear-gaussian'
  if (world.continuous) return partOf('policy', linear ? 'linear-gaussian' : 'neural-gaussian', before)
  return partOf('policy', linear ? 'linear-softmax' : world.finite ? 'tabular-softmax' : 'neural-softmax', before)
}

/** A critic of the policy's sort. */
export function criticFor(environment: EnvironmentSpec, policy: PolicySpec): CriticSpec {
  const world = environmentTraits(environment)
  const tabular = world.finite && policy.kind === 'tabular-softmax'
  // A table's values are far apart and each is seen rarely: it takes longer steps than a network.
  const fit = { kind: 'separate' as const, learningRate: tabular ? 0.1 : 1e-3 }
  if (tabular) return criticSpec.parse({ network: { kind: 'tabular' }, fit })
  if ('features' in policy)
    return criticSpec.parse({
      network: { kind: 'linear', features: policy.features },
      fit: { ...fit, learningRate: 0.01 },
    })
  const { hidden, activation, layerNorm, start } =
    'hidden' in policy
      ? policy
      : { hidden: [64, 64], activation: 'tanh' as const, layerNorm: false, start: 'orthogonal' as const }
  return criticSpec.parse({ network: { kind: 'neural', hidden, activation, layerNorm, start }, fit })
}
