import type { Activation } from '../../core/networks/network.ts'
import type { Kernels } from './kernels.ts'
import { depthBlock } from './mlp-plan.ts'

/** A network's kernels, chosen by its activation once. */
export interface ActivationKernels {
  /** z = init + A B, then the activation (where gelu keeps z beside h, in the auxiliary block). */
  multiplyActivate: Kernels['multiplyIdentity']
  /** (init + A B) times the activation's derivative at what the auxiliary block kept. */
  multiplyTimesDerivative: Kernels['multiplyIdentity']
  activateRows: Kernels['tanhRows']
  timesDerivative: Kernels['timesTanhDerivative']
}

export function activationKernels(kernels: Kernels, activation: Activation): ActivationKernels {
  switch (activation) {
    case 'tanh':
      return {
        multiplyActivate: kernels.multiplyTanh,
        multiplyTimesDerivative: kernels.multiplyTimesTanhDerivative,
        activateRows: kernels.tanhRows,
        timesDerivative: kernels.timesTanhDerivative,
      }
    case 'relu':
      return {
        multiplyActivate: kernels.multiplyRelu,
        multiplyTimesDerivative: kernels.multiplyTimesReluDerivative,
        activateRows: kernels.reluRows,
        timesDerivative: kernels.timesReluDerivative,
      }
    case 'gelu':
      return {
        multiplyActivate: kernels.multiplyGelu,
        multiplyTimesDerivative: kernels.multiplyTimesGeluDerivative,
        activateRows: kernels.geluRows,
        timesDerivative: kernels.timesGeluDerivative,
      }
  }
}

/**
 * A product of any depth: all blocks but the last only sum into C; the last goes on with `kernel`, which may end in an
 * activation.
 */
export function multiply(
  kernels: Kernels,
  kernel: Kernels['multiplyIdentity'],
  a: number,
  aStride: number,
  b: number,
  bStride: number,
  panelStride: number,
  init: number,
  initStride: number,
  c: number,
  cStride: number,
  auxiliary: number,
  rows: number,
  depth: number,
  columns: number,
): void {
  let left = depth
  while (left > depthBlock) {
    kernels.multiplyIdentity(
      a,
      aStride,
      b,
      bStride,
      panelStride,
      init,
      initStride,
      c,
      cStride,
      0,
      rows,
      depthBlock,
      columns,
    )
    a += depthBlock * 4
    b += depthBlock * bStride
    init = c
    initStride = cStride
    left -= depthBlock
  }
  kernel(a, aStride, b, bStride, panelStride, init, initStride, c, cStride, auxiliary, rows, left, columns)
}
