import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A thread's entry beside a module: the source where there is one, else the bundle beside this bundle. */
export function fileBeside(moduleUrl: string, name: string): string {
  const source = fileURLToPath(new URL(`./${name}.ts`, moduleUrl))
  return existsSync(source) ? source : fileURLToPath(new URL(`./${name}.js`, moduleUrl))
}
