import type { Kernels } from './kernels.ts'
import { multiply } from './mlp-kernels.ts'
import type { ActivationKernels } from './mlp-kernels.ts'
import { chunkRows } from './mlp-plan.ts'
import type { LayerPlan, MlpPlan } from './mlp-plan.ts'
import type { MlpTape } from './mlp-tape.ts'

/** out += J^T u, chunk by chunk, from the last layer down. `u` holds dense rows. */
export function backwardMlp(
  plan: MlpPlan,
  kernels: Kernels,
  activation: ActivationKernels,
  theta: number,
  tape: MlpTape,
  u: number,
  out: number,
): void {
  const { layers, panelWidth } = plan
  for (let l = 1; l < layers.length; l++) {
    const { inputs, outputs, weights, transposed } = layers[l]!
    kernels.packTransposedPanels(theta + weights, outputs * 4, transposed!, panelWidth, outputs, inputs)
  }
  for (let start = 0; start < tape.batch; start += chunkRows) {
    backwardChunk(plan, kernels, activation, theta, tape, u, out, start, Math.min(chunkRows, tape.batch - start))
  }
}

function backwardChunk(
  plan: MlpPlan,
  kernels: Kernels,
  activation: ActivationKernels,
  theta: number,
  tape: MlpTape,
  u: number,
  out: number,
  start: number,
  rows: number,
): void {
  const { layers, panelWidth } = plan
  const panelBytes = panelWidth * 4
  let d = u + start * plan.outputs * 4
  let dStride = plan.outputs * 4
  for (let l = layers.length - 1; l >= 0; l--) {
    const layer = layers[l]!
    const { inputs, outputs, inputStride, stride, norm } = layer
    if (norm) {
      // Where there is layer norm, d is still the gradient with respect to h.
      const kept = tape.layers[l]!
      activation.timesDerivative(d, dStride, kept.z + start * stride, stride, rows, outputs)
      kernels.normBackward(
        d,
        dStride,
        kept.xhat + start * stride,
        stride,
        kept.inverseDeviation + start * 4,
        theta + norm.gain,
        out + norm.gain,
        out + norm.shift,
        rows,
        outputs,
      )
    }
    if (layer.bias !== undefined) kernels.addColumnSums(d, dStride, out + layer.bias, rows, outputs)
    const x = l === 0 ? tape.inputs + start * inputStride : tape.layers[l - 1]!.h + start * inputStride
    addWeightGradient(plan, kernels, layer, x, d, dStride, out, rows)
    if (l === 0) return
    const below = l % 2 === 0 ? plan.chunkA : plan.chunkB
    const kernel = layers[l - 1]!.norm ? kernels.multiplyIdentity : activation.multiplyTimesDerivative
    const kept = tape.layers[l - 1]!.z + start * inputStride
    multiply(
      kernels,
      kernel,
      d,
      dStride,
      layer.transposed!,
      panelBytes,
      outputs * panelBytes,
      plan.zeros,
      0,
      below,
      inputStride,
      kept,
      rows,
      outputs,
      inputs,
    )
    d = below
    dStride = inputStride
  }
}

/** dW += x^T d. Columns that fill no panel are summed as rows of the transpose, whose panels run along x. */
function addWeightGradient(
  plan: MlpPlan,
  kernels: Kernels,
  layer: LayerPlan,
  x: number,
  d: number,
  dStride: number,
  out: number,
  rows: number,
): void {
  const { inputs, outputs, inputStride, weights } = layer
  const { panelWidth, rest, restAddress } = plan
  kernels.addOuterProducts(x, inputStride, d, dStride, out + weights, outputs * 4, rows, inputs, outputs)
  const restColumns = outputs % panelWidth
  if (restColumns === 0) return
  const firstRest = (outputs - restColumns) * 4
  rest.fill(0, 0, restColumns * (inputStride / 4))
  const inputPanels = Math.ceil(inputs / panelWidth) * panelWidth
  kernels.addOuterProducts(
    d + firstRest,
    dStride,
    x,
    inputStride,
    restAddress,
    inputStride,
    rows,
    restColumns,
    inputPanels,
  )
  kernels.addTransposed(restAddress, inputStride, out + weights + firstRest, outputs * 4, restColumns, inputs)
}
