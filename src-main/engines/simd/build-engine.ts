import type { Engine } from '../../core/networks/engine.ts'
import type { Network, NetworkShape } from '../../core/networks/network.ts'
import { mlpScoresNetwork } from '../../core/networks/mlp-scores.ts'
import { gather } from '../../core/networks/vector-operations.ts'
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
  /** The address of a vector that is gone through beside another one, number by number. */
  const beside = (x: Float32Array, other: Float32Array): number => {
    checkLength('A vector beside another', x, other.length)
    return at(x)
  }
  const mlp = (shape: Extract<NetworkShape, { kind: 'mlp' }>): Network<Float32Array> =>
    simdMlp(shape, true, kernels, panelWidth, arena)
  const linear = (inputs: number, outputs: number): Network<Float32Array> =>
    simdMlp(
      { kind: 'mlp', inputs, hidden: [], outputs, activation: 'tanh', layerNorm: false },
      false,
      kernels,
      panelWidth,
      arena,
    )

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
    doubles: arena.doubles,
    indices: arena.integers,
    network,
    gather(table, width, rowsB, from, to, out) {
      // What a batch grew by lies outside the engine's memory.
      if (!arena.holds(table) || !arena.holds(rowsB)) return gather(table, width, rowsB, from, to, out)
      checkLength('what is gathered', out, (to - from) * width)
      // The kernel copies 32 bits at a time: a double is two of them.
      kernels.gatherRows(at(table), (width * table.BYTES_PER_ELEMENT) / 4, at(rowsB) + 4 * from, to - from, at(out))
    },
    softmax(logitsBK, stride, actions, batch, probabilitiesBA, logNormalisersB) {
      checkLength('the logits', logitsBK, batch * stride)
      checkLength('the probabilities', probabilitiesBA, batch * actions)
      checkLength('the normalisers', logNormalisersB, batch)
      kernels.softmaxRows(at(logitsBK), stride * 4, actions, batch, at(probabilitiesBA), at(logNormalisersB))
    },
    exponentials(x, count, out) {
      checkLength('the exponents', x, count)
      checkLength('the exponentials', out, count)
      kernels.exponentials(at(x), count, at(out))
    },
    squaredNorm: (x) => kernels.dot(at(x), at(x), x.length),
    dot: (x, y) => kernels.dot(at(x), beside(y, x), x.length),
    addScaled: (y, scale, x) => kernels.addScaled(at(y), scale, beside(x, y), y.length),
    sgdStep: (theta, gradient, learningRate, gradientScale) =>
      kernels.addScaled(at(theta), learningRate * gradientScale, beside(gradient, theta), theta.length),
    momentumStep: (theta, gradient, velocity, learningRate, momentum, gradientScale) =>
      kernels.momentumStep(
        at(theta),
        beside(gradient, theta),
        beside(velocity, theta),
        learningRate,
        momentum,
        gradientScale,
        theta.length,
      ),
    rmspropStep: (theta, gradient, v, learningRate, decay, epsilon, gradientScale) =>
      kernels.rmspropStep(
        at(theta),
        beside(gradient, theta),
        beside(v, theta),
        theta.length,
        learningRate,
        decay,
        epsilon,
        gradientScale,
      ),
    adamStep: (
      theta,
      gradient,
      m,
      v,
      { learningRate, beta1, beta2, epsilon, correction1, correction2, gradientScale },
    ) =>
      kernels.adamStep(
        at(theta),
        beside(gradient, theta),
        beside(m, theta),
        beside(v, theta),
        theta.length,
        learningRate / correction1,
        beta1,
        beta2,
        epsilon,
        1 / Math.sqrt(correction2),
        gradientScale,
      ),
    // The arena goes with its last view.
    dispose: () => {},
  }
}
