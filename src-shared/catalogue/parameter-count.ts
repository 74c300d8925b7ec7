import { featureCount, featureProblem } from './feature-count.ts'
import { environmentTraits } from './environments/index.ts'
import type { EnvironmentSpec } from './environments/index.ts'
import type { PolicySpec } from './policies/index.ts'

/**
 * Numbers in theta, the value of a shared network aside; undefined where the world doesn't say enough before it is
 * loaded, and where the policy doesn't fit it.
 */
export function policyParameterCount(policy: PolicySpec, environment: EnvironmentSpec): number | undefined {
  const world = environmentTraits(environment)
  if (!world.known) return undefined
  const inputs = world.finite ? world.states! : world.dimensions
  const { actions: A, actionSize: K } = world
  switch (policy.kind) {
    case 'tabular-softmax':
      return world.states === undefined || A === undefined ? undefined : world.states * A
    case 'linear-softmax': {
      if (A === undefined || featureProblem(policy.features, world) !== undefined) return undefined
      const perPair =
        policy.features.kind === 'matrix' &&
        world.states !== undefined &&
        policy.features.rows.length === world.states * A
      return perPair
        ? (policy.features as { rows: number[][] }).rows[0]!.length
        : featureCount(policy.features, world) * A
    }
    case 'neural-softmax':
      return A === undefined ? undefined : layersCount([inputs, ...policy.hidden, A], policy.layerNorm)
    case 'neural-scores':
      return A === undefined ? undefined : layersCount([inputs + A, ...policy.hidden, 1], policy.layerNorm)
    case 'linear-gaussian': {
      if (K === undefined || featureProblem(policy.features, world) !== undefined) return undefined
      return featureCount(policy.features, world) * gaussianOutputs(policy, K) + freeSigmas(policy, K)
    }
    case 'neural-gaussian': {
      if (K === undefined) return undefined
      const count = layersCount([inputs, ...policy.hidden, gaussianOutputs(policy, K)], policy.layerNorm)
      return count === undefined ? undefined : count + freeSigmas(policy, K)
    }
  }
}

type GaussianPolicy = Extract<PolicySpec, { sigma: unknown }>

/** The mean of each number of an action, and its log sigma where that depends on the state. */
const gaussianOutputs = ({ sigma }: GaussianPolicy, K: number): number => (sigma.kind === 'state-dependent' ? 2 * K : K)

/** Learned log sigmas that are the same in every state are parameters of their own. */
const freeSigmas = ({ sigma }: GaussianPolicy, K: number): number => (sigma.kind === 'learned' ? K : 0)

/** Weights and biases; layer norm adds a gain and a shift for each hidden unit. */
function layersCount(sizes: readonly number[], layerNorm: boolean): number | undefined {
  if (!sizes.every((size) => Number.isInteger(size))) return undefined
  let count = 0
  for (let layer = 1; layer < sizes.length; layer++) count += (sizes[layer - 1]! + 1) * sizes[layer]!
  return layerNorm ? count + 2 * sizes.slice(1, -1).reduce((sum, size) => sum + size, 0) : count
}
