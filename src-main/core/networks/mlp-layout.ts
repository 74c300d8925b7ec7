import type { NetworkShape } from './network.ts'

export type MlpShape = Extract<NetworkShape, { kind: 'mlp' }>

export const layerNormEpsilon = 1e-5

/** Where one layer's parameters lie in theta; every offset counts numbers, not bytes. */
export interface MlpLayer {
  inputs: number
  outputs: number
  /** W [inputs][outputs], row-major. */
  weights: number
  /** b [outputs] */
  bias: number
  /** Layer norm's gain and shift, [outputs] each: hidden layers of a network with layer norm. */
  norm: { gain: number; shift: number } | undefined
  /** The last layer is linear; all others have the activation. */
  last: boolean
}

/** theta's layout, layer by layer: W, b, then gain and shift where there is layer norm. */
export function mlpLayers(shape: MlpShape): MlpLayer[] {
  const widths = [shape.inputs, ...shape.hidden, shape.outputs]
  let offset = 0
  const take = (count: number): number => {
    const start = offset
    offset += count
    return start
  }
  return widths.slice(1).map((outputs, l) => {
    const inputs = widths[l]!
    const last = l === widths.length - 2
    const weights = take(inputs * outputs)
    const bias = take(outputs)
    const norm = shape.layerNorm && !last ? { gain: take(outputs), shift: take(outputs) } : undefined
    return { inputs, outputs, weights, bias, norm, last }
  })
}

/** f_theta(s,a) is an MLP with one output, run once per action on rows of observation and action encoding. */
export function scoresMlp(shape: Extract<NetworkShape, { kind: 'mlp-scores' }>): MlpShape {
  const { inputs, hidden, activation, layerNorm } = shape
  return { kind: 'mlp', inputs, hidden, outputs: 1, activation, layerNorm }
}

function mlpParameterCount(shape: MlpShape): number {
  return mlpLayers(shape).reduce(
    (sum, layer) => sum + (layer.inputs + 1) * layer.outputs + (layer.norm ? 2 * layer.outputs : 0),
    0,
  )
}

/** How long theta is. */
export function parameterCount(shape: NetworkShape): number {
  switch (shape.kind) {
    case 'mlp':
      return mlpParameterCount(shape)
    case 'mlp-scores':
      return mlpParameterCount(scoresMlp(shape))
    case 'table':
      return shape.rows * shape.outputs
    case 'linear':
      return shape.inputs * shape.outputs
    case 'linear-scores':
      return shape.features
  }
}

/** Numbers in one row of inputs: an index is one number; scores take one row per action, laid one after the other. */
export function inputWidth(shape: NetworkShape): number {
  switch (shape.kind) {
    case 'mlp':
    case 'linear':
      return shape.inputs
    case 'table':
      return 1
    case 'linear-scores':
      return shape.features * shape.actions
    case 'mlp-scores':
      return shape.inputs * shape.actions
  }
}

/** Numbers in one row of outputs. */
export function outputWidth(shape: NetworkShape): number {
  return shape.kind === 'linear-scores' || shape.kind === 'mlp-scores' ? shape.actions : shape.outputs
}
