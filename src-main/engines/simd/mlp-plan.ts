import type { Activation } from '../../core/networks/network.ts'
import { mlpLayers } from '../../core/networks/mlp-layout.ts'
import type { MlpShape } from '../../core/networks/mlp-layout.ts'
import type { Arena } from './memory.ts'

/**
 * Rows that go through all layers together: their activations stay in the first-level cache. Decides the order of sums,
 * so it is the same for every build.
 */
export const chunkRows = 64
/**
 * Depth of a product that is done in one go; longer ones in blocks, whose partial sums wait in the output: the same
 * bits.
 */
export const depthBlock = 256
/** From this width on, columns of W lie so far apart that reading a panel misses the cache: it is packed first... */
const packFromWidth = 256
/** ...where enough rows use it. */
const packFromRows = 16

/** One layer's places. Offsets into theta in bytes; strides in bytes; widths in numbers. */
export interface LayerPlan {
  inputs: number
  outputs: number
  weights: number
  bias: number | undefined
  norm: { gain: number; shift: number } | undefined
  last: boolean
  /** Of activations, tangents and gradients: padded, so that a kernel's last vector has room. */
  stride: number
  inputStride: number
  /** W in panels, where the layer is wide enough to need it, else undefined. */
  packedWeights: number | undefined
  packedDirection: number | undefined
  /** W^T in panels; the first layer needs none. */
  transposed: number | undefined
}

export interface MlpPlan {
  inputs: number
  outputs: number
  activation: Activation
  layers: LayerPlan[]
  panelWidth: number
  /** A row of zeros as long as the longest stride. */
  zeros: number
  /** Two blocks of one chunk's gradients or tangents, used in turn. */
  chunkA: number
  chunkB: number
  /** Gradients of the columns that fill no panel, transposed: panelWidth - 1 rows. */
  rest: Float32Array
  restAddress: number
}

/**
 * A stride in bytes: whole cache lines, and for multiples of 64 numbers one line more: rows at powers of two
 * fall into the same cache sets.
 */
function paddedStride(width: number): number {
  const padded = Math.ceil(width / 16) * 16
  return (padded % 64 === 0 ? padded + 16 : padded) * 4
}

/** Lays out one network: what its tapes share. Networks without a bias are the linear ones. */
export function planMlp(shape: MlpShape, withBias: boolean, panelWidth: number, arena: Arena): MlpPlan {
  const allocate = (count: number): number => arena.address(arena.floats(count))
  const padded = (width: number): number => Math.ceil(width / panelWidth) * panelWidth
  const layers = mlpLayers(shape).map((layer, l): LayerPlan => {
    const { inputs, outputs, norm, last } = layer
    const wide = outputs >= packFromWidth
    return {
      inputs,
      outputs,
      weights: layer.weights * 4,
      bias: withBias ? layer.bias * 4 : undefined,
      norm: norm && { gain: norm.gain * 4, shift: norm.shift * 4 },
      last,
      stride: paddedStride(outputs),
      inputStride: paddedStride(inputs),
      packedWeights: wide ? allocate(inputs * padded(outputs)) : undefined,
      packedDirection: wide ? allocate(inputs * padded(outputs)) : undefined,
      transposed: l > 0 ? allocate(outputs * padded(inputs)) : undefined,
    }
  })
  const widestStride = Math.max(...layers.map((layer) => Math.max(layer.stride, layer.inputStride))) / 4
  const rest = arena.floats((panelWidth - 1) * widestStride)
  return {
    inputs: shape.inputs,
    outputs: shape.outputs,
    activation: shape.activation,
    layers,
    panelWidth,
    zeros: allocate(widestStride),
    chunkA: allocate(chunkRows * widestStride),
    chunkB: allocate(chunkRows * widestStride),
    rest,
    restAddress: arena.address(rest),
  }
}

/** Whether a batch is long enough to pack a wide layer's weights for it. */
export const packsWeights = (layer: LayerPlan, batch: number): boolean =>
  layer.packedWeights !== undefined && batch >= packFromRows
