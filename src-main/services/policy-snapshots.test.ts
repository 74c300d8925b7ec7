import { beforeEach, expect, it } from 'vitest'
import type { RunId } from '../../src-shared/domain/ids.ts'
import type { Database } from '../storage/database.ts'
import { openForTest, storeRuns } from '../storage/fixtures.ts'
import { saveCheckpoint } from '../storage/repositories/checkpoints.ts'
import { saveSnapshots } from '../storage/repositories/snapshots.ts'
import { snapshotBytes, snapshotsOf, snapshotUpTo } from './policy-snapshots.ts'

let database: Database
let run: RunId
beforeEach(() => {
  database = openForTest()
  run = storeRuns(database, 'aaaaaaaa', 1)[0]!.id
})
const keepState = (update: number) => saveCheckpoint(database, run, update, Uint8Array.of(100 + update), { savedAt: 1 })
const takeSnapshots = (...updates: number[]) =>
  saveSnapshots(
    database,
    run,
    updates.map((update) => ({ update, envSteps: 10 * update, bytes: Uint8Array.of(update) })),
    1,
  )

it('are the snapshots of a run, and behind them the state that it stopped at', () => {
  takeSnapshots(0, 5, 9)
  keepState(4)
  keepState(9)
  expect(snapshotsOf(database, run).map(({ update }) => update)).toEqual([0, 5, 9])
  keepState(11)
  expect(snapshotsOf(database, run).at(-1)).toEqual({ update: 11, envSteps: null, source: 'saved state' })
  expect(snapshotsOf(database, run)[1]).toEqual({ update: 5, envSteps: 50, source: 'snapshot' })
})

it('are the saved states of a run that took no snapshots', () => {
  expect(snapshotsOf(database, run)).toEqual([])
  keepState(4)
  keepState(9)
  expect(snapshotsOf(database, run)).toEqual([
    { update: 4, envSteps: null, source: 'saved state' },
    { update: 9, envSteps: null, source: 'saved state' },
  ])
})

it('give their bytes, those of a snapshot where a state was saved there too', () => {
  takeSnapshots(0, 9)
  keepState(9)
  keepState(11)
  expect(snapshotBytes(database, run, 9)).toEqual(Uint8Array.of(9))
  expect(snapshotBytes(database, run, 11)).toEqual(Uint8Array.of(111))
  expect(snapshotBytes(database, run, 10)).toBeUndefined()
  expect(snapshotUpTo(database, run, 10)?.update).toBe(9)
  expect(snapshotUpTo(database, run, 99)?.update).toBe(11)
})
