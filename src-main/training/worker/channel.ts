import { toTrainer } from '../protocol/messages.ts'
import type { FromTrainer, ToTrainer } from '../protocol/messages.ts'

/** The trainer's line to its parent: a forked process's, or an Electron utility process's. */
export interface Channel {
  /** Resolves when the message has left this process. */
  send(message: FromTrainer): Promise<void>
  onMessage(listener: (message: ToTrainer) => void): void
  onClosed(listener: () => void): void
}

/** Electron's `process.parentPort`, as far as it is used here: no import of electron outside its shell. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
}

/** Throws when this process was not started by a supervisor, and when a message is not one of the protocol. */
export function openChannel(): Channel {
  const parentPort = (process as NodeJS.Process & { parentPort?: ParentPort }).parentPort
  if (parentPort !== undefined) {
    return {
      send: async (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', (event) => listener(toTrainer.parse(event.data))),
      // Electron ends its utility processes itself, and the watchdog looks after the rest.
      onClosed: () => {},
    }
  }
  if (process.send === undefined) throw new Error('A trainer is started by the app; it does nothing on its own.')
  return {
    send: (message) =>
      new Promise((resolve, reject) => {
        process.send!(message, undefined, undefined, (error) => (error ? reject(error) : resolve()))
      }),
    onMessage: (listener) => process.on('message', (message) => listener(toTrainer.parse(message))),
    onClosed: (listener) => process.on('disconnect', listener),
  }
}
