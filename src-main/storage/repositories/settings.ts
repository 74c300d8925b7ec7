import type { Database } from '../database.ts'
import { statement } from '../statements.ts'

/**
 * What is kept under a key, as it was saved; whoever asks parses it. Undefined when nothing is. Drafts are settings
 * too.
 */
export function readSetting(database: Database, key: string): unknown {
  const json = statement(database, 'SELECT json FROM setting WHERE key = ?').pluck().get(key)
  return typeof json === 'string' ? JSON.parse(json) : undefined
}

/** Null and undefined forget the key. */
export function saveSetting(database: Database, key: string, value: unknown): void {
  if (value === null || value === undefined) statement(database, 'DELETE FROM setting WHERE key = ?').run(key)
  else
    statement(
      database,
      'INSERT INTO setting (key, json) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET json = excluded.json',
    ).run(key, JSON.stringify(value))
}
