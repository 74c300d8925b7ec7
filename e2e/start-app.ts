import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const root = join(import.meta.dirname, '..')

/** A started app: the real one, as `npm start -- --shell none` starts it. */
export interface StartedApp {
  /** Opens the app once. */
  readonly url: string
  readonly home: string
  readonly process: ChildProcess
  /** Ends it in order, as Ctrl+C does. Resolves when it is gone. */
  stop(): Promise<number | null>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

/** A data folder of its own for one test; the returned function removes it. */
export function temporaryHome(): { home: string; remove(): void } {
  const home = mkdtempSync(join(tmpdir(), 'ascent-e2e-'))
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) }
}

/** Starts the app over a data folder and waits for its address. Throws with what it said when it ended instead. */
export async function startApp(home: string, env: Record<string, string> = {}): Promise<StartedApp> {
  const child = startShell(['--shell', 'none'], home, env)
  let said = ''
  child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolve)
    child.once('exit', (code) =>
      reject(new Error(`The app ended with code ${code} before it gave its address.\n${said}`)),
    )
  })
  return {
    url,
    home,
    process: child,
    stop() {
      child.kill('SIGTERM')
      return gone
    },
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** `npm start` with arguments, without npm in between: signals reach the app itself. */
export function startShell(args: readonly string[], home: string, env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, ['src-main/shells/start.ts', ...args], {
    cwd: root,
    env: { ...process.env, ASCENT_HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
