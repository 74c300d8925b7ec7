import { rmSync, writeFileSync } from 'node:fs'
import type BetterSqlite3 from 'better-sqlite3'
import type { Migration } from './migrations/migration.ts'
import type { StorageError } from './storage-error.ts'

/** "ASCE" as SQLite's application id: how a file is known to be ours. */
export const applicationId = 0x41534345

/**
 * Applies what is missing, each migration in a transaction of its own; a database with content is copied first
 * (`….before-schema-N.backup`). A failing migration leaves the database as it was before that one.
 */
export function migrate(
  database: BetterSqlite3.Database,
  path: string,
  migrations: readonly Migration[],
): StorageError | undefined {
  const found = Number(database.pragma('user_version', { simple: true }))
  const missing = migrations.filter((migration) => migration.version > found)
  if (missing.length === 0) return undefined
  if (found > 0 && path !== ':memory:') {
    const backup = `${path}.before-schema-${missing[0]!.version}.backup`
    rmSync(backup, { force: true })
    writeFileSync(backup, '', { mode: 0o600 })
    database.prepare('VACUUM INTO ?').run(backup)
  }
  for (const { version, name, change } of missing) {
    try {
      database
        .transaction(() => {
          if (typeof change === 'string') database.exec(change)
          else change(database)
          database.pragma(`application_id = ${applicationId}`)
          database.pragma(`user_version = ${version}`)
        })
        .immediate()
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return {
        kind: 'migration-failed',
        reason: `${path} could not be brought to schema ${version} (${name}): ${message}. It is as it was before that step.`,
      }
    }
  }
  return undefined
}
