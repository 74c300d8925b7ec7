import type BetterSqlite3 from 'better-sqlite3'

/** One step of the schema. Never changed once released: what follows is a further file. */
export interface Migration {
  /** The schema version that it leads to: 1, 2, 3, ... */
  version: number
  name: string
  /** SQL, or what is to be done in the transaction where SQL alone can't say it. */
  change: string | ((database: BetterSqlite3.Database) => void)
}
