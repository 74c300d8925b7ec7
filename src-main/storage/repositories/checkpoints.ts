import * as z from 'zod'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import type { Database } from '../database.ts'
import { inTransaction, statement } from '../statements.ts'

export interface CheckpointInfo {
  /** How many updates the run had made. */
  update: number
  savedAt: number
  byteLength: number
}
const info = z.object({ update: z.number(), savedAt: z.number(), byteLength: z.number() })

/**
 * Keeps a run's state after so many updates. With `replaceOlder` the run's other checkpoints go: for the ones taken
 * only to go on from.
 */
export function saveCheckpoint(
  database: Database,
  id: RunId,
  update: number,
  bytes: Uint8Array,
  options: { savedAt: number; replaceOlder?: boolean },
): void {
  inTransaction(database, () => {
    if (options.replaceOlder)
      statement(
        database,
        'DELETE FROM checkpoint WHERE run = (SELECT number FROM run WHERE id = ?) AND at_update < ?',
      ).run(id, update)
    statement(
      database,
      `INSERT INTO checkpoint (run, at_update, saved_at, bytes) VALUES ((SELECT number FROM run WHERE id = ?), ?, ?, ?)
       ON CONFLICT (run, at_update) DO UPDATE SET saved_at = excluded.saved_at, bytes = excluded.bytes`,
    ).run(id, update, options.savedAt, bytes)
  })
}

export function latestCheckpoint(database: Database, id: RunId): { update: number; bytes: Uint8Array } | undefined {
  const sql =
    'SELECT at_update AS "update", bytes FROM checkpoint WHERE run = (SELECT number FROM run WHERE id = ?) ORDER BY at_update DESC LIMIT 1'
  const row = statement(database, sql).get(id)
  return row === undefined ? undefined : z.object({ update: z.number(), bytes: z.instanceof(Uint8Array) }).parse(row)
}

/** Oldest first, without their bytes. */
export function listCheckpoints(database: Database, id: RunId): CheckpointInfo[] {
  const sql = `SELECT at_update AS "update", saved_at AS savedAt, length(bytes) AS byteLength FROM checkpoint
    WHERE run = (SELECT number FROM run WHERE id = ?) ORDER BY at_update`
  return z.array(info).parse(statement(database, sql).all(id))
}

export function checkpointAt(database: Database, id: RunId, update: number): Uint8Array | undefined {
  const sql = 'SELECT bytes FROM checkpoint WHERE run = (SELECT number FROM run WHERE id = ?) AND at_update = ?'
  const bytes = statement(database, sql).pluck().get(id, update)
  return bytes === undefined ? undefined : z.instanceof(Uint8Array).parse(bytes)
}
