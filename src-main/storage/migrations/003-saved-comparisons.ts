import type { Migration } from './migration.ts'

/** Comparisons with a name. What is in the bin (`deleted_at`) doesn't hold its name. */
export const savedComparisons: Migration = {
  version: 3,
  name: 'saved comparisons',
  change: `
    CREATE TABLE comparison (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      spec TEXT NOT NULL,
      notes TEXT NOT NULL,
      created_at REAL NOT NULL,
      changed_at REAL NOT NULL,
      deleted_at REAL
    ) STRICT;
    CREATE UNIQUE INDEX comparison_name ON comparison (name) WHERE deleted_at IS NULL;
  `,
}
