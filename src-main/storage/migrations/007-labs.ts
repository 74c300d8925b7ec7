import type { Migration } from './migration.ts'

/** Lab experiments: what was to be measured, and what was found; see repositories/labs.ts. */
export const labs: Migration = {
  version: 7,
  name: 'labs',
  change: `
    CREATE TABLE lab (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      lab TEXT NOT NULL,
      name TEXT NOT NULL,
      spec TEXT NOT NULL,
      result TEXT,
      status TEXT NOT NULL,
      status_reason TEXT,
      created_at REAL NOT NULL,
      ended_at REAL,
      deleted_at REAL
    ) STRICT;
  `,
}
