import { featureCount, featureProblem } from '../../../../src-shared/catalogue/feature-count.ts'
import { environmentTraits } from '../../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import type { PolicySpec } from '../../../../src-shared/catalogue/policies/index.ts'

/**
 * Numbers in theta of a policy with discrete actions; undefined where the world doesn't say enough before it is loaded.
 */
export function policyParameterCount(policy: PolicySpec, environment: EnvironmentSpec): number | undefined {
  const world = environmentTraits(environment)
  if (!world.known || world.continuous || world.actions === undefined) return undefined
  const inputs = world.finite ? world.states! : world.dimensions
  switch (policy.kind) {
    case 'tabular-softmax':
      return world.states === undefined ? undefined : world.states * world.actions
    case 'linear-softmax': {
      if (featureProblem(policy.features, world) !== undefined) return undefined
      const perPair =
        policy.features.kind === 'matrix' &&
        world.states !== undefined &&
        policy.features.rows.length === world.states * world.actions
      return perPair
        ? (policy.features as { rows: number[][] }).rows[0]!.length
        : featureCount(policy.features, world) * world.actions
    }
    case 'neural-softmax':
      return layersCount([inputs, ...policy.hidden, world.actions], policy.layerNorm)
    case 'neural-scores':
      return layersCount([inputs + world.actions, ...policy.hidden, 1], policy.layerNorm)
    default:
      return undefined
  }
}

/** Weights and biases; layer norm adds a gain and a shift for each hidden unit. */
function layersCount(sizes: readonly number[], layerNorm: boolean): number | undefined {
  if (!sizes.every((size) => Number.isInteger(size))) return undefined
  let count = 0
  for (let layer = 1; layer < sizes.length; layer++) count += (sizes[layer - 1]! + 1) * sizes[layer]!
  return layerNorm ? count + 2 * sizes.slice(1, -1).reduce((sum, size) => sum + size, 0) : count
}
