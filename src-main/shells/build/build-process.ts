// Builds one part and tells its progress, a sentence a line, on stdout. A process of its own: a bundler leaves hundreds
// of megabytes behind.
import { buildElectronBundles } from './electron-build.ts'
import { buildRenderer } from './renderer-build.ts'

const part = process.argv[2]
const report = (sentence: string): void => void process.stdout.write(`${sentence}\n`)
if (part === 'renderer') await buildRenderer(report)
else if (part === 'electron') await buildElectronBundles(report)
else throw new Error('Usage: build-process.ts renderer|electron')
