import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import type { ServerEvent } from '../src-shared/contract/events.ts'
import type { RunId } from '../src-shared/domain/ids.ts'
import type { Run, RunStatus } from '../src-shared/domain/run.ts'
import type { ExperimentSpecInput } from '../src-shared/domain/spec.ts'
import { createApp } from './app.ts'
import type { App, AppPorts } from './app.ts'
import { childProcessLauncher } from './shells/child-process-launcher.ts'

// The real app on real databases with real trainers; only the shell around it is missing.
const folder = mkdtempSync(join(tmpdir(), 'ascent-app-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const newPath = () => join(folder, `${files++}.db`)

const opened: App[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((app) => app.close('cancel')))
})

function start(databasePath: string, changes: Partial<AppPorts> = {}) {
  const created = createApp({
    databasePath,
    shell: 'test',
    version: '0.0.0',
    launcher: childProcessLauncher(),
    presetsFolder: resolve(import.meta.dirname, '../resources/presets'),
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
  const runs = async () => (await value('history.tree', { deleted: true })).runs
  const run = async (id: RunId): Promise<Run> => (await runs()).find((candidate) => candidate.id === id)!
  const status = (id: RunId, ...wanted: RunStatus[]) =>
    vi.waitFor(
      async () => {
        const found = await run(id)
        expect(wanted).toContain(found.status)
        return found
      },
      { timeout: 30_000, interval: 20 },
    )
  /** Rows that clients were told of; many at once come as a gap. */
  const toldRows = (id: RunId) => Math.max(0, ...events.map((event) => (event.kind === 'rows' && event.runId === id ? event.firstRow + event.rows.length : 0)))
  const rowsOf = (id: RunId) => events.flatMap((event) => (event.kind === 'rows' && event.runId === id ? event.rows : []))
  const close = async () => {
    opened.splice(opened.indexOf(app), 1)
    await app.close('pause')
  }
  return { app, events, value, run, runs, status, rowsOf, toldRows, close }
}

const gridworld = (changes: Partial<ExperimentSpecInput> = {}): ExperimentSpecInput => ({
  name: 'small',
  environment: { id: 'gridworld' },
  variants: [
    {
      name: 'tabular',
      collection: { trajectories: 8 },
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'reward-to-go' },
      update: { kind: 'gradient-ascent', per: 'trajectory' },
    },
  ],
  seeds: [1],
  budget: { updates: 30 },
  evaluation: { every: 10, episodes: 5 },
  ...changes,
})
const neural: ExperimentSpecInput['variants'][number] = {
  name: 'neural',
  collection: { stepsPerCopy: 64 },
  policy: { kind: 'neural-softmax', hidden: [16] },
  estimator: { kind: 'advantage' },
  critic: { network: { kind: 'neural', hidden: [16] }, fit: { kind: 'with-policy' } },
  update: { kind: 'clip', per: 'step' },
}
const endless = (changes: Partial<ExperimentSpecInput> = {}) => gridworld({ budget: { updates: 100_000_000 }, ...changes })

test('an experiment is queued, trained in processes of its own, stored and told', async () => {
  const { value, status, run, events, rowsOf } = start(newPath())
  const { experimentId, runIds } = await value('experiments.queue', { spec: gridworld({ variants: [gridworld().variants[0]!, neural], seeds: [1, 2] }) })
  expect(runIds).toHaveLength(4)
  for (const id of runIds) await status(id, 'finished')

  const first = await run(runIds[0]!)
  expect(first).toMatchObject({ status: 'finished', statusReason: null, queuePosition: null, engine: { engine: 'reference', arithmetic: 'plain' }, runtime: { node: process.versions.node } })
  expect(first.progress).toMatchObject({ update: 30, fraction: 1 })
  expect((await run(runIds[1]!)).engine).toMatchObject({ engine: 'simd', description: expect.any(String) })

  const columns = await value('runs.metrics', { runId: runIds[0]!, metrics: ['return', 'evaluationReturn'] })
  expect(columns.update).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
  expect(columns.values.evaluationReturn!.filter((entry) => entry !== null)).toHaveLength(3)
  // What clients were told is what is stored.
  expect(rowsOf(runIds[0]!).map(({ values }) => values.return ?? null)).toEqual(columns.values.return)
  const told = events.filter((event) => event.kind === 'runs').flatMap((event) => event.runs)
  await vi.waitFor(() => expect(events.filter((event) => event.kind === 'runs').at(-1)!.runs.every(({ status: now }) => now === 'finished')).toBe(true))
  expect(told.some(({ status: now }) => now === 'running')).toBe(true)
  expect((await value('runs.log', { runId: runIds[0]! })).lines[0]!.text).toContain('Started on reference')

  const { curves } = await value('comparison.curves', { selection: [{ experimentId, variantIndex: 0 }], metric: 'evaluationReturn', axis: 'envSteps' })
  expect(curves[0]!.seeds).toMatchObject({ total: 2, finished: 2 })
})

const exported = async (spec: ExperimentSpecInput, beside?: ExperimentSpecInput) => {
  const { value, status, close } = start(newPath())
  const other = beside === undefined ? null : await value('experiments.queue', { spec: beside })
  const { runIds } = await value('experiments.queue', { spec })
  for (const id of runIds) await status(id, 'finished')
  const { text } = await value('transfer.export', { format: 'csv', runIds })
  if (other !== null) await value('runs.cancel', { runIds: other.runIds })
  await close()
  return text
}

test('two runs of one spec and seed give the same bytes, also with another job beside them', async () => {
  const spec = gridworld({ variants: [gridworld().variants[0]!, neural], budget: { updates: 40 } })
  const once = await exported(spec)
  expect(once.split('\n').length).toBeGreaterThan(80)
  expect(await exported(spec)).toBe(once)
  expect(await exported(spec, endless())).toBe(once)
  expect(await exported({ ...spec, seeds: [2] })).not.toBe(once)
})

test('cancel takes effect within a second and keeps what was trained', async () => {
  const { value, status, toldRows } = start(newPath())
  const { runIds } = await value('experiments.queue', { spec: endless() })
  const id = runIds[0]!
  await vi.waitFor(() => expect(toldRows(id)).toBeGreaterThan(10), { timeout: 20_000 })
  const askedAtMs = performance.now()
  await value('runs.cancel', { runIds })
  const cancelled = await status(id, 'cancelled')
  expect(performance.now() - askedAtMs).toBeLessThan(1_000)
  expect(cancelled.statusReason).toMatch(/^Cancelled\. The metrics recorded until then are kept, and a checkpoint after update \d+\.$/)
  const { update } = await value('runs.metrics', { runId: id, metrics: ['return'], maxPoints: 20_000 })
  expect(update.at(-1)).toBe(cancelled.progress.update)
  expect(await start(newPath()).app.call('runs.cancel', { runIds })).toMatchObject({ ok: false, error: { kind: 'run-not-found' } })
})

test('pause frees the trainer, and resume goes on to the same end', async () => {
  const spec = gridworld({ budget: { updates: 4_000 }, recordEvery: 5, evaluation: null })
  const { value, status, toldRows } = start(newPath())
  const { runIds } = await value('experiments.queue', { spec })
  const id = runIds[0]!
  await vi.waitFor(() => expect(toldRows(id)).toBeGreaterThan(0), { timeout: 20_000 })
  await value('runs.pause', { runIds })
  expect((await status(id, 'paused')).progress.fraction).toBeLessThan(1)
  await value('runs.resume', { runIds })
  await status(id, 'finished')
  const paused = await value('transfer.export', { format: 'csv', runIds })
  const { runIds: throughIds } = await value('experiments.queue', { spec })
  await status(throughIds[0]!, 'finished')
  expect(paused.text).toBe((await value('transfer.export', { format: 'csv', runIds: throughIds })).text)
})

test('a run that was training when the app was closed goes on at the next start, to the same end', async () => {
  const spec = gridworld({ budget: { updates: 4_000 }, recordEvery: 5, evaluation: null })
  const path = newPath()
  const first = start(path)
  const { runIds } = await first.value('experiments.queue', { spec })
  await vi.waitFor(() => expect(first.toldRows(runIds[0]!)).toBeGreaterThan(0), { timeout: 20_000 })
  await first.close()
  const second = start(path)
  await second.status(runIds[0]!, 'finished')
  const { runIds: throughIds } = await second.value('experiments.queue', { spec })
  await second.status(throughIds[0]!, 'finished')
  const textOf = async (ids: RunId[]) => (await second.value('transfer.export', { format: 'csv', runIds: ids })).text
  expect(await textOf(runIds)).toBe(await textOf(throughIds))
})

test('a user’s module is asked about before its first run, and trained on in the trainer alone', async () => {
  const path = join(folder, 'world.mjs')
  const moduleText = (reward: string) => `export default {
    shape: { observation: { kind: 'vector', size: 1 }, action: { kind: 'discrete', actions: 2 }, timeLimit: 20 },
    reset: (rng) => [rng.uniform()],
    step(state, action) { return { state: [action], reward: ${reward}, terminated: false } },
  }`
  writeFileSync(path, moduleText('action'))
  const spec = gridworld({ environment: { id: 'module', path }, variants: [{ ...neural, update: { kind: 'clip', per: 'step' } }], budget: { updates: 5 } })
  const { app, value, status } = start(newPath())
  const refused = await app.call('experiments.queue', { spec })
  expect(refused).toMatchObject({ ok: false, error: { kind: 'module-not-allowed', path } })
  const sha256 = !refused.ok && refused.error.kind === 'module-not-allowed' ? refused.error.sha256 : ''
  await value('system.allowModule', { path, sha256 })
  const { runIds } = await value('experiments.queue', { spec })
  await status(runIds[0]!, 'finished')
  expect((await value('runs.log', { runId: runIds[0]! })).lines.map(({ text }) => text).join('\n')).toContain(sha256)

  writeFileSync(path, moduleText('(() => { throw new Error("my own fault") })()'))
  expect(await app.call('experiments.queue', { spec })).toMatchObject({ ok: false, error: { kind: 'module-not-allowed' } })
  await value('system.allowModule', { path, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') })
  const faulty = await value('experiments.queue', { spec })
  expect((await status(faulty.runIds[0]!, 'failed')).statusReason).toBe('my own fault')
  expect((await value('runs.log', { runId: faulty.runIds[0]! })).lines.map(({ text }) => text).join('\n')).toContain('world.mjs')
})

test('a data set is recorded from a run, and another run learns from it', async () => {
  const { app, value, status } = start(newPath())
  const { runIds } = await value('experiments.queue', { spec: gridworld() })
  await status(runIds[0]!, 'finished')
  const recorded = await app.recordTrajectories(runIds[0]!, 12)
  const data = recorded.ok && recorded.answer.kind === 'record' ? recorded.answer.data : null
  expect(data?.trajectories).toHaveLength(12)
  const dataset = join(folder, 'data.json')
  writeFileSync(dataset, JSON.stringify(data))
  const variant = { ...gridworld().variants[0]!, collection: { dataset }, estimator: { kind: 'importance-sampling' as const } }
  const next = await value('experiments.queue', { spec: gridworld({ variants: [variant], budget: { updates: 5 } }) })
  await status(next.runIds[0]!, 'finished')
})

test('what can’t be queued names its field, and stores nothing', async () => {
  const { app, runs } = start(newPath())
  expect(await app.call('experiments.queue', { spec: gridworld({ seeds: [1, 1] }) })).toMatchObject({ ok: false, error: { kind: 'invalid-input', issues: [{ path: 'seeds' }] } })
  expect(await app.call('experiments.queue', { spec: { ...gridworld(), enviroment: 1 } })).toMatchObject({ ok: false, error: { kind: 'invalid-input' } })
  expect(await runs()).toEqual([])
})

test('the queue is kept in order, moved, and survives a restart', async () => {
  const path = newPath()
  const { value, close } = start(path, { cores: 1 })
  const { runIds } = await value('experiments.queue', { spec: endless({ seeds: [1, 2, 3, 4] }) })
  await value('queue.move', { runIds: [runIds[3]!], before: runIds[1]! })
  await value('runs.cancel', { runIds: [runIds[2]!] })
  await close()

  const again = start(path, { cores: 1 })
  const states = Object.fromEntries((await again.runs()).map(({ id, status, queuePosition }) => [id, { status, queuePosition }]))
  // What was training goes on where it stood; the others keep their order.
  expect(states[runIds[0]!]!.status).toBe('running')
  expect(states[runIds[3]!]!.status).toBe('queued')
  expect(states[runIds[1]!]!.status).toBe('queued')
  expect(states[runIds[3]!]!.queuePosition!).toBeLessThan(states[runIds[1]!]!.queuePosition!)
  expect(states[runIds[2]!]!.status).toBe('cancelled')
})

test('queue again starts anew and puts the old run into the bin', async () => {
  const { value, status, run } = start(newPath())
  const { runIds } = await value('experiments.queue', { spec: endless() })
  await value('runs.cancel', { runIds })
  await status(runIds[0]!, 'cancelled')
  const again = await value('runs.requeue', { runIds })
  expect((await run(runIds[0]!)).deletedAt).not.toBeNull()
  expect(await status(again.runIds[0]!, 'queued', 'running')).toMatchObject({ seed: 1, deletedAt: null })
  await value('history.restore', { experimentIds: [], runIds })
  expect((await run(runIds[0]!)).deletedAt).toBeNull()
})

test('while another process owns the database it can be read, then taken over', async () => {
  const path = newPath()
  const owner = start(path)
  const { runIds } = await owner.value('experiments.queue', { spec: gridworld() })
  const reader = start(path, { readOnly: 'an `ascent run` (process 1) is writing.' })
  expect(await reader.app.call('experiments.queue', { spec: gridworld() })).toEqual({ ok: false, error: { kind: 'read-only', reason: 'an `ascent run` (process 1) is writing.' } })
  await owner.status(runIds[0]!, 'finished')
  await reader.status(runIds[0]!, 'finished')
  expect((await reader.value('system.status', {})).readOnly).toContain('ascent run')
  await owner.close()
  expect(reader.app.takeOver()).toEqual({ ok: true })
  const next = await reader.value('experiments.queue', { spec: gridworld() })
  await reader.status(next.runIds[0]!, 'finished')
})

test('a CLI’s app trains its own runs only', async () => {
  const path = newPath()
  const first = start(path, { cores: 1 })
  const { runIds } = await first.value('experiments.queue', { spec: endless({ seeds: [1, 2] }) })
  await first.close()
  const cli = start(path, { trains: 'own' })
  const own = await cli.value('experiments.queue', { spec: gridworld() })
  await cli.status(own.runIds[0]!, 'finished')
  expect((await cli.run(runIds[1]!)).status).toBe('queued')
})

test('the plan says what would be queued, on what, and how long it takes', async () => {
  const { value, status } = start(newPath())
  const before = await value('design.plan', { spec: gridworld({ seeds: [1, 2, 3] }) })
  expect(before).toMatchObject({ problems: [], runs: 3, engines: [{ engine: 'reference' }], seconds: null, secondsBasis: 'No earlier run is like these, so there is no estimate yet.' })
  const { runIds } = await value('experiments.queue', { spec: gridworld() })
  await status(runIds[0]!, 'finished')
  const after = await value('design.plan', { spec: gridworld({ budget: { updates: 60 } }) })
  expect(after.secondsBasis).toBe('From 1 earlier run alike, 1 at once.')
  expect(after.seconds).toBeGreaterThan(0)
  const wrong = await value('design.plan', { spec: { ...gridworld(), budget: { updates: -1 } } })
  expect(wrong.problems[0]!.path).toBe('budget.updates')
})

test('drafts and settings survive a restart', async () => {
  const path = newPath()
  const first = start(path)
  await first.value('design.saveDraft', { json: '{"name": "half done"}' })
  await first.value('system.saveSettings', { trainers: 1 })
  await first.close()
  const second = start(path)
  expect(await second.value('design.loadDraft', {})).toEqual({ json: '{"name": "half done"}' })
  expect(await second.value('system.settings', {})).toEqual({ theme: 'system', trainers: 1 })
  expect(second.app.status().trainersMax).toBe(1)
})

test('after kill -9 on the app in mid-run no trainer is left, at most a second is missing, and the next start says so', async () => {
  const path = newPath()
  const victim = fork(fileURLToPath(new URL('./training/fixtures/app-process.ts', import.meta.url)), [path, JSON.stringify(endless({ seeds: [1, 2] }))], { execArgv: [] })
  const shown = new Map<string, number>()
  const pids = new Set<number>()
  victim.on('message', (message: { rows?: [string, number]; pid?: number }) => {
    if (message.rows !== undefined) shown.set(...message.rows)
    if (message.pid !== undefined) pids.add(message.pid)
  })
  await vi.waitFor(() => expect([...shown.values()].filter((rows) => rows > 50)).toHaveLength(2), { timeout: 30_000 })
  expect(pids.size).toBe(2)
  victim.kill('SIGKILL')
  await new Promise((resolve_) => victim.once('exit', resolve_))
  await vi.waitFor(() => expect([...pids].filter(isAlive)).toEqual([]), { timeout: 2_000 })

  const { app, runs, value } = start(path)
  const received: string[] = []
  app.dispatcher.connect({
    send: (text) => received.push(text),
    onMessage: (listener) => listener(JSON.stringify({ kind: 'hello', epoch: null, sequence: 0 })),
    onClose: () => {},
  })
  expect(received.join('\n')).toContain('2 runs were interrupted when Ascent ended last time.')
  for (const run of await runs()) {
    expect(run).toMatchObject({ status: 'interrupted', statusReason: 'Ascent ended while this run was training. What was recorded until then is kept.' })
    const { rowCount } = await value('runs.metrics', { runId: run.id, metrics: ['return'] })
    expect(rowCount).toBeGreaterThanOrEqual(shown.get(run.id)!)
  }
})

test('kill -9 on a trainer interrupts its run and no other', async () => {
  const path = newPath()
  const pids: (number | undefined)[] = []
  const launcher = childProcessLauncher()
  const { value, status, toldRows } = start(path, {
    launcher: {
      spawn(entry) {
        const trainer = launcher.spawn(entry)
        pids.push(trainer.pid)
        return trainer
      },
    },
  })
  const { runIds } = await value('experiments.queue', { spec: endless({ seeds: [1, 2] }) })
  await vi.waitFor(() => expect(toldRows(runIds[0]!)).toBeGreaterThan(5), { timeout: 20_000 })
  process.kill(pids[0]!, 'SIGKILL')
  expect((await status(runIds[0]!, 'interrupted')).statusReason).toBe('The trainer process was ended by SIGKILL. The metrics recorded until then are kept.')
  await status(runIds[1]!, 'running')
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
