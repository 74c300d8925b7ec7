// Loads one binding and computes with it; the set-up runs this in a process of its own before it calls anything
// installed.
import { loadBinding } from '../native-binding.ts'

const binding = process.argv[2]
if (binding === undefined) throw new Error('Usage: try-out.ts BINDING')
const { tf, version } = loadBinding(binding)
const product = tf
  .matMul(
    tf.tensor2d([
      [1, 2],
      [3, 4],
    ]),
    tf.tensor2d([
      [5, 6],
      [7, 8],
    ]),
  )
  .dataSync()
if (tf.getBackend() !== 'tensorflow' || [...product].join() !== '19,22,43,50')
  throw new Error(`TensorFlow computed ${[...product].join()} on ${tf.getBackend()}`)
process.stdout.write(`tensorflow ${version}\n`)
