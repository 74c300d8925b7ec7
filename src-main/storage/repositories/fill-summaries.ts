import type { RunId } from '../../../src-shared/domain/ids.ts'
import type { Database } from '../database.ts'
import { addValue, emptySummary } from '../growing-summary.ts'
import type { GrowingSummary } from '../growing-summary.ts'
import { inTransaction } from '../statements.ts'
import { metricRowCount, readColumns, recordedMetrics } from './metrics.ts'
import { hasSummary, storeSummary } from './summaries.ts'

/** The summary of all rows that a run has, read from the rows themselves. */
export function summarise(database: Database, id: RunId): GrowingSummary {
  return inTransaction(database, () => {
    const summary = emptySummary()
    addRowsFrom(database, id, summary)
    return summary
  })
}

/**
 * Stores a summary that was made of the rows that a run had a moment ago; rows that came since are added. Does nothing
 * where the run has a summary, or is gone.
 */
export function fillSummary(database: Database, id: RunId, summary: GrowingSummary): void {
  inTransaction(database, () => {
    if (hasSummary(database, id)) return
    addRowsFrom(database, id, summary)
    storeSummary(database, id, summary)
  })
}

function addRowsFrom(database: Database, id: RunId, summary: GrowingSummary): void {
  const first = summary.rows
  summary.rows = metricRowCount(database, id)
  if (summary.rows === first) return
  // Column by column: all columns of a long run together would take much memory.
  for (const metric of recordedMetrics(database, id))
    for (const value of readColumns(database, id, [metric], first).values[metric]) addValue(summary, metric, value)
}
