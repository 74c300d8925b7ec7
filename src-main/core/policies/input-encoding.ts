import type { FeatureSpec } from '../../../src-shared/catalogue/features.ts'
import { notCombinable } from '../learner-error.ts'
import { createFeatureMap } from './features.ts'
import type { FeatureMap } from './features.ts'
import type { EnvironmentShape } from '../environments/environment.ts'
import type { Vector } from '../networks/network.ts'

/** How a network sees what a world shows: one row of inputs from one observation and its time step. */
export interface InputEncoding {
  /** Numbers in one row of inputs. */
  readonly size: number
  /** Two encodings with the same key write the same numbers, so that a critic may share its policy's rows. */
  readonly key: string
  /** `observationsND`: rows as the environment shows them; `step`: h, how many steps into its episode the row is. */
  write(observationsND: Float64Array, row: number, step: number, out: Vector, outRow: number): void
}

/** Numbers in one row of observations: an index is one number. */
export function observationWidth(shape: EnvironmentShape): number {
  return shape.observation.kind === 'index' ? 1 : shape.observation.size
}

/** The observation as it is: a table's index, or a vector's numbers. */
export function plainEncoding(shape: EnvironmentShape): InputEncoding {
  const D = observationWidth(shape)
  return {
    size: D,
    key: 'plain',
    write(observationsND, row, _step, out, outRow) {
      for (let d = 0; d < D; d++) out[outRow * D + d] = observationsND[row * D + d]!
    },
  }
}

/** A neural network sees a state index as a one-hot row, a vector as it is or `normalised`. */
export function neuralEncoding(shape: EnvironmentShape, normalised?: InputEncoding): InputEncoding {
  if (shape.observation.kind === 'vector') return normalised ?? plainEncoding(shape)
  const S = shape.observation.states
  return {
    size: S,
    key: 'one-hot',
    write(observationsND, row, _step, out, outRow) {
      for (let s = 0; s < S; s++) out[outRow * S + s] = 0
      out[outRow * S + observationsND[row]!] = 1
    },
  }
}

/**
 * The feature map of a spec; `field` is the part of the plan that asks for it. @throws LearnerError where it doesn't
 * fit the world.
 */
export function featuresOf(spec: FeatureSpec, shape: EnvironmentShape, field: string): FeatureMap {
  try {
    return createFeatureMap(spec, shape)
  } catch (error) {
    if (error instanceof RangeError) throw notCombinable(field, error.message)
    throw error
  }
}

/** phi(s), or phi(s, a) for all actions one after the other. */
export function featureEncoding(spec: FeatureSpec, shape: EnvironmentShape, features: FeatureMap): InputEncoding {
  const D = observationWidth(shape)
  const F = features.size
  const phi = new Float64Array(F)
  return {
    size: F,
    key: JSON.stringify(spec),
    write(observationsND, row, _step, out, outRow) {
      features.write(observationsND, row * D, phi, 0)
      for (let f = 0; f < F; f++) out[outRow * F + f] = phi[f]!
    },
  }
}

/** For f_theta(s, a): A rows one after the other, each the state's inputs and a one-hot action. */
export function stateActionEncoding(states: InputEncoding, A: number): InputEncoding {
  const D = states.size
  const width = D + A
  const stateInputs = new Float64Array(D)
  return {
    size: width * A,
    key: `${states.key}, action`,
    write(observationsND, row, step, out, outRow) {
      states.write(observationsND, row, step, stateInputs, 0)
      for (let a = 0; a < A; a++) {
        const start = (outRow * A + a) * width
        for (let d = 0; d < D; d++) out[start + d] = stateInputs[d]!
        for (let other = 0; other < A; other++) out[start + D + other] = other === a ? 1 : 0
      }
    },
  }
}

/** A critic that sees the time step has one more input: h as a share of the longest episode. */
export function withTimeStep(states: InputEncoding, longestEpisode: number): InputEncoding {
  const D = states.size
  const stateInputs = new Float64Array(D)
  return {
    size: D + 1,
    key: `${states.key}, time step`,
    write(observationsND, row, step, out, outRow) {
      states.write(observationsND, row, step, stateInputs, 0)
      for (let d = 0; d < D; d++) out[outRow * (D + 1) + d] = stateInputs[d]!
      out[outRow * (D + 1) + D] = step / longestEpisode
    },
  }
}

/** A linear critic's V_h: phi(s) beside (h / H) phi(s), so that each weight may grow or fall with the time step. */
export function featuresTimesStep(states: InputEncoding, longestEpisode: number): InputEncoding {
  const D = states.size
  const stateInputs = new Float64Array(D)
  return {
    size: 2 * D,
    key: `${states.key} times time step`,
    write(observationsND, row, step, out, outRow) {
      states.write(observationsND, row, step, stateInputs, 0)
      for (let d = 0; d < D; d++) {
        out[outRow * 2 * D + d] = stateInputs[d]!
        out[outRow * 2 * D + D + d] = (stateInputs[d]! * step) / longestEpisode
      }
    },
  }
}

/**
 * A table with the time step has a row for each pair: index h S + s. After the last step the value isn't asked for; it
 * reads the last row.
 */
export function tableIndexWithTimeStep(S: number, longestEpisode: number): InputEncoding {
  return {
    size: 1,
    key: 'index and time step',
    write(observationsND, row, step, out, outRow) {
      out[outRow] = Math.min(step, longestEpisode - 1) * S + observationsND[row]!
    },
  }
}
