import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** Runs a JavaScript tool of the project under this Node, its output passed on. Returns its exit code. */
export function runTool(args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(process.execPath, [...args], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, ...env },
    stdio: 'inherit',
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
