import type { ProcessLauncher } from '../../app.ts'
import type { ElectronModule } from './electron-module.ts'

const lastWordsLength = 4_000

/**
 * Trainers as Electron's utility processes: they run its own Node, and go on working when the runAsNode fuse is off.
 */
export function utilityProcessLauncher(utilityProcess: ElectronModule['utilityProcess']): ProcessLauncher {
  return {
    spawn(entry, options = []) {
      const child = utilityProcess.fork(entry, [String(process.pid), ...options], {
        stdio: ['ignore', 'ignore', 'pipe'],
        execArgv: [],
        serviceName: 'Ascent trainer',
      })
      let lastWords = ''
      let exited = false
      child.stderr?.setEncoding?.('utf8')
      child.stderr?.on('data', (text: Buffer | string) => {
        lastWords = (lastWords + String(text)).slice(-lastWordsLength)
      })
      child.once('exit', () => (exited = true))
      return {
        get pid() {
          return child.pid
        },
        send(message) {
          // Typed arrays are cloned: their buffers cannot be transferred over this port.
          if (!exited) child.postMessage(message)
        },
        onMessage: (listener) => void child.on('message', listener),
        onExit: (listener) => void child.once('exit', (code) => listener({ code, signal: null, lastWords })),
        kill() {
          // Its own kill() asks by SIGTERM, which a trainer deep in an update hears too late.
          if (exited) return
          if (child.pid === undefined) child.kill()
          else process.kill(child.pid, 'SIGKILL')
        },
      }
    },
  }
}
