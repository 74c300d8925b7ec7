import type { Network, Tape } from './network.ts'
import { activations } from './activations.ts'
import { mlpLayers, parameterCount } from './mlp-layout.ts'
import type { MlpShape } from './mlp-layout.ts'
import { addColumnSums, addOuterProducts, addProduct, addProductTransposed, addRow } from './matrix.ts'
import { normBackward, normForward, normTangent } from './layer-norm.ts'
import { checkBatch, viewsByLength } from './views.ts'

/**
 * What one layer leaves behind: z before the activation (after layer norm), xhat and 1/deviation of layer norm, h after
 * it, and space for d.
 */
interface LayerTape {
  zBO: Float64Array
  hBO: Float64Array
  xhatBO: Float64Array
  inverseDeviationB: Float64Array
  dBO: Float64Array
}
interface MlpTape extends Tape {
  batch: number
  inputsBD: Float64Array
  layers: LayerTape[]
  outputsFor: (length: number) => Float64Array
}

/**
 * The reference MLP, float64: any depth (also none), tanh, relu or gelu, with or without layer norm. Every engine is
 * tested against it.
 */
export function mlpNetwork(shape: MlpShape): Network<Float64Array> {
  const layers = mlpLayers(shape)
  const activation = activations[shape.activation]

  function createTape(capacity: number): MlpTape {
    const layerTapes = layers.map((layer): LayerTape => {
      const block = (): Float64Array => new Float64Array(capacity * layer.outputs)
      const zBO = block()
      return {
        zBO,
        hBO: layer.last ? zBO : block(),
        xhatBO: layer.norm ? block() : new Float64Array(0),
        inverseDeviationB: new Float64Array(capacity),
        dBO: block(),
      }
    })
    return {
      capacity,
      batch: 0,
      inputsBD: new Float64Array(capacity * shape.inputs),
      layers: layerTapes,
      outputsFor: viewsByLength(layerTapes.at(-1)!.hBO),
    }
  }

  function forward(theta: Float64Array, inputsBD: Float64Array, batch: number, tape: Tape): Float64Array {
    const t = tape as MlpTape
    checkBatch(batch, t.capacity)
    t.batch = batch
    for (let i = 0; i < batch * shape.inputs; i++) t.inputsBD[i] = inputsBD[i]!
    let x = t.inputsBD
    for (let l = 0; l < layers.length; l++) {
      const { inputs, outputs, weights, bias, norm, last } = layers[l]!
      const { zBO, hBO, xhatBO, inverseDeviationB } = t.layers[l]!
      const count = batch * outputs
      zBO.fill(0, 0, count)
      addRow(zBO, theta, bias, batch, outputs)
      addProduct(zBO, x, theta, weights, batch, inputs, outputs)
      if (norm) normForward(zBO, xhatBO, inverseDeviationB, theta, norm, batch, outputs)
      if (!last) for (let i = 0; i < count; i++) hBO[i] = activation.value(zBO[i]!)
      x = hBO
    }
    return t.outputsFor(batch * shape.outputs)
  }

  function timesDerivative(dBO: Float64Array, layerTape: LayerTape, count: number): void {
    for (let i = 0; i < count; i++) dBO[i]! *= activation.derivative(layerTape.zBO[i]!)
  }

  function backward(theta: Float64Array, tape: Tape, outputGradientBK: Float64Array, outP: Float64Array): void {
    const { batch, inputsBD, layers: tapes } = tape as MlpTape
    const lastTape = tapes.at(-1)!
    for (let i = 0; i < batch * shape.outputs; i++) lastTape.dBO[i] = outputGradientBK[i]!
    for (let l = layers.length - 1; l >= 0; l--) {
      const { inputs, outputs, weights, bias, norm, last } = layers[l]!
      const { dBO, xhatBO, inverseDeviationB } = tapes[l]!
      if (!last) timesDerivative(dBO, tapes[l]!, batch * outputs)
      if (norm) normBackward(dBO, xhatBO, inverseDeviationB, theta, norm, outP, batch, outputs)
      addColumnSums(outP, bias, dBO, batch, outputs)
      addOuterProducts(outP, weights, l === 0 ? inputsBD : tapes[l - 1]!.hBO, dBO, batch, inputs, outputs)
      if (l === 0) return
      const below = tapes[l - 1]!.dBO
      below.fill(0, 0, batch * inputs)
      addProductTransposed(below, dBO, theta, weights, batch, inputs, outputs)
    }
  }

  /** d z = dx W + x dW + db, layer by layer: forward mode, so that J v costs two forwards. */
  function tangent(theta: Float64Array, tape: Tape, directionP: Float64Array, outBK: Float64Array): void {
    const { batch, inputsBD, layers: tapes } = tape as MlpTape
    for (let l = 0; l < layers.length; l++) {
      const { inputs, outputs, weights, bias, norm, last } = layers[l]!
      const { dBO, xhatBO, inverseDeviationB } = tapes[l]!
      dBO.fill(0, 0, batch * outputs)
      addRow(dBO, directionP, bias, batch, outputs)
      addProduct(dBO, l === 0 ? inputsBD : tapes[l - 1]!.hBO, directionP, weights, batch, inputs, outputs)
      if (l > 0) addProduct(dBO, tapes[l - 1]!.dBO, theta, weights, batch, inputs, outputs)
      if (norm) normTangent(dBO, xhatBO, inverseDeviationB, theta, directionP, norm, batch, outputs)
      if (!last) timesDerivative(dBO, tapes[l]!, batch * outputs)
    }
    const lastTape = tapes.at(-1)!
    for (let i = 0; i < batch * shape.outputs; i++) outBK[i] = lastTape.dBO[i]!
  }

  return {
    parameterCount: parameterCount(shape),
    inputSize: shape.inputs,
    outputSize: shape.outputs,
    createTape,
    forward,
    backward,
    tangent,
  }
}
