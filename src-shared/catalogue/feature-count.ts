// Apart from the schemas: a trainer's second thread counts features too, and zod would cost it 4 MB.
import type { FeatureSpec } from './features.ts'

/**
 * What a feature map has to know of a world: states of a finite one, discrete actions, and the numbers that its
 * coordinates have.
 */
export interface FeatureWorld {
  states?: number
  actions?: number
  /** Coordinates: a vector's size, 2 for a map, 1 for any other finite world. */
  dimensions: number
}

/** Dense rows beyond this would be slower than a network. */
const maxFeatures = 65_536

const power = (base: number, exponent: number): number =>
  Array.from({ length: exponent }).reduce<number>((product) => product * base, 1)

/** Numbers in one row of features (for a matrix of states and actions: of all actions). */
export function featureCount(spec: FeatureSpec, world: FeatureWorld): number {
  switch (spec.kind) {
    case 'one-hot':
      return world.states ?? 0
    case 'polynomial': {
      // Choose (dimensions + degree, degree).
      let count = 1
      for (let i = 1; i <= spec.degree; i++) count = (count * (world.dimensions + i)) / i
      return Math.round(count)
    }
    case 'fourier':
      return power(spec.order + 1, world.dimensions)
    case 'radial':
      return power(spec.centres, world.dimensions)
    case 'tiles':
      return spec.tilings * power(spec.tiles + 1, world.dimensions)
    case 'matrix':
      return (spec.rows.length / (world.states ?? 1)) * (spec.rows[0]?.length ?? 0)
  }
}

/**
 * Why features don't fit a world: the field of the feature spec, and one sentence that names the way on; undefined when
 * they do.
 */
export function featureProblem(
  spec: FeatureSpec,
  world: FeatureWorld,
): { field: string; sentence: string } | undefined {
  const { states, actions } = world
  if (states === undefined && (spec.kind === 'one-hot' || spec.kind === 'matrix')) {
    const what = spec.kind === 'one-hot' ? 'one-hot features need' : 'a feature matrix needs'
    return { field: 'kind', sentence: `${what} a finite world; pick polynomial, Fourier, radial or tile features` }
  }
  if (spec.kind === 'matrix') {
    const pairs = states! * (actions ?? 0)
    if (spec.rows.length === states || spec.rows.length === pairs) return undefined
    const orPairs = pairs === 0 ? '' : `, or one for each of the ${pairs} pairs of state and action`
    return {
      field: 'rows',
      sentence: `the matrix has ${spec.rows.length} rows; give it one for each of the ${states} states${orPairs}`,
    }
  }
  const count = featureCount(spec, world)
  if (count <= maxFeatures) return undefined
  return {
    field: 'kind',
    sentence:
      `these make ${count.toLocaleString('en')} features of ${world.dimensions} numbers, and ` +
      `${maxFeatures.toLocaleString('en')} are the most; ask for fewer along each dimension, or pick polynomial ` +
      'features',
  }
}
