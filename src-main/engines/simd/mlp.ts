import type { Network, Tape } from '../../core/networks/network.ts'
import { parameterCount } from '../../core/networks/mlp-layout.ts'
import type { MlpShape } from '../../core/networks/mlp-layout.ts'
import { checkBatch } from '../../core/networks/views.ts'
import type { Kernels } from './kernels.ts'
import type { Arena } from './memory.ts'
import { backwardMlp } from './mlp-backward.ts'
import { forwardMlp } from './mlp-forward.ts'
import { activationKernels } from './mlp-kernels.ts'
import { planMlp } from './mlp-plan.ts'
import { createMlpTape } from './mlp-tape.ts'
import type { MlpTape } from './mlp-tape.ts'
import { tangentMlp } from './mlp-tangent.ts'

/**
 * The float32 MLP on the kernels: any depth, width, activation, with or without layer norm; without a bias it is a
 * linear map.
 */
export function simdMlp(
  shape: MlpShape,
  withBias: boolean,
  kernels: Kernels,
  panelWidth: number,
  arena: Arena,
): Network<Float32Array> {
  const plan = planMlp(shape, withBias, panelWidth, arena)
  const activation = activationKernels(kernels, shape.activation)
  const inputs = shape.inputs
  const outputs = shape.outputs
  const inputStride = plan.layers[0]!.inputStride
  const count = withBias ? parameterCount(shape) : inputs * outputs

  return {
    parameterCount: count,
    inputSize: inputs,
    outputSize: outputs,
    createTape: (capacity) => createMlpTape(plan, capacity, arena),

    forward(theta: Float32Array, inputsBD: Float32Array, batch: number, tape: Tape): Float32Array {
      const t = tape as MlpTape
      checkBatch(batch, t.capacity)
      checkLength('theta', theta, count)
      checkLength('inputs', inputsBD, batch * inputs)
      t.batch = batch
      kernels.copyRows(arena.address(inputsBD), inputs * 4, t.inputs, inputStride, batch, inputs)
      forwardMlp(plan, kernels, activation, arena.address(theta), t)
      return t.outputsFor(batch * outputs)
    },

    backward(theta: Float32Array, tape: Tape, outputGradientBK: Float32Array, outP: Float32Array): void {
      const t = tape as MlpTape
      checkLength('the output gradient', outputGradientBK, t.batch * outputs)
      checkLength('the parameter gradient', outP, count)
      backwardMlp(
        plan,
        kernels,
        activation,
        arena.address(theta),
        t,
        arena.address(outputGradientBK),
        arena.address(outP),
      )
    },

    tangent(theta: Float32Array, tape: Tape, directionP: Float32Array, outBK: Float32Array): void {
      const t = tape as MlpTape
      checkLength('the direction', directionP, count)
      checkLength('the output tangent', outBK, t.batch * outputs)
      tangentMlp(plan, kernels, activation, arena.address(theta), t, arena.address(directionP), arena.address(outBK))
    },
  }
}

/** Kernels see addresses only: what is too short would read or write its neighbours. */
export function checkLength(what: string, array: { length: number }, needed: number): void {
  if (array.length < needed) throw new RangeError(`${what} has ${array.length} numbers where ${needed} are needed.`)
}
