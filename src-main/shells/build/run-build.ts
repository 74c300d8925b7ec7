import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Runs one build to its end. Throws with what the bundler said when it failed. */
export async function runBuild(part: 'renderer' | 'electron', report: (sentence: string) => void): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'build-process.ts'), part], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-8_000)))
  createInterface({ input: child.stdout }).on('line', report)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw new Error(`The ${part} could not be built.\n${complaint}`)
}
