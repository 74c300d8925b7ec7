import type * as Tf from '@tensorflow/tfjs-core'
import { maxTapeRows } from '../../core/networks/network.ts'
import type { Network, NetworkShape, Tape } from '../../core/networks/network.ts'
import { inputWidth, mlpLayers, outputWidth, parameterCount, scoresMlp } from '../../core/networks/mlp-layout.ts'
import { checkBatch, viewsByLength } from '../../core/networks/views.ts'
import { layerBackward, layerForward, layerTangent, layerTensors } from './layers.ts'
import type { LayerRecord, TfModule } from './layers.ts'

/** Keeps the tensors of one forward alive until the next forward on it, or until the engine is disposed of. */
export class TfjsTape implements Tape {
  readonly capacity: number
  /** The first so many numbers of the outputs. */
  readonly outputs: (length: number) => Float32Array
  readonly records: LayerRecord[] = []
  rows = 0

  constructor(capacity: number, outputSize: number) {
    this.capacity = Math.min(capacity, maxTapeRows)
    this.outputs = viewsByLength(new Float32Array(this.capacity * outputSize))
  }

  release(): void {
    // A layer's output is the next one's input: disposing twice is harmless.
    for (const tensor of this.records.flatMap(tensorsOf)) tensor.dispose()
    this.records.length = 0
  }
}

/**
 * An MLP on tfjs, forward and backward by hand (tf.grads would run forward twice). 'mlp-scores' is f_theta(s,a): the
 * network with one output runs on one row per action.
 */
export function tfjsNetwork(
  tf: TfModule,
  shape: Extract<NetworkShape, { kind: 'mlp' | 'mlp-scores' }>,
  enter: () => void,
  tapes: Set<TfjsTape>,
): Network<Float32Array> {
  const mlp = shape.kind === 'mlp' ? shape : scoresMlp(shape)
  const layers = mlpLayers(mlp)
  /** Rows of the MLP behind one row of inputs. */
  const repeats = shape.kind === 'mlp-scores' ? shape.actions : 1
  const outputSize = outputWidth(shape)

  return {
    parameterCount: parameterCount(shape),
    inputSize: inputWidth(shape),
    outputSize,

    createTape(capacity) {
      const tape = new TfjsTape(capacity, outputSize)
      tapes.add(tape)
      return tape
    },

    forward(theta, inputsBD, batch, tape) {
      enter()
      const own = ownTape(tape, tapes)
      checkBatch(batch, own.capacity)
      own.release()
      own.rows = batch
      const outputs = own.outputs(batch * outputSize)
      // The records outlive the tidy, and nothing else does.
      tf.tidy(() => {
        let input = tf.tensor2d(inputsBD.slice(0, batch * inputWidth(shape)), [batch * repeats, mlp.inputs])
        for (const layer of layers) {
          const record = layerForward(tf, layer, mlp.activation, layerTensors(tf, layer, theta), input)
          own.records.push(record)
          input = record.after
        }
        outputs.set(input.dataSync() as Float32Array)
        for (const tensor of own.records.flatMap(tensorsOf)) tf.keep(tensor)
      })
      return outputs
    },

    backward(_theta, tape, outputGradientBK, outP) {
      enter()
      const own = ownTape(tape, tapes)
      tf.tidy(() => {
        let gradient = tf.tensor2d(outputGradientBK.slice(0, own.rows * outputSize), [own.rows * repeats, mlp.outputs])
        for (let l = layers.length - 1; l >= 0; l--) {
          const layer = layers[l]!
          const found = layerBackward(tf, layer, mlp.activation, own.records[l]!, gradient, l > 0)
          addInto(outP, layer.weights, found.weights)
          addInto(outP, layer.bias, found.bias)
          if (found.gain) addInto(outP, layer.norm!.gain, found.gain)
          if (found.shift) addInto(outP, layer.norm!.shift, found.shift)
          if (found.input) gradient = found.input
        }
      })
    },

    tangent(_theta, tape, directionP, outBK) {
      enter()
      const own = ownTape(tape, tapes)
      tf.tidy(() => {
        let tangent: Tf.Tensor2D | undefined
        layers.forEach((layer, l) => {
          tangent = layerTangent(
            tf,
            layer,
            mlp.activation,
            own.records[l]!,
            layerTensors(tf, layer, directionP),
            tangent,
          )
        })
        outBK.set(tangent!.dataSync() as Float32Array)
      })
    },
  }
}

function tensorsOf(record: LayerRecord): Tf.Tensor[] {
  const { weights, bias, gain, shift } = record.parameters
  return [
    record.input,
    weights,
    bias,
    gain,
    shift,
    record.normalised,
    record.inverseSd,
    record.before,
    record.after,
  ].filter((tensor) => tensor !== undefined)
}

function addInto(out: Float32Array, offset: number, tensor: Tf.Tensor): void {
  const values = tensor.dataSync()
  for (let i = 0; i < values.length; i++) out[offset + i]! += values[i]!
}

function ownTape(tape: Tape, tapes: Set<TfjsTape>): TfjsTape {
  if (!(tape instanceof TfjsTape) || !tapes.has(tape)) throw new TypeError('This tape was made by another engine.')
  return tape
}
