import { environmentEntry } from '../catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../catalogue/environments/index.ts'

/** A number of a control world's inner state, as replays and surfaces show it. */
export interface StateDimension {
  name: string
  /** Where it usually lies. */
  low: number
  high: number
  unit?: string
}

/**
 * The state's numbers in their order; in most worlds they are the observation's. Null for a user's own world, of which only the
 * observations are known.
 */
export function stateDimensions(spec: EnvironmentSpec): readonly StateDimension[] | null {
  const angle = (name: string): StateDimension => ({ name, low: -Math.PI, high: Math.PI, unit: 'rad' })
  const observed = environmentEntry(spec.id).observations
  switch (spec.id) {
    case 'Acrobot-v1':
      return [angle('θ₁'), angle('θ₂'), ...observed!.slice(4)]
    case 'Pendulum-v1':
      return [angle('θ'), ...observed!.slice(2)]
    case 'lqr': {
      const range = spec.initialRange + 3 * spec.noise || 1
      return spec.dynamics.map((_, i) => ({ name: `x${i + 1}`, low: -range, high: range }))
    }
    case 'point-mass': {
      const axes = spec.dimensions === 1 ? [''] : [' x', ' y', ' z']
      const each = (name: string, size: number) =>
        Array.from({ length: spec.dimensions }, (_, i) => ({
          name: `${name}${axes[i] ?? ` ${i + 1}`}`,
          low: -size,
          high: size,
        }))
      return [...each('position', 2), ...each('velocity', 2)]
    }
    default:
      return observed ?? null
  }
}
