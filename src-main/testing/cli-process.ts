import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, vi } from 'vitest'
import { root } from '../shells/cli/with-app.ts'

// The CLI as its users have it: each command is a process of its own, some with trainers. On a busy machine they take
// their time.
vi.setConfig({ testTimeout: 240_000 })

export const folder = mkdtempSync(join(tmpdir(), 'ascent-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
export const file = (name: string) => join(folder, name)
export const main = join(root, 'src-main/shells/cli/main.ts')
export const env = { ...process.env, ASCENT_HOME: join(folder, 'home'), NO_COLOR: '1' }

export function ascent(args: string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    env,
    input,
    maxBuffer: 1e9,
    timeout: 60_000,
  })
  return { status, stdout, stderr }
}

/** A line of bash in which `ascent` is the CLI. */
export function shell(line: string) {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['-c', `set -o pipefail; ascent() { "${process.execPath}" "${main}" "$@"; }; ${line}`],
    { encoding: 'utf8', env, maxBuffer: 1e9, timeout: 60_000 },
  )
  return { status, stdout, stderr }
}

/** Starts a run that would go on for minutes; `onProgress` is called after each piece of stderr once it has started. */
export function start(
  args: string[],
  onProgress: (child: ReturnType<typeof spawn>) => void,
): Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [main, ...args], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
    child.stderr.on('data', (data: Buffer) => {
      stderr += data.toString()
      if (stderr.includes('started')) onProgress(child)
    })
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
}

export const smallSpec = {
  name: 'A small grid',
  environment: { id: 'gridworld' },
  variants: [
    {
      name: 'plain',
      collection: { trajectories: 4 },
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'reward-to-go' },
      update: { kind: 'gradient-ascent' },
    },
    {
      name: 'with "mean"',
      collection: { trajectories: 4 },
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'mean-baseline' },
      update: { kind: 'gradient-ascent' },
    },
  ],
  seeds: [1, 2],
  budget: { updates: 20 },
  evaluation: { every: 5, episodes: 4 },
}
writeFileSync(file('small.json'), JSON.stringify(smallSpec))
const endlessSpec = {
  ...smallSpec,
  variants: smallSpec.variants.slice(0, 1),
  seeds: [1],
  budget: { seconds: 600 },
  evaluation: null,
}
writeFileSync(file('endless.json'), JSON.stringify(endlessSpec))
