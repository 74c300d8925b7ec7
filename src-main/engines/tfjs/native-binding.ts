import { createRequire } from 'node:module'
import util from 'node:util'
import type * as tfjsNode from '@tensorflow/tfjs-node'
import { tensorflowNativeStatus } from './native-install/status.ts'

export { tensorflowNativeStatus } from './native-install/status.ts'

export type TensorflowModule = typeof tfjsNode
export interface TensorflowNative {
  readonly tf: TensorflowModule
  /** TensorFlow's own version, not tfjs's. */
  readonly version: string
}

const requireHere = createRequire(import.meta.url)

/**
 * TensorFlow as tfjs-node gives it, on the libraries that `npm run native:install` set up in the user's cache folder.
 * Throws an Error whose message is a sentence when they are not set up.
 */
export async function loadTensorflowNative(): Promise<TensorflowNative> {
  const status = tensorflowNativeStatus()
  if (!status.installed) throw new Error(status.reason)
  return loadBinding(status.binding)
}

/** tfjs-node with one given binding. A process can hold one: a second call with another path gives the first. */
export function loadBinding(bindingPath: string): TensorflowNative {
  // TensorFlow greets on stderr with what its build optimises for; 3 leaves errors that end the process.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3'
  restoreIsNullOrUndefined()
  const requireFromTfjsNode = createRequire(requireHere.resolve('@tensorflow/tfjs-node/package.json'))
  // tfjs-node asks node-pre-gyp where its binding lies, which knows of one place inside node_modules only.
  const finder = requireFromTfjsNode('@mapbox/node-pre-gyp/lib/pre-binding.js') as {
    find: (packageJson: string) => string
  }
  const originalFind = finder.find
  finder.find = () => bindingPath
  try {
    const tf = requireHere('@tensorflow/tfjs-node') as TensorflowModule
    const backend = tf.backend() as unknown as { binding: { TF_Version: string } }
    return { tf, version: backend.binding.TF_Version }
  } finally {
    finder.find = originalFind
  }
}

/** tfjs-node 4.22 calls this one function of node:util, which Node 23 dropped. */
function restoreIsNullOrUndefined(): void {
  const target = util as unknown as { isNullOrUndefined?: (value: unknown) => boolean }
  target.isNullOrUndefined ??= (value) => value === null || value === undefined
}
