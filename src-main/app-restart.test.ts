import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { endless, gridworld, newPath, start } from './testing/started-app.ts'
import { isAlive } from './training/fixtures/is-alive.ts'

test('a run that was training when the app was closed goes on at the next start, to the same end', async () => {
  const spec = gridworld({ budget: { updates: 40_000 }, recordEvery: 50, evaluation: null })
  const path = newPath()
  const first = start(path)
  const { runIds } = await first.value('experiments.queue', { spec })
  await vi.waitFor(() => expect(first.toldRows(runIds[0]!)).toBeGreaterThan(0), { timeout: 120_000 })
  await first.close()
  const second = start(path)
  await second.status(runIds[0]!, 'finished')
  const { runIds: throughIds } = await second.value('experiments.queue', { spec })
  await second.status(throughIds[0]!, 'finished')
  expect(await second.exportedCsv(runIds)).toBe(await second.exportedCsv(throughIds))
})

test('the queue is kept in order, moved, and survives a restart', async () => {
  const path = newPath()
  const { value, close } = start(path, { cores: 1 })
  const { runIds } = await value('experiments.queue', { spec: endless({ seeds: [1, 2, 3, 4] }) })
  await value('queue.move', { runIds: [runIds[3]!], before: runIds[1]! })
  await value('runs.cancel', { runIds: [runIds[2]!] })
  await close()

  const again = start(path, { cores: 1 })
  const states = Object.fromEntries(
    (await again.runs()).map(({ id, status, queuePosition }) => [id, { status, queuePosition }]),
  )
  // What was training goes on where it stood; the others keep their order.
  expect(states[runIds[0]!]!.status).toBe('running')
  expect(states[runIds[3]!]!.status).toBe('queued')
  expect(states[runIds[1]!]!.status).toBe('queued')
  expect(states[runIds[3]!]!.queuePosition!).toBeLessThan(states[runIds[1]!]!.queuePosition!)
  expect(states[runIds[2]!]!.status).toBe('cancelled')
})

test('while another process owns the database it can be read, then taken over', async () => {
  const path = newPath()
  const owner = start(path)
  const { runIds } = await owner.value('experiments.queue', { spec: gridworld() })
  const reader = start(path, { readOnly: 'an `ascent run` (process 1) is writing.' })
  expect(await reader.app.call('experiments.queue', { spec: gridworld() })).toEqual({
    ok: false,
    error: { kind: 'read-only', reason: 'an `ascent run` (process 1) is writing.' },
  })
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

test('drafts and settings survive a restart', async () => {
  const path = newPath()
  const first = start(path)
  await first.value('design.saveDraft', { json: '{"name": "half done"}' })
  await first.value('system.saveSettings', { trainers: 1 })
  await first.close()
  const second = start(path)
  expect(await second.value('design.loadDraft', {})).toEqual({ json: '{"name": "half done"}' })
  expect(await second.value('system.settings', {})).toMatchObject({ theme: 'system', trainers: 1 })
  expect(second.app.status().trainersMax).toBe(1)
})

test('after kill -9 on the app in mid-run no trainer is left, at most a second is missing, and the next start says so', async () => {
  const path = newPath()
  const victim = fork(
    fileURLToPath(new URL('./training/fixtures/app-process.ts', import.meta.url)),
    [path, JSON.stringify(endless({ seeds: [1, 2] }))],
    { execArgv: [] },
  )
  const shown = new Map<string, number>()
  const pids = new Set<number>()
  victim.on('message', (message: { rows?: [string, number]; pid?: number }) => {
    if (message.rows !== undefined) shown.set(...message.rows)
    if (message.pid !== undefined) pids.add(message.pid)
  })
  await vi.waitFor(() => expect([...shown.values()].filter((rows) => rows > 50)).toHaveLength(2), { timeout: 120_000 })
  expect(pids.size).toBe(2)
  victim.kill('SIGKILL')
  await new Promise((resolve_) => victim.once('exit', resolve_))
  await vi.waitFor(() => expect([...pids].filter(isAlive)).toEqual([]), { timeout: 10_000 })

  const { app, runs, value } = start(path)
  const received: string[] = []
  app.dispatcher.connect({
    send: (text) => received.push(text),
    onMessage: (listener) => listener(JSON.stringify({ kind: 'hello', epoch: null, sequence: 0 })),
    onClose: () => {},
  })
  expect(received.join('\n')).toContain(
    'Interrupted when Ascent ended last time: “small” tabular, seed 1; “small” tabular, seed 2.',
  )
  for (const run of await runs()) {
    expect(run).toMatchObject({
      status: 'interrupted',
      statusReason: 'Ascent ended while this run was training. What was recorded until then is kept.',
    })
    const { rowCount } = await value('runs.metrics', { runId: run.id, metrics: ['return'] })
    expect(rowCount).toBeGreaterThanOrEqual(shown.get(run.id)!)
  }
})
