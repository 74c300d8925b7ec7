import type { Kernels } from './kernels.ts'
import { multiply } from './mlp-kernels.ts'
import type { ActivationKernels } from './mlp-kernels.ts'
import { chunkRows, packsWeights } from './mlp-plan.ts'
import type { MlpPlan } from './mlp-plan.ts'
import type { MlpTape } from './mlp-tape.ts'

/** out = J v, by forward mode: dz = x dW + db + dx W, layer by layer. `out` holds dense rows. */
export function tangentMlp(
  plan: MlpPlan,
  kernels: Kernels,
  activation: ActivationKernels,
  theta: number,
  tape: MlpTape,
  direction: number,
  out: number,
): void {
  for (const layer of plan.layers) {
    if (!packsWeights(layer, tape.batch)) continue
    const { inputs, outputs, weights } = layer
    kernels.packPanels(theta + weights, outputs * 4, layer.packedWeights!, plan.panelWidth, inputs, outputs)
    kernels.packPanels(direction + weights, outputs * 4, layer.packedDirection!, plan.panelWidth, inputs, outputs)
  }
  for (let start = 0; start < tape.batch; start += chunkRows) {
    tangentChunk(plan, kernels, activation, theta, tape, direction, out, start, Math.min(chunkRows, tape.batch - start))
  }
}

function tangentChunk(
  plan: MlpPlan,
  kernels: Kernels,
  activation: ActivationKernels,
  theta: number,
  tape: MlpTape,
  direction: number,
  out: number,
  start: number,
  rows: number,
): void {
  const { layers, panelWidth } = plan
  let dx = 0
  for (let l = 0; l < layers.length; l++) {
    const layer = layers[l]!
    const { inputs, outputs, inputStride, stride, norm, last } = layer
    const packed = packsWeights(layer, tape.batch)
    const bStride = packed ? panelWidth * 4 : outputs * 4
    const panelStride = packed ? inputs * panelWidth * 4 : panelWidth * 4
    const x = l === 0 ? tape.inputs + start * inputStride : tape.layers[l - 1]!.h + start * inputStride
    const dz = l % 2 === 0 ? plan.chunkA : plan.chunkB
    const kept = last ? 0 : tape.layers[l]!.z + start * stride
    const finish = last || norm ? kernels.multiplyIdentity : activation.multiplyTimesDerivative
    const db = layer.bias === undefined ? plan.zeros : direction + layer.bias
    const dW = packed ? layer.packedDirection! : direction + layer.weights
    multiply(
      kernels,
      l === 0 ? finish : kernels.multiplyIdentity,
      x,
      inputStride,
      dW,
      bStride,
      panelStride,
      db,
      0,
      dz,
      stride,
      kept,
      rows,
      inputs,
      outputs,
    )
    if (l > 0) {
      const W = packed ? layer.packedWeights! : theta + layer.weights
      multiply(
        kernels,
        finish,
        dx,
        inputStride,
        W,
        bStride,
        panelStride,
        dz,
        stride,
        dz,
        stride,
        kept,
        rows,
        inputs,
        outputs,
      )
    }
    if (norm) {
      const { xhat, inverseDeviation } = tape.layers[l]!
      kernels.normTangent(
        dz,
        stride,
        xhat + start * stride,
        stride,
        inverseDeviation + start * 4,
        theta + norm.gain,
        direction + norm.gain,
        direction + norm.shift,
        rows,
        outputs,
      )
      activation.timesDerivative(dz, stride, kept, stride, rows, outputs)
    }
    dx = dz
  }
  kernels.copyRows(dx, layers.at(-1)!.stride, out + start * plan.outputs * 4, plan.outputs * 4, rows, plan.outputs)
}
