import { spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

/** One call of the DevTools protocol, on the browser or on a page. */
export type Call = (method: string, params?: object) => Promise<Record<string, unknown>>

export interface ChromiumProgram {
  program: string
  args: readonly string[]
  env?: NodeJS.ProcessEnv
}

/**
 * Opens an empty page in a Chromium without a window, with a profile of its own, has the work done on it by the DevTools
 * protocol, and ends the browser, whatever happens. Its pipes are the only way to it: no port is open.
 */
export async function withChromiumPage<T>(
  { program, args, env }: ChromiumProgram,
  profileFolder: string,
  work: (call: Call) => Promise<T>,
  patienceMs: number,
): Promise<T> {
  const child = spawn(
    program,
    [
      ...args,
      '--headless',
      '--remote-debugging-pipe',
      `--user-data-dir=${profileFolder}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--hide-scrollbars',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], env: env ?? process.env },
  )
  const gone = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => gone.reject(new Error(`${program} did not answer within ${patienceMs / 1_000} seconds`)),
    patienceMs,
  )
  child.on('error', (error) => gone.reject(new Error(`${program} could not be started: ${error.message}`)))
  child.on('exit', (code) => gone.reject(new Error(`${program} ended with code ${code}`)))
  try {
    const send = protocolOver(child.stdio[3] as Writable, child.stdio[4] as Readable)
    const attached = async () => {
      const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
      return work((method, params) => send(method, params, String(sessionId)))
    }
    return await Promise.race([attached(), gone.promise])
  } finally {
    clearTimeout(timer)
    const ended = child.exitCode !== null || child.pid === undefined
    const exit = new Promise((resolve) => (ended ? resolve(null) : child.once('exit', resolve)))
    child.kill('SIGKILL')
    await exit
    gone.promise.catch(() => {})
  }
}

/** Messages are JSON, each ended by a zero byte. */
function protocolOver(to: Writable, from: Readable) {
  const waiting = new Map<number, { resolve(result: Record<string, unknown>): void; reject(reason: Error): void }>()
  let lastId = 0
  let rest = ''
  from.setEncoding('utf8')
  from.on('data', (text: string) => {
    const messages = (rest + text).split('\0')
    rest = messages.pop()!
    for (const message of messages) {
      const { id, result, error } = JSON.parse(message) as {
        id?: number
        result?: Record<string, unknown>
        error?: { message: string }
      }
      if (id === undefined) continue
      if (error === undefined) waiting.get(id)?.resolve(result ?? {})
      else waiting.get(id)?.reject(new Error(error.message))
      waiting.delete(id)
    }
  })
  // What can't be sent or read ends with the process, which says why.
  to.on('error', () => {})
  from.on('error', () => {})
  return (method: string, params: object = {}, sessionId?: string) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      const id = ++lastId
      waiting.set(id, { resolve, reject })
      to.write(`${JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) })}\0`)
    })
}
