import type * as Tf from '@tensorflow/tfjs-core'
import { geluCubic, geluScale } from '../../core/networks/activations.ts'
import { layerNormEpsilon } from '../../core/networks/mlp-layout.ts'
import type { MlpLayer } from '../../core/networks/mlp-layout.ts'
import type { Activation } from '../../core/networks/network.ts'

export type TfModule = typeof Tf
type Tensor2D = Tf.Tensor2D

/**
 * One layer's parameters (or a direction in them) as tensors: copied, since a backend may share the caller's memory
 * with a live tensor.
 */
export interface LayerTensors {
  weights: Tensor2D
  bias: Tf.Tensor1D
  gain?: Tf.Tensor1D
  shift?: Tf.Tensor1D
}

export function layerTensors(tf: TfModule, layer: MlpLayer, theta: Float32Array): LayerTensors {
  const row = (offset: number) => tf.tensor1d(theta.slice(offset, offset + layer.outputs))
  return {
    weights: tf.tensor2d(theta.slice(layer.weights, layer.bias), [layer.inputs, layer.outputs]),
    bias: row(layer.bias),
    ...(layer.norm ? { gain: row(layer.norm.gain), shift: row(layer.norm.shift) } : {}),
  }
}

/** What a layer's forward leaves for its derivatives. */
export interface LayerRecord {
  input: Tensor2D
  parameters: LayerTensors
  /** (z - mean) / sd, and 1 / sd; only with layer norm. */
  normalised?: Tensor2D
  inverseSd?: Tensor2D
  /** What goes into the activation, and what comes out. */
  before: Tensor2D
  after: Tensor2D
}

export function layerForward(
  tf: TfModule,
  layer: MlpLayer,
  activation: Activation,
  parameters: LayerTensors,
  input: Tensor2D,
): LayerRecord {
  const z = tf.add(tf.matMul(input, parameters.weights), parameters.bias) as Tensor2D
  if (!layer.norm) return { input, parameters, before: z, after: activate(tf, layer, activation, z) }
  const centred = tf.sub(z, tf.mean(z, 1, true))
  const inverseSd = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), layerNormEpsilon)) as Tensor2D
  const normalised = tf.mul(centred, inverseSd) as Tensor2D
  const before = tf.add(tf.mul(normalised, parameters.gain!), parameters.shift!) as Tensor2D
  return { input, parameters, normalised, inverseSd, before, after: activate(tf, layer, activation, before) }
}

/** The gradients of one layer, and what goes on to the layer before (unless it is the first). */
export function layerBackward(
  tf: TfModule,
  layer: MlpLayer,
  activation: Activation,
  record: LayerRecord,
  outputGradient: Tensor2D,
  needsInputGradient: boolean,
) {
  let gradient = layer.last ? outputGradient : (tf.mul(outputGradient, slope(tf, activation, record)) as Tensor2D)
  let gain: Tf.Tensor1D | undefined
  let shift: Tf.Tensor1D | undefined
  if (layer.norm) {
    gain = tf.sum(tf.mul(gradient, record.normalised!), 0) as Tf.Tensor1D
    shift = tf.sum(gradient, 0) as Tf.Tensor1D
    gradient = normBackward(tf, record, tf.mul(gradient, record.parameters.gain!) as Tensor2D)
  }
  return {
    weights: tf.matMul(record.input, gradient, true, false) as Tensor2D,
    bias: tf.sum(gradient, 0) as Tf.Tensor1D,
    gain,
    shift,
    input: needsInputGradient ? (tf.matMul(gradient, record.parameters.weights, false, true) as Tensor2D) : undefined,
  }
}

/** How the layer's output moves along a direction in its parameters and its input (absent for the first layer). */
export function layerTangent(
  tf: TfModule,
  layer: MlpLayer,
  activation: Activation,
  record: LayerRecord,
  direction: LayerTensors,
  inputTangent: Tensor2D | undefined,
): Tensor2D {
  let tangent = tf.add(tf.matMul(record.input, direction.weights), direction.bias) as Tensor2D
  if (inputTangent) tangent = tf.add(tangent, tf.matMul(inputTangent, record.parameters.weights)) as Tensor2D
  if (layer.norm) {
    const normalised = normBackward(tf, record, tangent)
    tangent = tf.add(
      tf.add(tf.mul(normalised, record.parameters.gain!), tf.mul(record.normalised!, direction.gain!)),
      direction.shift!,
    ) as Tensor2D
  }
  return layer.last ? tangent : (tf.mul(tangent, slope(tf, activation, record)) as Tensor2D)
}

/**
 * The normalisation's Jacobian is symmetric, so the same lines serve backward and tangent: (u - mean u - n mean(u n)) /
 * sd.
 */
function normBackward(tf: TfModule, record: LayerRecord, u: Tensor2D): Tensor2D {
  const n = record.normalised!
  const centred = tf.sub(u, tf.mean(u, 1, true))
  return tf.mul(tf.sub(centred, tf.mul(n, tf.mean(tf.mul(u, n), 1, true))), record.inverseSd!) as Tensor2D
}

/** The last layer is linear. */
function activate(tf: TfModule, layer: MlpLayer, activation: Activation, x: Tensor2D): Tensor2D {
  if (layer.last) return x
  if (activation === 'tanh') return tf.tanh(x)
  if (activation === 'relu') return tf.relu(x)
  return tf.mul(tf.mul(x, 0.5), tf.add(geluTanh(tf, x), 1)) as Tensor2D
}

/** The activation's derivative at `before`. */
function slope(tf: TfModule, activation: Activation, record: LayerRecord): Tensor2D {
  if (activation === 'tanh') return tf.sub(1, tf.square(record.after)) as Tensor2D
  if (activation === 'relu') return tf.cast(tf.greater(record.before, 0), 'float32') as Tensor2D
  const x = record.before
  const t = geluTanh(tf, x)
  const inner = tf.mul(tf.add(tf.mul(tf.square(x), 3 * geluCubic), 1), geluScale)
  return tf.add(tf.mul(tf.add(t, 1), 0.5), tf.mul(tf.mul(tf.mul(x, 0.5), tf.sub(1, tf.square(t))), inner)) as Tensor2D
}

function geluTanh(tf: TfModule, x: Tensor2D): Tensor2D {
  return tf.tanh(tf.mul(tf.add(tf.mul(tf.mul(tf.square(x), x), geluCubic), x), geluScale)) as Tensor2D
}
