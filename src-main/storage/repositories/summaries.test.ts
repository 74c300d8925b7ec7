import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import type { MetricName, MetricRow } from '../../../src-shared/domain/metric.ts'
import type { Database } from '../database.ts'
import { metricRowOf, openForTest, storeRuns, summaryOfRows } from '../fixtures.ts'
import { inTransaction } from '../statements.ts'
import { fillSummary, summarise } from './fill-summaries.ts'
import { appendMetrics, compactMetrics } from './metrics.ts'
import { forgetSummary, runsWithoutSummary, summaryColumns, summaryOf } from './summaries.ts'

/** Returns every row, an evaluation every seventh, one metric hardly ever: so that chunks without a value lie between. */
const rowsFrom = (first: number, count: number): MetricRow[] =>
  Array.from({ length: count }, (_, i) => {
    const update = first + i
    return metricRowOf(update, {
      return: Math.sin(update * 12.9898) * 437.5,
      ...(update % 7 === 0 ? { evaluationReturn: Math.cos(update) } : {}),
      ...(update % 611 === 5 ? { gradientVariance: update / 3 } : {}),
    })
  })
/** As a database of an older version has its runs: without summaries. */
function makeOlder(database: Database): void {
  database.prepare('UPDATE metric_extent SET summary_metrics = NULL, summary = NULL').run()
  for (const run of database.prepare('SELECT number FROM run').pluck().all()) forgetSummary(database, Number(run))
}
function rolledBack(database: Database, work: () => void): void {
  const fullDisk = new Error('the disk is full')
  try {
    inTransaction(database, () => {
      work()
      throw fullDisk
    })
  } catch (error) {
    if (error !== fullDisk) throw error
  }
}

describe('a run’s summary', () => {
  it('is what its rows say, however they came: in parts, taken back, through pauses and ends', () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('rows'), count: fc.integer({ min: 1, max: 300 }) }) },
      fc.record({ kind: fc.constantFrom('taken back', 'ends', 'filled in'), count: fc.integer({ min: 1, max: 20 }) }),
    )
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
        const database = openForTest()
        const { id } = storeRuns(database, 'aaaaaaaa', 1)[0]!
        let next = 1
        const append = (count: number) => {
          appendMetrics(database, id, rowsFrom(next, count))
          next += count
        }
        const does: Record<string, (count: number) => void> = {
          rows: append,
          'taken back': (count) => rolledBack(database, () => appendMetrics(database, id, rowsFrom(50_000, count))),
          ends: () => compactMetrics(database, id),
          'filled in': (count) => {
            makeOlder(database)
            const early = summarise(database, id)
            append(count)
            fillSummary(database, id, early)
          },
        }
        for (const { kind, count } of steps) {
          does[kind]!(count)
          expect(summaryOf(database, id)).toEqual(summaryOfRows(database, id))
        }
        database.close()
      }),
      { numRuns: 25 },
    )
  })

  it('leaves gaps and what is not finite out, and keeps a finite mean of huge values', () => {
    const database = openForTest()
    const { id } = storeRuns(database, 'aaaaaaaa', 1)[0]!
    const values: MetricRow['values'][] = [
      { return: Number.NaN, kl: 1 },
      { return: 3, kl: Infinity },
      { criticLoss: 1.5e308 },
      { return: -1, criticLoss: 1.5e308 },
    ]
    appendMetrics(
      database,
      id,
      values.map((each, update) => metricRowOf(update, each)),
    )
    expect(summaryOf(database, id)).toEqual({
      kl: { count: 1, last: 1, lowest: 1, highest: 1, meanOfLast10: 1 },
      return: { count: 2, last: -1, lowest: -1, highest: 3, meanOfLast10: 1 },
      criticLoss: { count: 2, last: 1.5e308, lowest: 1.5e308, highest: 1.5e308, meanOfLast10: 1.5e308 },
    })
  })

  it('of many runs is read as columns, with gaps where a run has no value', () => {
    const database = openForTest()
    const runs = storeRuns(database, 'aaaaaaaa', 3)
    const one = (id: RunId, values: MetricRow['values']) => appendMetrics(database, id, [metricRowOf(1, values)])
    one(runs[0]!.id, { return: 5, entropy: 0.5 })
    one(runs[2]!.id, { entropy: 0.25 })
    const wanted: { metric: MetricName; field: 'last' | 'count' }[] = [
      { metric: 'entropy', field: 'last' },
      { metric: 'return', field: 'last' },
      { metric: 'return', field: 'count' },
      { metric: 'kl', field: 'last' },
    ]
    const { runIds, columns } = summaryColumns(database, wanted)
    expect(runIds).toEqual([runs[0]!.id, runs[2]!.id])
    expect(columns.map((column) => [...column])).toEqual([
      [0.5, 0.25],
      [5, Number.NaN],
      [1, Number.NaN],
      [Number.NaN, Number.NaN],
    ])
    makeOlder(database)
    expect(summaryColumns(database, wanted).runIds).toEqual([])
    one(runs[0]!.id, { return: 6 })
    expect(summaryOf(database, runs[0]!.id)).toBeUndefined()
    expect(runsWithoutSummary(database)).toEqual([runs[0]!.id, runs[2]!.id])
  })
})
