import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { linePath, lineProtocol, secretKey } from '../../../src-shared/contract/loopback.ts'
import { serverMessage } from '../../../src-shared/contract/wire.ts'
import { median } from '../../bench/median.ts'
import { residentBytes } from '../../bench/process-usage.ts'
import type { StartResult } from '../../bench/results.ts'
import { CliError, exitCodes } from './terminal.ts'

const patienceMs = 120_000

/**
 * Starts the app as `npm start -- --shell none` does, each time over an empty data folder, and times it from the
 * command until its page is served and the page's first call would be answered. A first start, which may build the
 * page, isn't counted.
 */
export async function measureStart(
  root: string,
  repetitions: number,
  report: (sentence: string) => void,
): Promise<Omit<StartResult, 'measuredAt'>> {
  report('start: a first time, to build')
  await timeStart(root)
  const samples = []
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    report(`start: ${repetition} of ${repetitions}`)
    samples.push(await timeStart(root))
  }
  return {
    medianMs: median(samples.map(({ elapsedMs }) => elapsedMs))!,
    samplesMs: samples.map(({ elapsedMs }) => elapsedMs),
    appResidentBytes: median(samples.flatMap(({ bytes }) => bytes ?? [])) ?? null,
  }
}

async function timeStart(root: string): Promise<{ elapsedMs: number; bytes: number | null }> {
  const home = mkdtempSync(join(tmpdir(), 'ascent-bench-'))
  const startedAtMs = performance.now()
  const app = spawn(process.execPath, [join(root, 'src-main/shells/start.ts'), '--shell', 'none'], {
    env: { ...process.env, ASCENT_HOME: home },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    await useApp(await firstLine(app))
    return { elapsedMs: performance.now() - startedAtMs, bytes: residentBytes(app.pid) }
  } finally {
    const ended = new Promise((resolve) => app.once('close', resolve))
    app.kill()
    await ended
    rmSync(home, { recursive: true, force: true })
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

/**
 * What a browser does: redeems the address, loads the page and its script, opens the line, and asks its first question.
 */
async function useApp(url: string): Promise<void> {
  const { origin, host } = new URL(url)
  const secret = new RegExp(`"${secretKey}","([\\w-]+)"`).exec(await fetchText(url))![1]!
  const script = /<script[^>]* src="([^"]+)"/.exec(await fetchText(origin))![1]!
  await fetchText(new URL(script, origin).href)
  await new Promise<void>((resolve, reject) => {
    const line = new WebSocket(`ws://${host}${linePath}`, [lineProtocol, secret], { headers: { origin } })
    line.on('error', reject)
    line.on('open', () => {
      line.send(JSON.stringify({ kind: 'hello', epoch: null, sequence: 0 }))
      line.send(JSON.stringify({ kind: 'call', id: 1, method: 'history.tree', params: {} }))
    })
    line.on('message', (data) => {
      const message = serverMessage.parse(JSON.parse(String(data)))
      if (message.kind === 'error') reject(new Error('The app refused its first call.'))
      if (message.kind === 'result') {
        line.close()
        resolve()
      }
    })
  })
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
