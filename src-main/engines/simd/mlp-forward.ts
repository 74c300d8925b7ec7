import { layerNormEpsilon } from '../../core/networks/mlp-layout.ts'
import type { Kernels } from './kernels.ts'
import { multiply } from './mlp-kernels.ts'
import type { ActivationKernels } from './mlp-kernels.ts'
import { chunkRows, depthBlock, packsWeights } from './mlp-plan.ts'
import type { LayerPlan, MlpPlan } from './mlp-plan.ts'
import type { MlpTape } from './mlp-tape.ts'

/** Fills the tape, whose inputs and batch are set, chunk by chunk through all layers. */
export function forwardMlp(
  plan: MlpPlan,
  kernels: Kernels,
  activation: ActivationKernels,
  theta: number,
  tape: MlpTape,
): void {
  for (const layer of plan.layers) {
    if (packsWeights(layer, tape.batch)) {
      kernels.packPanels(
        theta + layer.weights,
        layer.outputs * 4,
        layer.packedWeights!,
        plan.panelWidth,
        layer.inputs,
        layer.outputs,
      )
    }
  }
  for (let start = 0; start < tape.batch; start += chunkRows) {
    forwardChunk(plan, kernels, activation, theta, tape, start, Math.min(chunkRows, tape.batch - start))
  }
}

function forwardChunk(
  plan: MlpPlan,
  kernels: Kernels,
  activation: ActivationKernels,
  theta: number,
  tape: MlpTape,
  start: number,
  rows: number,
): void {
  const { layers, panelWidth } = plan
  let x = tape.inputs + start * layers[0]!.inputStride
  for (let l = 0; l < layers.length; l++) {
    const layer = layers[l]!
    const { inputs, outputs, inputStride, stride, norm } = layer
    const packed = packsWeights(layer, tape.batch)
    const b = packed ? layer.packedWeights! : theta + layer.weights
    const bStride = packed ? panelWidth * 4 : outputs * 4
    const panelStride = packed ? inputs * panelWidth * 4 : panelWidth * 4
    const init = layer.bias === undefined ? plan.zeros : theta + layer.bias
    if (layer.last) {
      const dense = tape.outputs + start * outputs * 4
      const direct = fitsDense(layer)
      const c = direct ? dense : plan.chunkA
      const cStride = direct ? outputs * 4 : stride
      multiply(
        kernels,
        kernels.multiplyIdentity,
        x,
        inputStride,
        b,
        bStride,
        panelStride,
        init,
        0,
        c,
        cStride,
        0,
        rows,
        inputs,
        outputs,
      )
      if (!direct) kernels.copyRows(c, cStride, dense, outputs * 4, rows, outputs)
      return
    }
    const kept = tape.layers[l]!
    const h = kept.h + start * stride
    const z = kept.z + start * stride
    if (norm) {
      multiply(
        kernels,
        kernels.multiplyIdentity,
        x,
        inputStride,
        b,
        bStride,
        panelStride,
        init,
        0,
        z,
        stride,
        0,
        rows,
        inputs,
        outputs,
      )
      const xhat = kept.xhat + start * stride
      kernels.normForward(
        z,
        stride,
        xhat,
        kept.inverseDeviation + start * 4,
        theta + norm.gain,
        theta + norm.shift,
        rows,
        outputs,
        layerNormEpsilon,
      )
      activation.activateRows(z, h, stride, rows, outputs)
    } else {
      multiply(
        kernels,
        activation.multiplyActivate,
        x,
        inputStride,
        b,
        bStride,
        panelStride,
        init,
        0,
        h,
        stride,
        z,
        rows,
        inputs,
        outputs,
      )
    }
    x = h
  }
}

/**
 * Whether a product may be written to dense rows: either no vector crosses a row's end, or only the last of a row does,
 * and the next row, written later, puts it right (not where partial sums wait there between two blocks of depth).
 */
function fitsDense({ inputs, outputs }: LayerPlan): boolean {
  return outputs % 4 === 0 || (outputs < 4 && inputs <= depthBlock)
}
