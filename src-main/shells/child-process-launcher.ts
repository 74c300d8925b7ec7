import { fork } from 'node:child_process'
import type { ProcessLauncher } from '../app.ts'

const lastWordsLength = 4_000

export interface ChildProcessLauncherOptions {
  /**
   * Where Node keeps compiled sources (this user's own folder): a trainer then starts in half the time and takes 25 MB
   * less.
   */
  readonly compileCacheFolder?: string
}

/**
 * Trainers as forked Node processes: the browser shell's, the CLI's and the tests' way. Electron has its utility
 * processes.
 */
export function childProcessLauncher({ compileCacheFolder }: ChildProcessLauncherOptions = {}): ProcessLauncher {
  const env =
    compileCacheFolder === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: compileCacheFolder }
  return {
    spawn(entry, options = []) {
      const child = fork(entry, [String(process.pid), ...options], {
        // Typed arrays go as they are. None of this process's own flags (a debugger's, a test runner's) are passed on.
        serialization: 'advanced',
        execArgv: [],
        env,
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      })
      let lastWords = ''
      child.stderr!.setEncoding('utf8').on('data', (text: string) => {
        lastWords = (lastWords + text).slice(-lastWordsLength)
      })
      return {
        pid: child.pid,
        send(message) {
          if (!child.connected) return
          // A trainer that is gone meanwhile says so by its exit.
          child.send(message as object, () => {})
        },
        onMessage: (listener) => void child.on('message', listener),
        onExit(listener) {
          // 'close' comes after the exit, when stderr and the channel have been read to their ends: no message follows
          // it.
          if (child.pid !== undefined) child.on('close', (code, signal) => listener({ code, signal, lastWords }))
          else child.once('error', (error) => listener({ code: null, signal: null, lastWords: error.message }))
        },
        kill: () => void child.kill('SIGKILL'),
      }
    },
  }
}
