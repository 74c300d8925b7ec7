import { describe, expect, it } from 'vitest'
import type { Engine } from '../../core/networks/engine.ts'
import { tensorflowNativeStatus } from '../tfjs/native-binding.ts'
import { createTfjsEngine, tensorsAlive } from '../tfjs/tfjs-engine.ts'
import type { TfjsEngineId } from '../tfjs/tfjs-engine.ts'
import { conformance, float32Tolerances } from './conformance.ts'

const native = tensorflowNativeStatus()
const backends: [TfjsEngineId, string][] = [
  ['tfjs-cpu', 'tfjs, plain JavaScript'],
  ['tfjs-wasm', 'tfjs, WebAssembly'],
  ...(native.installed ? ([['tfjs-native', 'tfjs, TensorFlow native']] satisfies [TfjsEngineId, string][]) : []),
]

for (const [id, name] of backends) {
  conformance(name, () => createTfjsEngine(id, { threads: 1 }), float32Tolerances, { otherKinds: false })

  describe(`${name} owns its tensors`, () => {
    it('holds as many after 1,000 updates as after the first, and none when disposed of', async () => {
      const engine = await createTfjsEngine(id, { threads: 1 })
      const update = updateOf(engine)
      update()
      const afterFirst = tensorsAlive()
      expect(afterFirst).toBeGreaterThan(0)
      for (let k = 1; k < 1_000; k++) update()
      expect(tensorsAlive()).toBe(afterFirst)
      engine.dispose()
      expect(tensorsAlive()).toBe(0)
    })
  })
}

it.skipIf(native.installed)('TensorFlow native says in a sentence why it is not there', async () => {
  await expect(createTfjsEngine('tfjs-native', { threads: 1 })).rejects.toThrow(/native:install/)
})

/** Forward, backward, tangent and a step, with layer norm and batches of changing length. */
function updateOf(engine: Engine<Float32Array>): () => void {
  const network = engine.network({
    kind: 'mlp',
    inputs: 3,
    hidden: [5, 4],
    outputs: 2,
    activation: 'gelu',
    layerNorm: true,
  })
  const tape = network.createTape(8)
  const theta = engine.vector(network.parameterCount).fill(0.1)
  const gradient = engine.vector(network.parameterCount)
  const inputs = engine.rows(8, 3).fill(0.5)
  const out = engine.rows(8, 2).fill(1)
  let batch = 0
  return () => {
    batch = (batch % 8) + 1
    network.forward(theta, inputs, batch, tape)
    network.backward(theta, tape, out, gradient)
    network.tangent(theta, tape, gradient, out)
    engine.sgdStep(theta, gradient, 1e-6, 1)
  }
}
