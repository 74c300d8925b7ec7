import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { serverMessage } from '../src-shared/contract/wire.ts'
import { closeDatabase } from './storage/database.ts'
import { metricRowOf, openForTest, testExperiment, testRun } from './storage/fixtures.ts'
import { insertExperiment } from './storage/repositories/experiments.ts'
import { appendMetrics } from './storage/repositories/metrics.ts'
import { inTransaction } from './storage/statements.ts'
import { folder, start } from './testing/started-app.ts'

// What JSON writes six times as long, what CSV has to quote, half a character, and a spreadsheet's formula.
const hostileName = `=cmd|' /C calc'!A0 "",\r\n\u0001\ud800 ${'"\\\u0007'.repeat(24)}`

function stored(runCount: number, rows: number): { path: string; runIds: string[] } {
  const path = join(mkdtempSync(join(folder, 'export-')), 'ascent.db')
  const database = openForTest(path)
  const experiment = { ...testExperiment('aaaaaaaa'), name: hostileName }
  experiment.spec = { ...experiment.spec, variants: [{ ...experiment.spec.variants[0]!, name: hostileName }] }
  const runs = Array.from({ length: runCount }, (_, index) =>
    testRun(`aaaaaaaarun${index}`, experiment.id, { seed: index, status: 'finished' }),
  )
  insertExperiment(database, experiment, runs)
  const metricRows = Array.from({ length: rows }, (_, row) => metricRowOf(row + 1, { return: row / 3 }))
  inTransaction(database, () => runs.forEach(({ id }) => appendMetrics(database, id, metricRows)))
  closeDatabase(database)
  return { path, runIds: runs.map(({ id }) => id) }
}

/** As a window asks: over a line, as text. */
function window(app: ReturnType<typeof start>['app']) {
  let deliver: (text: string) => void = () => {}
  const waiting = new Map<number, (message: unknown) => void>()
  app.dispatcher.connect({
    send(text) {
      const message = serverMessage.parse(JSON.parse(text))
      if (message.kind === 'result' || message.kind === 'error') waiting.get(message.id)?.(message)
    },
    onMessage: (listener) => void (deliver = listener),
    onClose: () => {},
  })
  let id = 0
  return (method: string, params: object): Promise<unknown> =>
    new Promise((resolve) => {
      waiting.set(++id, resolve)
      deliver(JSON.stringify({ kind: 'call', id, method, params }))
    })
}

test('an export of 10,000 runs with hostile names goes to a file of this user, and the app lives', async () => {
  const { path: databasePath, runIds } = stored(10_000, 30)
  const { app, value } = start(databasePath)
  const ask = window(app)
  const texts: string[] = []
  for (const format of ['csv', 'json'] as const) {
    const answer = (await ask('transfer.export', { format, runIds })) as {
      result: { kind: string; path: string; bytes: number }
    }
    expect(answer).toMatchObject({ kind: 'result', result: { kind: 'file' } })
    const { path, bytes } = answer.result
    expect(basename(path)).toBe(`cmd-c-calc-a0-1.${format}`)
    expect(dirname(path)).toBe(join(dirname(databasePath), 'exports'))
    expect(statSync(path)).toMatchObject({ size: bytes, mode: 0o100600 })
    texts.push(readFileSync(path, 'utf8'))
  }
  // A formula is no formula any more, and no half character is left over.
  const name = `"'${hostileName.toWellFormed().replaceAll('"', '""')}"`
  const lines = texts[0]!.split(`\n${name},`)
  expect(lines).toHaveLength(1 + 10_000 * 30)
  expect(lines[1]).toBe(`${name},0,finished,1,128,1,0`)
  expect(lines.at(-1)).toBe(`${name},9999,finished,30,3840,51,${29 / 3}\n`)
  const [experiment] = JSON.parse(texts[1]!).experiments
  expect(experiment.runs).toHaveLength(10_000)
  expect(experiment.runs[9_999].rows).toHaveLength(30)
  expect(experiment.name).toBe(hostileName.toWellFormed())
  // Again: another file beside the first.
  expect(await value('transfer.export', { format: 'csv', runIds: runIds as never })).toMatchObject({
    path: expect.stringMatching(/-2\.csv$/),
  })
  expect(readdirSync(join(dirname(databasePath), 'exports')).filter((name) => name.endsWith('.partial'))).toEqual([])
  expect((await value('history.tree', {})).runs).toHaveLength(10_000)
})

test('an export that can’t be written is told, and leaves nothing behind', async () => {
  const { path, runIds } = stored(10_000, 10)
  const exportsFolder = join(dirname(path), 'exports')
  writeFileSync(exportsFolder, 'in the way')
  const { app } = start(path)
  expect(await window(app)('transfer.export', { format: 'csv', runIds })).toMatchObject({
    kind: 'error',
    error: { kind: 'export-failed', reason: 'a file already has its name, or its folder’s' },
  })
  expect(readFileSync(exportsFolder, 'utf8')).toBe('in the way')
  expect(existsSync(`${exportsFolder}.partial`)).toBe(false)
})

test('an export goes on as its reader takes it, and ends with the app', async () => {
  const { path, runIds } = stored(500, 100)
  const { app, close } = start(path)
  const pieces = app.exportPieces({ format: 'csv', runIds: runIds as never, times: false })[Symbol.asyncIterator]()
  expect((await pieces.next()).value).toMatch(/^experiment,variant/)
  await close()
  await expect(pieces.next()).rejects.toThrow('it was stopped')
})

test('what an export left behind when the app was killed goes at the next start, and nothing else does', async () => {
  const path = join(mkdtempSync(join(folder, 'export-')), 'ascent.db')
  const exportsFolder = join(dirname(path), 'exports')
  mkdirSync(exportsFolder)
  const old = new Date(Date.now() - 120_000)
  for (const name of ['left-1.csv.partial', 'left-2.json.partial', 'done-1.csv', 'notes.partial']) {
    writeFileSync(join(exportsFolder, name), 'text')
    utimesSync(join(exportsFolder, name), old, old)
  }
  // Somebody who reads the same database may be writing this one.
  writeFileSync(join(exportsFolder, 'now-1.csv.partial'), 'text')
  start(path)
  await vi.waitFor(() =>
    expect(readdirSync(exportsFolder).sort()).toEqual(['done-1.csv', 'notes.partial', 'now-1.csv.partial']),
  )
})
