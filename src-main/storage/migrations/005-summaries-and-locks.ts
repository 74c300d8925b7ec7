import type { Migration } from './migration.ts'

/**
 * `summary` holds each metric's count, last, lowest, highest and mean of the last 10 values (float64, little-endian), in
 * the order of the names in `summary_metrics`; see repositories/summaries.ts. It is written with the rows that it is of.
 * Runs from before have none until it is filled in, which the app does in the background: see services/fill-summaries.ts.
 */
export const summariesAndLocks: Migration = {
  version: 5,
  name: 'summaries and locks',
  change: `
    ALTER TABLE metric_extent ADD COLUMN summary_metrics TEXT;
    ALTER TABLE metric_extent ADD COLUMN summary BLOB;
    ALTER TABLE experiment ADD COLUMN locked INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE run ADD COLUMN locked INTEGER NOT NULL DEFAULT 0;
  `,
}
