import * as z from 'zod'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import { logLine } from '../../../src-shared/domain/run.ts'
import type { LogLine } from '../../../src-shared/domain/run.ts'
import type { Database } from '../database.ts'
import { inTransaction, statement } from '../statements.ts'

export function appendLog(database: Database, id: RunId, lines: readonly LogLine[]): void {
  const insert = statement(
    database,
    'INSERT INTO log_line (run, at, level, text) VALUES ((SELECT number FROM run WHERE id = ?), ?, ?, ?)',
  )
  inTransaction(database, () => {
    for (const line of lines) insert.run(id, line.at, line.level, line.text)
  })
}

/** Oldest first; the newest `limit` of them. */
export function logOf(database: Database, id: RunId, limit = 10_000): LogLine[] {
  const sql =
    'SELECT at, level, text FROM log_line WHERE run = (SELECT number FROM run WHERE id = ?) ORDER BY number DESC LIMIT ?'
  return z.array(logLine).parse(statement(database, sql).all(id, limit)).toReversed()
}
