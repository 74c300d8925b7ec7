import { closeSync, existsSync, openSync } from 'node:fs'
import BetterSqlite3 from 'better-sqlite3'
import { applicationId, migrate } from './migrate.ts'
import { migrations, schemaVersion } from './migrations/index.ts'
import { openProblem, placeProblem } from './open-problem.ts'
import type { StorageError } from './storage-error.ts'

/** An open database. Only this folder knows that it is SQLite; others pass it on. */
export type Database = BetterSqlite3.Database

export type Opened = { ok: true; value: Database } | { ok: false; error: StorageError }

/**
 * Opens a database and brings its schema up to date (with a backup beside it first). `readOnly` never writes a byte.
 * WAL: readers don't hold the writer, and what was committed outlives a kill of the process. `synchronous = NORMAL`
 * calls fsync at checkpoints only: a power cut may lose the last commits, never the database.
 */
export function openDatabase(path: string, options: { readOnly?: boolean } = {}): Opened {
  const readOnly = options.readOnly ?? false
  if (readOnly && path !== ':memory:' && !existsSync(path))
    return refused({ kind: 'missing', reason: `There is no database at ${path} yet; ${wayToFill}` })
  const misplaced = placeProblem(path)
  if (misplaced !== undefined) return refused(misplaced)
  let database: Database
  try {
    if (!readOnly && path !== ':memory:') makeForThisUser(path)
    database = new BetterSqlite3(path, { readonly: readOnly, fileMustExist: readOnly })
  } catch (error) {
    return refused(openProblem(path, error))
  }
  const problem = prepare(database, path, readOnly)
  if (problem === undefined) return { ok: true, value: database }
  database.close()
  return refused(problem)
}

/** SQLite would let others read it. It takes an empty file as a new database, and gives its log the same permissions. */
function makeForThisUser(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
}

function prepare(database: Database, path: string, readOnly: boolean): StorageError | undefined {
  try {
    database.pragma('busy_timeout = 5000')
    const found = Number(database.pragma('user_version', { simple: true }))
    const owner = Number(database.pragma('application_id', { simple: true }))
    const tables = Number(database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get())
    const isEmpty = tables === 0 && owner === 0 && found === 0
    if (isEmpty && readOnly)
      return { kind: 'missing', reason: `There is nothing in the database at ${path} yet; ${wayToFill}` }
    if (owner !== applicationId && !isEmpty) {
      return {
        kind: 'foreign-file',
        reason: `${path} is a SQLite file, but not one of Ascent's; name another with --db or move it away.`,
      }
    }
    if (found > schemaVersion) {
      return {
        kind: 'newer-schema',
        reason:
          `${path} was written by a newer Ascent (its schema is ${found}, this one knows ${schemaVersion}); update ` +
          'Ascent, or name another database with --db.',
      }
    }
    if (readOnly && found < schemaVersion) {
      return {
        kind: 'older-schema',
        reason:
          `${path} was written by an older Ascent and can't be read as it is; start this Ascent on it once, which ` +
          'brings it up to date.',
      }
    }
    if (readOnly) {
      database.pragma('query_only = ON')
      return undefined
    }
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = NORMAL')
    database.pragma('foreign_keys = ON')
    // A checkpoint every 4 MB of log; the log's file shrinks again after a burst.
    database.pragma('wal_autocheckpoint = 1000')
    database.pragma('journal_size_limit = 67108864')
    return migrate(database, path, migrations)
  } catch (error) {
    return openProblem(path, error)
  }
}

/** Bytes that the database takes, free pages included. */
export function databaseBytes(database: Database): number {
  return (
    Number(database.pragma('page_count', { simple: true })) * Number(database.pragma('page_size', { simple: true }))
  )
}

/**
 * Moves the log into the file, so that a copy of the file alone is whole; for closing. Where the disk is full the log
 * stays beside it and is read with it.
 */
export function closeDatabase(database: Database): void {
  if (!database.open) return
  try {
    if (!database.readonly && database.name !== ':memory:') database.pragma('wal_checkpoint(TRUNCATE)')
  } catch (error) {
    if (!(error instanceof BetterSqlite3.SqliteError)) throw error
  } finally {
    database.close()
  }
}

const refused = (error: StorageError): Opened => ({ ok: false, error })
const wayToFill = 'start Ascent or run an experiment first.'
