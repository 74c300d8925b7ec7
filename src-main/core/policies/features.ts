import type { FeatureSpec } from '../../../src-shared/catalogue/features.ts'
import { featureCount, featureProblem } from '../../../src-shared/catalogue/feature-count.ts'
import type { EnvironmentShape } from '../environments/environment.ts'
import { notCombinable } from '../learner-error.ts'

/** phi(s), or phi(s, a) for all actions one after the other. */
export interface FeatureMap {
  /** Numbers that one `write` puts out. */
  readonly size: number
  /**
   * Set where the map is of state and action: numbers for each action, so that size = perAction x A. Else each action
   * gets phi(s) in a block of its own.
   */
  readonly perAction?: number
  /** Reads the observation at `offset` and writes `size` numbers at `outOffset`. Allocates nothing. */
  write(observation: ArrayLike<number>, offset: number, out: Float64Array, outOffset: number): void
}

/** Reads an observation into coordinates, each scaled so that its natural range becomes [0, 1]. */
interface Scaling {
  dimensions: number
  read(observation: ArrayLike<number>, offset: number, coordinates: Float64Array): void
}

/**
 * @throws LearnerError where the features don't fit the world (`featureProblem` in the catalogue says the same
 * beforehand).
 */
export function createFeatureMap(spec: FeatureSpec, shape: EnvironmentShape): FeatureMap {
  const actions = shape.action.kind === 'discrete' ? shape.action.actions : undefined
  const states = shape.observation.kind === 'index' ? shape.observation.states : undefined
  const scaling = scalingOf(shape)
  const world = { states, actions, dimensions: scaling.dimensions }
  const problem = featureProblem(spec, world)
  if (problem) throw notCombinable(`features.${problem.field}`, problem.sentence)
  const size = featureCount(spec, world)
  switch (spec.kind) {
    case 'one-hot':
      return oneHot(states!)
    case 'matrix':
      return matrix(spec.rows, states!)
    case 'polynomial':
      return polynomial(scaling, spec.degree, size)
    case 'fourier':
      return fourier(scaling, spec.order, size)
    case 'radial':
      return radial(scaling, spec.centres, spec.width, size)
    case 'tiles':
      return tileCoding(scaling, spec.tilings, spec.tiles, size)
  }
}

/** A vector's own numbers; a map's row and column; any other finite world's index. */
function scalingOf(shape: EnvironmentShape): Scaling {
  const { observation } = shape
  if (observation.kind === 'vector') {
    const { low, high, size } = observation
    return {
      dimensions: size,
      read(from, offset, coordinates) {
        for (let d = 0; d < size; d++) coordinates[d] = (from[offset + d]! - low[d]!) / (high[d]! - low[d]!)
      },
    }
  }
  const { states, columns } = observation
  if (columns === undefined) {
    const most = Math.max(states - 1, 1)
    return { dimensions: 1, read: (from, offset, coordinates) => void (coordinates[0] = from[offset]! / most) }
  }
  const mostRow = Math.max(states / columns - 1, 1)
  const mostColumn = Math.max(columns - 1, 1)
  return {
    dimensions: 2,
    read(from, offset, coordinates) {
      coordinates[0] = Math.floor(from[offset]! / columns) / mostRow
      coordinates[1] = (from[offset]! % columns) / mostColumn
    },
  }
}

/** phi_i(s) = 1 where s = i. */
function oneHot(states: number): FeatureMap {
  return {
    size: states,
    write(observation, offset, out, outOffset) {
      out.fill(0, outOffset, outOffset + states)
      out[outOffset + observation[offset]!] = 1
    },
  }
}

/** Row s, or rows s A to s A + A - 1. */
function matrix(rows: readonly (readonly number[])[], states: number): FeatureMap {
  const rowsPerState = rows.length / states
  const width = rows[0]!.length
  const size = rowsPerState * width
  const flat = Float64Array.from(rows.flat())
  return {
    size,
    perAction: rowsPerState > 1 ? width : undefined,
    write(observation, offset, out, outOffset) {
      const start = observation[offset]! * size
      for (let i = 0; i < size; i++) out[outOffset + i] = flat[start + i]!
    },
  }
}

/**
 * Products of powers of the coordinates, scaled to [-1, 1] over the natural range and never clipped, so that linear in
 * x stays linear.
 */
function polynomial(scaling: Scaling, degree: number, size: number): FeatureMap {
  const D = scaling.dimensions
  const powersFD = Int32Array.from(
    multiIndices(D, degree)
      .filter((powers) => powers.reduce((sum, power) => sum + power, 0) <= degree)
      .flat(),
  )
  const coordinates = new Float64Array(D)
  return {
    size,
    write(observation, offset, out, outOffset) {
      scaling.read(observation, offset, coordinates)
      for (let f = 0; f < size; f++) {
        let product = 1
        for (let d = 0; d < D; d++) {
          const x = 2 * coordinates[d]! - 1
          for (let power = powersFD[f * D + d]!; power > 0; power--) product *= x
        }
        out[outOffset + f] = product
      }
    },
  }
}

/** cos(pi c . x) for every c with entries up to the order (Konidaris, Osentoski and Thomas 2011, equation 3). */
function fourier(scaling: Scaling, order: number, size: number): FeatureMap {
  const D = scaling.dimensions
  const frequenciesFD = Int32Array.from(multiIndices(D, order).flat())
  const coordinates = new Float64Array(D)
  return {
    size,
    write(observation, offset, out, outOffset) {
      readClipped(scaling, observation, offset, coordinates)
      for (let f = 0; f < size; f++) {
        let angle = 0
        for (let d = 0; d < D; d++) angle += frequenciesFD[f * D + d]! * coordinates[d]!
        out[outOffset + f] = Math.cos(Math.PI * angle)
      }
    },
  }
}

/** Gaussian bumps on a grid of centres, divided by their sum. */
function radial(scaling: Scaling, centres: number, width: number, size: number): FeatureMap {
  const D = scaling.dimensions
  const gap = 1 / (centres - 1)
  const centresFD = Float64Array.from(multiIndices(D, centres - 1).flat(), (index) => index * gap)
  const spread = 2 * width * gap * width * gap
  const coordinates = new Float64Array(D)
  return {
    size,
    write(observation, offset, out, outOffset) {
      readClipped(scaling, observation, offset, coordinates)
      let nearest = Number.POSITIVE_INFINITY
      for (let f = 0; f < size; f++) {
        let squared = 0
        for (let d = 0; d < D; d++) {
          const distance = coordinates[d]! - centresFD[f * D + d]!
          squared += distance * distance
        }
        out[outOffset + f] = squared
        nearest = Math.min(nearest, squared)
      }
      // Relative to the nearest centre, so that narrow bumps never sum to zero.
      let sum = 0
      for (let f = outOffset; f < outOffset + size; f++) sum += out[f] = Math.exp((nearest - out[f]!) / spread)
      for (let f = outOffset; f < outOffset + size; f++) out[f] = out[f]! / sum
    },
  }
}

/**
 * Shifted grids, in each of which the tile that holds the observation is on. A grid of n tiles reaches one tile beyond
 * the range, and grid t is shifted by t / tilings of a tile times 1, 3, 5, ... along the dimensions (Sutton and Barto,
 * section 9.5.4).
 */
function tileCoding(scaling: Scaling, tilings: number, tiles: number, size: number): FeatureMap {
  const D = scaling.dimensions
  const along = tiles + 1
  const coordinates = new Float64Array(D)
  const tilesPerTiling = size / tilings
  return {
    size,
    write(observation, offset, out, outOffset) {
      readClipped(scaling, observation, offset, coordinates)
      out.fill(0, outOffset, outOffset + size)
      for (let tiling = 0; tiling < tilings; tiling++) {
        let tile = 0
        for (let d = 0; d < D; d++) {
          const shift = ((tiling * (2 * d + 1)) % tilings) / tilings
          tile = tile * along + Math.min(Math.floor(coordinates[d]! * tiles + shift), tiles)
        }
        out[outOffset + tiling * tilesPerTiling + tile] = 1
      }
    },
  }
}

function readClipped(
  scaling: Scaling,
  observation: ArrayLike<number>,
  offset: number,
  coordinates: Float64Array,
): void {
  scaling.read(observation, offset, coordinates)
  for (let d = 0; d < coordinates.length; d++) coordinates[d] = Math.min(Math.max(coordinates[d]!, 0), 1)
}

/** Every row of `dimensions` whole numbers from 0 to `most`, the last one running fastest. */
function multiIndices(dimensions: number, most: number): number[][] {
  let rows: number[][] = [[]]
  for (let d = 0; d < dimensions; d++)
    rows = rows.flatMap((row) => Array.from({ length: most + 1 }, (_, i) => [...row, i]))
  return rows
}
