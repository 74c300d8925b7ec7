import type { Migration } from './migration.ts'

/**
 * What a policy and its critic were at some updates of a run, to look at: see repositories/snapshots.ts. A run keeps how
 * many were planned when it first started.
 */
export const snapshots: Migration = {
  version: 6,
  name: 'snapshots',
  change: `
    CREATE TABLE snapshot (
      number INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
      at_update INTEGER NOT NULL,
      env_steps INTEGER NOT NULL,
      saved_at REAL NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX snapshot_place ON snapshot (run, at_update);
    ALTER TABLE run ADD COLUMN snapshots TEXT;
  `,
}
