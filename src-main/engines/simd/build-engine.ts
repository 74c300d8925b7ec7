import type { Engine } from '../../core/networks/engine.ts'
import type { Network, NetworkShape } from '../../core/networks/network.ts'
import { mlpScoresNetwork } from '../../core/networks/mlp-scores.ts'
import { scoresNetwork } from '../../core/networks/scores.ts'
import { tableNetwork } from '../../core/networks/table.ts'
import { kernelBuilds } from './build.ts'
import type { KernelBuild } from './build.ts'
import type { Kernels } from './kernels.ts'
import type { Arena } from './memory.ts'
import { checkLength, simdMlp } from './mlp.ts'

/** The engine on one build's kernels, in one arena. */
export function buildEngine(build: KernelBuild, kernels: Kernels, arena: Arena): Engine<Float32Array> {
  const { arithmetic, description, panelWidth } = kernelBuilds[build]
  const at = arena.address
  /** The address of a vector that is walked beside another one, number by number. */
  const beside = (x: Float32Array, other: Float32Array): number => {
    checkLength('A vector beside another', x, other.length)
    return at(x)
  }
  const mlp = (shape: Extract<NetworkShape, { kind: 'mlp' }>): Network<Float32Array> => simdMlp(shape, true, kernels, panelWidth, arena)
  const linear = (inputs: number, outputs: number): Network<Float32Array> =>
    simdMlp({ kind: 'mlp', inputs, hidden: [], outputs, activation: 'tanh', layerNorm: false }, false, kernels, panelWidth, arena)

  function network(shape: NetworkShape): Network<Float32Array> {
    switch (shape.kind) {
      case 'mlp':
        return mlp(shape)
      case 'mlp-scores':
        return mlpScoresNetwork(shape, mlp)
      case 'linear':
        return linear(shape.inputs, shape.outputs)
      case 'linear-scores':
        return scoresNetwork(linear(shape.features, 1), shape.actions)
      case 'table':
        return tableNetwork(shape, arena.floats)
    }
  }

  return {
    id: 'simd',
    arithmetic,
    description,
    precision: 'float32',
    vector: arena.floats,
    rows: (rows, width) => arena.floats(rows * width),
    network,
    squaredNorm: (x) => kernels.dot(at(x), at(x), x.length),
    dot: (x, y) => kernels.dot(at(x), beside(y, x), x.length),
    addScaled: (y, scale, x) => kernels.addScaled(at(y), scale, beside(x, y), y.length),
    sgdStep: (theta, gradient, learningRate, gradientScale) =>
      kernels.addScaled(at(theta), learningRate * gradientScale, beside(gradient, theta), theta.length),
    momentumStep: (theta, gradient, velocity, learningRate, momentum, gradientScale) =>
      kernels.momentumStep(at(theta), beside(gradient, theta), beside(velocity, theta), learningRate, momentum, gradientScale, theta.length),
    adamStep: (theta, gradient, m, v, { learningRate, beta1, beta2, epsilon, correction1, correction2, gradientScale }) =>
      kernels.adamStep(
        at(theta), beside(gradient, theta), beside(m, theta), beside(v, theta), theta.length,
        learningRate / correction1, beta1, beta2, epsilon, 1 / Math.sqrt(correction2), gradientScale,
      ),
    // The arena goes with its last view.
    dispose: () => {},
  }
}
