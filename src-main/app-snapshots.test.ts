import { expect, test, vi } from 'vitest'
import { sentenceOf } from '../src-shared/contract/errors.ts'
import type { RunId } from '../src-shared/domain/ids.ts'
import { usualSnapshots } from '../src-shared/domain/snapshots.ts'
import { openForTest } from './storage/fixtures.ts'
import { listSnapshots, snapshotAt } from './storage/repositories/snapshots.ts'
import { gridworld, neural, newPath, start } from './testing/started-app.ts'

/** What a run has, as it is stored; the app goes on. */
function stored(path: string, id: RunId) {
  const database = openForTest(path)
  const snapshots = listSnapshots(database, id).map(({ update }) => snapshotAt(database, id, update)!)
  database.close()
  return snapshots
}

test.each([
  ['a table', gridworld().variants[0]!, 20_000],
  ['a network in the middle of episodes', neural, 1_500],
])(
  'a run that was paused has stored the snapshots of one that was not, byte for byte: %s',
  async (_, variant, updates) => {
    const path = newPath()
    const spec = gridworld({ variants: [variant], budget: { updates }, recordEvery: 50, evaluation: null })
    const { value, status, toldRows, run } = start(path)
    const { runIds } = await value('experiments.queue', { spec })
    const [id] = runIds as [RunId]
    await vi.waitFor(() => expect(toldRows(id)).toBeGreaterThan(0), { timeout: 120_000 })
    await value('runs.pause', { runIds })
    expect((await status(id, 'paused')).progress.fraction).toBeLessThan(1)
    const { snapshots: plan } = await run(id)
    await value('runs.resume', { runIds })
    await status(id, 'finished')
    const { runIds: throughIds } = await value('experiments.queue', { spec })
    const through = await status(throughIds[0]!, 'finished')

    const snapshots = stored(path, id)
    expect(snapshots).toHaveLength(usualSnapshots)
    expect(snapshots.map(({ update }) => update)).toEqual(
      Array.from({ length: usualSnapshots }, (_one, share) => Math.ceil((share * updates) / 26)),
    )
    expect(snapshots).toEqual(stored(path, throughIds[0]!))
    expect(plan).toEqual({ bytesEach: snapshots[0]!.bytes.length, count: usualSnapshots })
    expect(through.snapshots).toEqual(plan)
  },
)

test('a spec sets how many, how often, or none', async () => {
  const path = newPath()
  const { value, status, run } = start(path)
  const updatesOf = async (snapshots: { count: number } | { everyUpdates: number } | null) => {
    const { runIds } = await value('experiments.queue', { spec: gridworld({ budget: { updates: 10 }, snapshots }) })
    await status(runIds[0]!, 'finished')
    return { plan: (await run(runIds[0]!)).snapshots, updates: stored(path, runIds[0]!).map(({ update }) => update) }
  }
  expect(await updatesOf({ count: 3 })).toMatchObject({ plan: { count: 3 }, updates: [0, 5, 10] })
  expect(await updatesOf({ everyUpdates: 4 })).toMatchObject({ plan: { count: null }, updates: [0, 4, 8, 10] })
  expect(await updatesOf(null)).toEqual({ plan: undefined, updates: [] })
})

test('are counted and dropped with the runs that are named, locked ones never; curves and saved states stay', async () => {
  const path = newPath()
  const { app, value, status, run, exportedCsv } = start(path)
  const { runIds } = await value('experiments.queue', { spec: gridworld({ seeds: [1, 2, 3] }) })
  for (const id of runIds) await status(id, 'finished')
  const [first, second, third] = runIds as [RunId, RunId, RunId]
  const bytesOf = (id: RunId) => stored(path, id).reduce((sum, { bytes }) => sum + bytes.length, 0)
  const [bytes, otherBytes] = [bytesOf(first), bytesOf(second)]
  expect(await value('inspect.snapshotUse', { runIds: [first, second] })).toEqual({
    runs: 2,
    snapshots: 2 * usualSnapshots,
    bytes: bytes + otherBytes,
    savedStates: 2,
  })

  await value('history.edit', { experimentIds: [], runIds: [second], locked: true })
  const refused = await app.call('inspect.dropSnapshots', { runIds: [first, second] })
  expect(refused.ok ? '' : sentenceOf(refused.error)).toContain('seed 2')
  expect(bytesOf(first)).toBe(bytes)

  const csv = await exportedCsv([first])
  expect(await value('inspect.dropSnapshots', { runIds: [first, third] })).toEqual({ dropped: 2 * usualSnapshots })
  expect([bytesOf(first), bytesOf(second), bytesOf(third)]).toEqual([0, otherBytes, 0])
  expect((await run(first)).snapshots).toMatchObject({ count: usualSnapshots, droppedAt: expect.any(Number) })
  expect((await run(second)).snapshots).not.toHaveProperty('droppedAt')
  expect(await exportedCsv([first])).toBe(csv)
  expect((await value('inspect.snapshotUse', { runIds: [first] })).savedStates).toBe(1)
  expect(await value('inspect.dropSnapshots', { runIds: [first] })).toEqual({ dropped: 0 })
  expect(await app.call('inspect.dropSnapshots', { runIds: ['0'.repeat(32) as RunId] })).toMatchObject({
    ok: false,
    error: { kind: 'run-not-found' },
  })
})
