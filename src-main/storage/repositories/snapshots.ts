import * as z from 'zod'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import type { Database } from '../database.ts'
import { inTransaction, statement } from '../statements.ts'

/** What a run's policy and critic were after an update, as the trainer encoded it. */
export interface StoredSnapshot {
  /** How many updates and env steps the run had made. */
  update: number
  envSteps: number
  bytes: Uint8Array
}
const stored = z.object({
  update: z.number(),
  envSteps: z.number(),
  // SQLite gives a Buffer, which the line to a trainer would carry as another kind of object.
  bytes: z.instanceof(Uint8Array).transform((bytes) => new Uint8Array(bytes)),
})

export type SnapshotInfo = Omit<StoredSnapshot, 'bytes'> & { byteLength: number }
const info = z.object({ update: z.number(), envSteps: z.number(), byteLength: z.number() })

const ofRun = 'run = (SELECT number FROM run WHERE id = ?)'

/** A run that goes on from an older state takes some again: the same bytes, which replace the others. */
export function saveSnapshots(
  database: Database,
  id: RunId,
  snapshots: readonly StoredSnapshot[],
  savedAt: number,
): void {
  inTransaction(database, () => {
    for (const { update, envSteps, bytes } of snapshots)
      statement(
        database,
        `INSERT INTO snapshot (run, at_update, env_steps, saved_at, bytes)
         VALUES ((SELECT number FROM run WHERE id = ?), ?, ?, ?, ?)
         ON CONFLICT (run, at_update) DO UPDATE
         SET env_steps = excluded.env_steps, saved_at = excluded.saved_at, bytes = excluded.bytes`,
      ).run(id, update, envSteps, savedAt, bytes)
  })
}

/** Oldest first, without their bytes. */
export function listSnapshots(database: Database, id: RunId): SnapshotInfo[] {
  const sql = `SELECT at_update AS "update", env_steps AS envSteps, length(bytes) AS byteLength FROM snapshot
    WHERE ${ofRun} ORDER BY at_update`
  return z.array(info).parse(statement(database, sql).all(id))
}

/** The one after exactly so many updates. */
export function snapshotAt(database: Database, id: RunId, update: number): StoredSnapshot | undefined {
  const sql = `SELECT at_update AS "update", env_steps AS envSteps, bytes FROM snapshot
    WHERE ${ofRun} AND at_update = ?`
  const row = statement(database, sql).get(id, update)
  return row === undefined ? undefined : stored.parse(row)
}

/** For good: there is no bin for them. Returns how many there were. */
export const dropSnapshots = (database: Database, id: RunId): number =>
  statement(database, `DELETE FROM snapshot WHERE ${ofRun}`).run(id).changes

const use = z.object({ runs: z.number(), snapshots: z.number(), bytes: z.number() })

/** Together, of the named runs; `savedStates` counts their checkpoints. For a thread that may take its time. */
export function snapshotUse(database: Database, ids: readonly RunId[]): z.infer<typeof use> & { savedStates: number } {
  const named = 'run IN (SELECT number FROM run WHERE id IN (SELECT value FROM json_each(?)))'
  const sql = `SELECT count(DISTINCT run) AS runs, count(*) AS snapshots, coalesce(sum(length(bytes)), 0) AS bytes
    FROM snapshot WHERE ${named}`
  const states = statement(database, `SELECT count(*) FROM checkpoint WHERE ${named}`).pluck()
  const json = JSON.stringify(ids)
  return { ...use.parse(statement(database, sql).get(json)), savedStates: Number(states.get(json)) }
}
