/** Either precision: engines work in float32, the reference networks in float64. */
export type Vector = Float32Array | Float64Array

/** What one forward leaves behind for its derivatives. Its inside belongs to the network that made it. */
export interface Tape {
  /** Most rows one forward may have; at most `maxTapeRows`. */
  readonly capacity: number
}

/** Core goes through longer batches in chunks of at most this many rows. */
export const maxTapeRows = 8_192

export type Activation = 'tanh' | 'relu' | 'gelu'
/**
 * 'orthogonal': gain sqrt 2 inside (5/3 would be tanh's textbook gain; sqrt 2 is what PPO codes use), `outputGain` at
 * the end. 'glorot': uniform, every layer.
 */
export type WeightStart = 'orthogonal' | 'glorot'

/**
 * A differentiable map from observations to outputs, with its parameters in one flat vector.
 *
 * theta is dense, per layer: W [in][out] row-major, b [out], then, where the layer has layer norm, its gain [out] and
 * shift [out]. gelu is its tanh form; layer norm has epsilon 1e-5 and stands before the activation (z = x W + b;
 * norm(z); activation).
 * `forward` returns a view of rows that the tape owns: valid until the next forward on that tape.
 */
export interface Network<A extends Vector = Vector> {
  readonly parameterCount: number
  readonly inputSize: number
  readonly outputSize: number
  /** A tape for forwards of at most `capacity` rows, allocated once, before the first step. */
  createTape(capacity: number): Tape
  /** outputs, B x K. `inputsBD` holds `batch` rows of `inputSize` numbers. */
  forward(theta: A, inputsBD: A, batch: number, tape: Tape): A
  /** outP += J^T u, for the tape's last forward. */
  backward(theta: A, tape: Tape, outputGradientBK: A, outP: A): void
  /** outBK = J v, for the tape's last forward. */
  tangent(theta: A, tape: Tape, directionP: A, outBK: A): void
}

/** What an engine is asked to build. Core turns a spec into these; an engine refuses what it can't with a sentence. */
export type NetworkShape =
  | {
      kind: 'mlp'
      inputs: number
      hidden: readonly number[]
      outputs: number
      activation: Activation
      layerNorm: boolean
    }
  /** One row of outputs per input index (inputs are single indices): outputs = theta[index]. */
  | { kind: 'table'; rows: number; outputs: number }
  /** outputs = W^T phi + nothing: W [features][outputs], inputs are feature rows. */
  | { kind: 'linear'; inputs: number; outputs: number }
  /**
   * One shared weight vector over phi(s,a): inputs are A feature rows laid one after the other, outputs_a = theta .
   * phi_a.
   */
  | { kind: 'linear-scores'; features: number; actions: number }
  /**
   * f_theta(s,a): an MLP with one output run once per action; inputs are A rows (observation and action encoding) laid
   * one after the other.
   */
  | {
      kind: 'mlp-scores'
      inputs: number
      actions: number
      hidden: readonly number[]
      activation: Activation
      layerNorm: boolean
    }
