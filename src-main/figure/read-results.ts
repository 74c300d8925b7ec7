import type { ResolvedComparison } from '../../src-shared/figure/resolve-comparison.ts'
import { resultsTable } from '../../src-shared/figure/results-table.ts'
import type { ResultsTable } from '../../src-shared/figure/results-table.ts'
import { statisticsQuestion } from '../../src-shared/figure/statistics-question.ts'
import { createSeriesCache } from '../reading/series-cache.ts'
import { createGroupReader } from '../reading/statistics/read-groups.ts'
import { statisticsOfGroups } from '../reading/statistics/statistics-of-groups.ts'
import type { Database } from '../storage/database.ts'

/** The table of results of a comparison, as Compare's statistics have it. */
export function readResults(database: Database, { shown, metric, spec }: ResolvedComparison): ResultsTable {
  const question = statisticsQuestion(shown, metric, spec, {
    asker: 'figure',
    figure: 'final',
    profiles: false,
    coverageOf: null,
  })
  const steps = statisticsOfGroups(question, createGroupReader(database, createSeriesCache(database))(question))
  let step = steps.next()
  while (!step.done) step = steps.next()
  return resultsTable(shown, question, step.value)
}
