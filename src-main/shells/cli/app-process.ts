import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { get } from 'node:http'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { linePath, lineProtocol, secretKey } from '../../../src-shared/contract/loopback.ts'
import type { MethodName, ParamsOf, ResultOf } from '../../../src-shared/contract/methods.ts'
import type { ServerMessage } from '../../../src-shared/contract/wire.ts'
import type { AppLine } from '../../bench/app-line.ts'
import { residentBytes } from '../../bench/process-usage.ts'
import { CliError, exitCodes } from './terminal.ts'

const patienceMs = 120_000

/**
 * Starts the app as `npm start -- --shell none` does, over this data folder, and does what a browser does: redeems the
 * address, loads the page and its script, and opens the line.
 */
export async function startApp(root: string, home: string): Promise<AppLine> {
  const app = spawn(process.execPath, [join(root, 'src-main/shells/start.ts'), '--shell', 'none'], {
    env: { ...process.env, ASCENT_HOME: home },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const end = async () => {
    const ended = new Promise((resolve) => app.once('close', resolve))
    app.kill()
    if (app.exitCode === null && app.signalCode === null) await ended
  }
  try {
    const line = await openLine(await firstLine(app))
    return { ...line, residentBytes: () => residentBytes(app.pid), close: end }
  } catch (error) {
    await end()
    throw error
  }
}

function firstLine(app: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const patience = setTimeout(
      () => reject(new CliError(`The app gave no address within ${patienceMs / 1_000} s.`, exitCodes.failed)),
      patienceMs,
    )
    app.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      if (!text.includes('\n')) return
      clearTimeout(patience)
      resolve(text.trim())
    })
    app.once('exit', (code) => {
      clearTimeout(patience)
      reject(new CliError(`The app ended with code ${code} before it gave an address.`, exitCodes.failed))
    })
  })
}

async function openLine(url: string): Promise<Pick<AppLine, 'ask'>> {
  const { origin, host } = new URL(url)
  const secret = new RegExp(`"${secretKey}","([\\w-]+)"`).exec(await fetchText(url))![1]!
  const script = /<script[^>]* src="([^"]+)"/.exec(await fetchText(origin))![1]!
  await fetchText(new URL(script, origin).href)
  const waiting = new Map<
    number,
    { resolve(answer: { result: unknown; bytes: number }): void; reject(e: Error): void }
  >()
  let lastId = 0
  const line = new WebSocket(`ws://${host}${linePath}`, [lineProtocol, secret], { headers: { origin } })
  await new Promise<void>((resolve, reject) => {
    line.on('error', reject)
    line.on('open', () => {
      line.send(JSON.stringify({ kind: 'hello', epoch: null, sequence: 0 }))
      resolve()
    })
  })
  line.on('message', (data: Buffer) => {
    const message = JSON.parse(String(data)) as ServerMessage
    if (message.kind !== 'result' && message.kind !== 'error') return
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.kind === 'result') call?.resolve({ result: message.result, bytes: data.length })
    else call?.reject(new Error(`The app refused a call: ${message.error.kind}.`))
  })
  line.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('The app closed the line.'))
  })
  return {
    ask: <M extends MethodName>(method: M, params: ParamsOf<M>) =>
      new Promise<{ result: ResultOf<M>; bytes: number }>((resolve, reject) => {
        const id = ++lastId
        waiting.set(id, { resolve: resolve as (answer: { result: unknown; bytes: number }) => void, reject })
        line.send(JSON.stringify({ kind: 'call', id, method, params }))
      }),
  }
}

function fetchText(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () =>
        response.statusCode === 200 ? resolve(text) : reject(new Error(`${url} answered ${response.statusCode}.`)),
      )
    }).on('error', reject)
  })
}
