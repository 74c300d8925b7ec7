import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, expect, vi } from 'vitest'
import type { ServerEvent } from '../../src-shared/contract/events.ts'
import type { RunId } from '../../src-shared/domain/ids.ts'
import type { Run, RunStatus } from '../../src-shared/domain/run.ts'
import type { ExperimentSpecInput } from '../../src-shared/domain/spec.ts'
import { createApp } from '../app.ts'
import type { App, AppPorts } from '../app.ts'
import { childProcessLauncher } from '../shells/child-process-launcher.ts'
import { tabularVariant } from '../training/fixtures/jobs.ts'

// The real app on real databases with real trainers; only the shell around it is missing.
export const folder = mkdtempSync(join(tmpdir(), 'ascent-app-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
export const newPath = () => join(folder, `${files++}.db`)

const opened: App[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((app) => app.close('cancel')))
})

export function start(databasePath: string, changes: Partial<AppPorts> = {}) {
  const created = createApp({
    databasePath,
    shell: 'test',
    version: '0.0.0',
    launcher: childProcessLauncher(),
    presetsFolder: resolve(import.meta.dirname, '../../resources/presets'),
    readOnly: null,
    doctor: async () => [],
    cores: 2,
    ...changes,
  })
  if (!created.ok) throw new Error(created.error.reason)
  const app = created.value
  opened.push(app)
  const events: ServerEvent[] = []
  app.onEvent((event) => events.push(event))
  const value = async <M extends Parameters<App['call']>[0]>(method: M, params: Parameters<typeof app.call<M>>[1]) => {
    const answer = await app.call(method, params)
    if (!answer.ok) throw new Error(JSON.stringify(answer.error))
    return answer.value
  }
  const exportedCsv = async (runIds: RunId[]) => {
    const exported = await value('transfer.export', { format: 'csv', runIds })
    if (exported.kind !== 'text') throw new Error(`was written to ${exported.path}`)
    return exported.text
  }
  const runs = async () => (await value('history.tree', { deleted: true })).runs
  const run = async (id: RunId): Promise<Run> => (await runs()).find((candidate) => candidate.id === id)!
  const status = (id: RunId, ...wanted: RunStatus[]) =>
    vi.waitFor(
      async () => {
        const found = await run(id)
        expect(wanted).toContain(found.status)
        return found
      },
      { timeout: 120_000, interval: 20 },
    )
  /** Rows that clients were told of; many at once come as a gap. */
  const toldRows = (id: RunId) =>
    Math.max(
      0,
      ...events.map((event) => (event.kind === 'rows' && event.runId === id ? event.firstRow + event.rows.length : 0)),
    )
  const rowsOf = (id: RunId) =>
    events.flatMap((event) => (event.kind === 'rows' && event.runId === id ? event.rows : []))
  const close = async () => {
    opened.splice(opened.indexOf(app), 1)
    await app.close('pause')
  }
  return { app, events, value, exportedCsv, run, runs, status, rowsOf, toldRows, close }
}

export const gridworld = (changes: Partial<ExperimentSpecInput> = {}): ExperimentSpecInput => ({
  name: 'small',
  environment: { id: 'gridworld' },
  variants: [tabularVariant],
  seeds: [1],
  budget: { updates: 30 },
  evaluation: { every: 10, episodes: 5 },
  ...changes,
})
export const neural: ExperimentSpecInput['variants'][number] = {
  name: 'neural',
  collection: { stepsPerCopy: 64 },
  policy: { kind: 'neural-softmax', hidden: [16] },
  estimator: { kind: 'advantage' },
  critic: { network: { kind: 'neural', hidden: [16] }, fit: { kind: 'with-policy' } },
  update: { kind: 'clip', per: 'step' },
}
export const endless = (changes: Partial<ExperimentSpecInput> = {}) =>
  gridworld({ budget: { updates: 100_000_000 }, ...changes })
