import { beforeEach, expect, it } from 'vitest'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import type { Database } from '../database.ts'
import { openForTest, storeRuns } from '../fixtures.ts'
import { statement } from '../statements.ts'
import { saveCheckpoint } from './checkpoints.ts'
import { dropSnapshots, listSnapshots, saveSnapshots, snapshotAt, snapshotUse } from './snapshots.ts'

let database: Database
let first: RunId
let second: RunId
const snapshot = (update: number, ...bytes: number[]) => ({
  update,
  envSteps: update * 10,
  bytes: Uint8Array.from(bytes),
})
beforeEach(() => {
  database = openForTest()
  ;[first, second] = storeRuns(database, 'aaaaaaaa', 2).map(({ id }) => id) as [RunId, RunId]
  saveSnapshots(database, first, [snapshot(0, 1), snapshot(20, 3, 3), snapshot(10, 2)], 7)
  saveSnapshots(database, second, [snapshot(10, 9)], 7)
})

it('are listed in order of training, without their bytes', () => {
  expect(listSnapshots(database, first)).toEqual([
    { update: 0, envSteps: 0, byteLength: 1 },
    { update: 10, envSteps: 100, byteLength: 1 },
    { update: 20, envSteps: 200, byteLength: 2 },
  ])
})

it('are found by their update', () => {
  expect(snapshotAt(database, first, 10)?.bytes).toEqual(Uint8Array.of(2))
  expect(snapshotAt(database, first, 11)).toBeUndefined()
})

it('replace what stood at the same update', () => {
  saveSnapshots(database, first, [snapshot(10, 5, 5, 5)], 8)
  expect(listSnapshots(database, first).map(({ byteLength }) => byteLength)).toEqual([1, 3, 2])
})

it('are dropped with those runs that are named, and go with their run', () => {
  expect(dropSnapshots(database, first)).toBe(3)
  expect(dropSnapshots(database, first)).toBe(0)
  expect(listSnapshots(database, first)).toEqual([])
  expect(listSnapshots(database, second)).toHaveLength(1)
  statement(database, 'DELETE FROM run WHERE id = ?').run(second)
  expect(statement(database, 'SELECT count(*) FROM snapshot').pluck().get()).toBe(0)
})

it('are counted over the runs that are named', () => {
  saveCheckpoint(database, second, 10, Uint8Array.of(1, 2, 3), { savedAt: 7 })
  expect(snapshotUse(database, [first, second])).toEqual({ runs: 2, snapshots: 4, bytes: 5, savedStates: 1 })
  expect(snapshotUse(database, [first])).toEqual({ runs: 1, snapshots: 3, bytes: 4, savedStates: 0 })
  expect(snapshotUse(database, [])).toEqual({ runs: 0, snapshots: 0, bytes: 0, savedStates: 0 })
})
