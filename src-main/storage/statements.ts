import type BetterSqlite3 from 'better-sqlite3'
import type { Database } from './database.ts'

type Statement = BetterSqlite3.Statement<unknown[], unknown>
const prepared = new WeakMap<Database, Map<string, Statement>>()

/** The prepared statement of this SQL on this database; prepared once. */
export function statement(database: Database, sql: string): Statement {
  let known = prepared.get(database)
  if (known === undefined) prepared.set(database, (known = new Map()))
  let found = known.get(sql)
  if (found === undefined) known.set(sql, (found = database.prepare(sql)))
  return found
}

/** All or nothing. Inside another transaction it is a part of that one. */
export function inTransaction<T>(database: Database, work: () => T): T {
  if (database.inTransaction) return work()
  return database.readonly ? database.transaction(work).deferred() : database.transaction(work).immediate()
}
