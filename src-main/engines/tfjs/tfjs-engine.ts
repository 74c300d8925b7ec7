import { createRequire } from 'node:module'
import { dirname, sep } from 'node:path'
import type * as WasmBackend from '@tensorflow/tfjs-backend-wasm'
import type { Engine } from '../../core/networks/engine.ts'
import type { NetworkShape } from '../../core/networks/network.ts'
import * as vectorOperations from '../../core/networks/vector-operations.ts'
import type { TfModule } from './layers.ts'
import { loadTensorflowNative } from './native-binding.ts'
import { tfjsNetwork } from './network.ts'
import type { TfjsTape } from './network.ts'

const requireHere = createRequire(import.meta.url)

export type TfjsEngineId = 'tfjs-native' | 'tfjs-wasm' | 'tfjs-cpu'

export interface TfjsEngineOptions {
  /** Threads that one run may use; several runs side by side must not fight over the cores. */
  threads: number
}

/**
 * Any layer stack on tfjs. Parameters stay in plain float32 vectors; tensors live from one forward to the next and are
 * owned by the tapes. Throws an Error with a sentence where the backend can't be had.
 */
export async function createTfjsEngine(id: TfjsEngineId, options: TfjsEngineOptions): Promise<Engine<Float32Array>> {
  const { tf, backend, description } = await openBackend(id, options)
  const tapes = new Set<TfjsTape>()
  // Another engine in this process may have switched the backend (the conformance suite does).
  const enter = () => {
    if (tf.getBackend() !== backend) void tf.setBackend(backend)
  }
  return {
    id,
    arithmetic: 'plain',
    description,
    precision: 'float32',
    vector: (count) => new Float32Array(count),
    rows: (rows, width) => new Float32Array(rows * width),
    network(shape: NetworkShape) {
      if (shape.kind !== 'mlp' && shape.kind !== 'mlp-scores') {
        throw new TypeError('Tables and linear maps run on the float64 reference engine, not on TensorFlow.')
      }
      return tfjsNetwork(tf, shape, enter, tapes)
    },
    ...vectorOperations,
    dispose() {
      for (const tape of tapes) tape.release()
      tapes.clear()
    },
  }
}

async function openBackend(
  id: TfjsEngineId,
  options: TfjsEngineOptions,
): Promise<{ tf: TfModule; backend: string; description: string }> {
  if (id === 'tfjs-native') {
    // Read once, when TensorFlow's library is loaded.
    process.env.TF_NUM_INTRAOP_THREADS = String(options.threads)
    process.env.TF_NUM_INTEROP_THREADS = '1'
    const native = await loadTensorflowNative()
    const tf = requireHere('@tensorflow/tfjs-core') as TfModule
    await tf.setBackend('tensorflow')
    return { tf, backend: 'tensorflow', description: `TensorFlow ${native.version} native, tfjs ${tf.version_core}` }
  }
  const tf = requireHere('@tensorflow/tfjs-core') as TfModule
  // Leaves out the greeting that advertises another backend on stderr.
  tf.enableProdMode()
  if (id === 'tfjs-wasm') {
    const wasm = requireHere('@tensorflow/tfjs-backend-wasm') as typeof WasmBackend
    wasm.setWasmPaths(dirname(requireHere.resolve('@tensorflow/tfjs-backend-wasm')) + sep)
    wasm.setThreadsCount(1)
    if (!(await tf.setBackend('wasm'))) throw new Error('tfjs could not start its WebAssembly backend here.')
    return { tf, backend: 'wasm', description: `tfjs ${tf.version_core}, WebAssembly` }
  }
  requireHere('@tensorflow/tfjs-backend-cpu')
  if (!(await tf.setBackend('cpu'))) throw new Error('tfjs could not start its plain JavaScript backend here.')
  return { tf, backend: 'cpu', description: `tfjs ${tf.version_core}, plain JavaScript` }
}

/** Tensors of this process that have not been disposed of, over all engines: what leaks would show in. */
export function tensorsAlive(): number {
  return (requireHere('@tensorflow/tfjs-core') as TfModule).memory().numTensors
}
