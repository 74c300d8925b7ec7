import type { Engine } from '../../core/networks/engine.ts'
import type { NetworkShape } from '../../core/networks/network.ts'

/**
 * The bits that the kernels must give, on any CPU: a hash over everything below. A CPU without fused multiply-add gives
 * others from the fused builds, and is served by the plain one. Change a kernel's order of operations, and these change
 * with it.
 */
export const knownAnswers = { fused: 'bc8d4b81', plain: 'eda68b08' }

const shapes: NetworkShape[] = [
  { kind: 'mlp', inputs: 5, hidden: [37, 64], outputs: 3, activation: 'tanh', layerNorm: false },
  { kind: 'mlp', inputs: 4, hidden: [20], outputs: 18, activation: 'relu', layerNorm: true },
  { kind: 'mlp', inputs: 3, hidden: [33], outputs: 1, activation: 'gelu', layerNorm: false },
]
const batch = 71
/** Bytes that one call takes from the engine's arena, generously. */
export const knownAnswerBytes = 2_000_000

/**
 * Forward, softmax, backward, tangent and two Adam steps of three small networks; FNV-1a over the bits of what came
 * out.
 */
export function knownAnswer(engine: Engine<Float32Array>): string {
  let state = 12_345
  // Multiples of 2^-15 in [-1, 1): exact in float32, and the same everywhere.
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state >> 16) / 32_768
  }
  let hash = 0x811c9dc5
  const take = (x: Float32Array | Float64Array): void => {
    for (const word of new Uint32Array(x.buffer, x.byteOffset, x.byteLength / 4))
      hash = Math.imul(hash ^ word, 0x01000193)
  }
  for (const shape of shapes) {
    const network = engine.network(shape)
    const tape = network.createTape(batch)
    const [theta, gradient, m, v] = [0, 0, 0, 0].map(() => engine.vector(network.parameterCount)) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ]
    const inputs = engine.rows(batch, network.inputSize)
    const u = engine.rows(batch, network.outputSize)
    const tangent = engine.rows(batch, network.outputSize)
    const probabilities = engine.doubles(batch * network.outputSize)
    const logNormalisers = engine.doubles(batch)
    for (const block of [theta, inputs, u]) for (let i = 0; i < block.length; i++) block[i] = next()
    let decay1 = 1
    let decay2 = 1
    for (let step = 0; step < 2; step++) {
      const outputs = network.forward(theta, inputs, batch, tape)
      take(outputs)
      engine.softmax(outputs, network.outputSize, network.outputSize, batch, probabilities, logNormalisers)
      take(probabilities)
      take(logNormalisers)
      gradient.fill(0)
      network.backward(theta, tape, u, gradient)
      take(gradient)
      network.tangent(theta, tape, gradient, tangent)
      take(tangent)
      decay1 *= 0.9
      decay2 *= 0.999
      engine.adamStep(theta, gradient, m, v, {
        learningRate: 1 / 64,
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-5,
        correction1: 1 - decay1,
        correction2: 1 - decay2,
        gradientScale: 1 / Math.sqrt(1 + engine.squaredNorm(gradient)),
      })
      take(theta)
    }
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
