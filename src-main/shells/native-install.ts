// `npm run native:install`: TensorFlow native into the user's cache folder, with progress; safe to repeat and to
// interrupt.
import { installTensorflowNative } from '../engines/tfjs/native-install/install.ts'
import { tensorflowNativeStatus } from '../engines/tfjs/native-install/status.ts'
import { progressLine } from './progress-line.ts'

const before = tensorflowNativeStatus()
if (before.installed) {
  process.stderr.write(`TensorFlow ${before.tensorflowVersion} is ready in ${before.folder}\n`)
} else {
  const cancel = new AbortController()
  process.once('SIGINT', () => cancel.abort())
  process.once('SIGTERM', () => cancel.abort())
  const line = progressLine(process.stderr)
  const result = await installTensorflowNative({
    signal: cancel.signal,
    onProgress: ({ fraction, sentence }) => line.show(sentence, fraction),
  })
  line.end()
  if (result.ok)
    process.stderr.write(`TensorFlow ${result.status.tensorflowVersion} is ready in ${result.status.folder}\n`)
  else {
    process.stderr.write(`${result.sentence}\n`)
    process.exitCode = 1
  }
}
