import type { Migration } from './migration.ts'

/**
 * Experiments and runs carry a public random id and a private number, which what belongs to them refers to (8 bytes
 * less a row). Metrics: `metric_chunk` holds up to 500 values of one column of one run in one page; `metric_tail` holds
 * the newest batches as they came, all columns together, until a chunk's worth is there. See repositories/metrics.ts.
 */
export const experimentsAndRuns: Migration = {
  version: 1,
  name: 'experiments and runs',
  change: `
    CREATE TABLE experiment (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      spec TEXT NOT NULL,
      created_at REAL NOT NULL,
      tags TEXT NOT NULL,
      notes TEXT NOT NULL,
      deleted_at REAL
    ) STRICT;

    CREATE TABLE run (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      experiment INTEGER NOT NULL REFERENCES experiment (number) ON DELETE CASCADE,
      variant_index INTEGER NOT NULL,
      seed INTEGER NOT NULL,
      status TEXT NOT NULL,
      status_reason TEXT,
      engine TEXT NOT NULL,
      runtime TEXT,
      queue_position REAL,
      created_at REAL NOT NULL,
      started_at REAL,
      ended_at REAL,
      progress TEXT NOT NULL,
      tags TEXT NOT NULL,
      notes TEXT NOT NULL,
      deleted_at REAL
    ) STRICT;
    CREATE INDEX run_of_experiment ON run (experiment, variant_index, seed);
    CREATE INDEX run_in_queue ON run (queue_position) WHERE status = 'queued';
    CREATE INDEX run_by_status ON run (status);

    CREATE TABLE metric_column (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE metric_extent (
      run INTEGER PRIMARY KEY REFERENCES run (number) ON DELETE CASCADE,
      rows INTEGER NOT NULL,
      rows_in_chunks INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE metric_chunk (
      number INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
      column INTEGER NOT NULL REFERENCES metric_column (number),
      first_row INTEGER NOT NULL,
      rows INTEGER NOT NULL,
      data BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX metric_chunk_place ON metric_chunk (run, column, first_row);
    CREATE TABLE metric_tail (
      number INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
      first_row INTEGER NOT NULL,
      rows INTEGER NOT NULL,
      columns TEXT NOT NULL,
      data BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX metric_tail_place ON metric_tail (run, first_row);

    CREATE TABLE log_line (
      number INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
      at REAL NOT NULL,
      level TEXT NOT NULL,
      text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX log_line_of_run ON log_line (run);

    CREATE TABLE checkpoint (
      number INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
      at_update INTEGER NOT NULL,
      saved_at REAL NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX checkpoint_place ON checkpoint (run, at_update);

    CREATE TABLE setting (
      key TEXT PRIMARY KEY,
      json TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
