import { expect, test, vi } from 'vitest'
import { childProcessLauncher } from './shells/child-process-launcher.ts'
import { endless, gridworld, neural, newPath, start } from './testing/started-app.ts'

// A second is promised where the machine has time to look: beside other tests one try may come late.
test('cancel takes effect within a second and keeps what was trained', { retry: 3 }, async () => {
  const { value, status, toldRows } = start(newPath())
  const { runIds } = await value('experiments.queue', { spec: endless() })
  const id = runIds[0]!
  await vi.waitFor(() => expect(toldRows(id)).toBeGreaterThan(10), { timeout: 120_000 })
  const askedAtMs = performance.now()
  await value('runs.cancel', { runIds })
  const cancelled = await status(id, 'cancelled')
  expect(performance.now() - askedAtMs).toBeLessThan(1_000)
  expect(cancelled.statusReason).toMatch(
    /^Cancelled\. The metrics recorded until then are kept, and the state after update \d+\.$/,
  )
  const { update } = await value('runs.metrics', { runId: id, metrics: ['return'], maxPoints: 20_000 })
  expect(update.at(-1)).toBe(cancelled.progress.update)
  expect(await start(newPath()).app.call('runs.cancel', { runIds })).toMatchObject({
    ok: false,
    error: { kind: 'run-not-found' },
  })
})

test.each([
  ['a table', gridworld().variants[0]!, 40_000],
  ['a network in the middle of episodes', neural, 2_500],
])('pause frees the trainer, and resume goes on to the same end: %s', async (_, variant, updates) => {
  const spec = gridworld({
    variants: [variant],
    budget: { updates },
    recordEvery: 50,
    evaluation: { every: 2_000, episodes: 3 },
  })
  const { value, exportedCsv, status, toldRows } = start(newPath())
  const { runIds } = await value('experiments.queue', { spec })
  const id = runIds[0]!
  await vi.waitFor(() => expect(toldRows(id)).toBeGreaterThan(0), { timeout: 120_000 })
  await value('runs.pause', { runIds })
  expect((await status(id, 'paused')).progress.fraction).toBeLessThan(1)
  await value('runs.resume', { runIds })
  await status(id, 'finished')
  const paused = await exportedCsv(runIds)
  const { runIds: throughIds } = await value('experiments.queue', { spec })
  await status(throughIds[0]!, 'finished')
  expect(paused).toBe(await exportedCsv(throughIds))
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
  await vi.waitFor(() => expect(toldRows(runIds[0]!)).toBeGreaterThan(5), { timeout: 120_000 })
  process.kill(pids[0]!, 'SIGKILL')
  expect((await status(runIds[0]!, 'interrupted')).statusReason).toBe(
    'The trainer process was ended by SIGKILL. The metrics recorded until then are kept.',
  )
  await status(runIds[1]!, 'running')
})
