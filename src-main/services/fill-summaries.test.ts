import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RunId } from '../../src-shared/domain/ids.ts'
import type { Database } from '../storage/database.ts'
import { metricRowOf, openForTest, storeRuns, summaryOfRows } from '../storage/fixtures.ts'
import { summarise } from '../storage/repositories/fill-summaries.ts'
import { appendMetrics, compactMetrics } from '../storage/repositories/metrics.ts'
import { runsWithoutSummary, summaryOf } from '../storage/repositories/summaries.ts'
import { startFillingSummaries } from './fill-summaries.ts'

let database: Database
beforeEach(() => {
  database = openForTest()
  for (const run of storeRuns(database, 'aaaaaaaa', 70)) {
    appendMetrics(
      database,
      run.id,
      Array.from({ length: run.seed }, (_, i) => metricRowOf(i, { return: Math.sin(i * run.seed) })),
    )
    compactMetrics(database, run.id)
  }
  database.exec('UPDATE metric_extent SET summary_metrics = NULL, summary = NULL')
})
afterEach(() => void database.close())

/** `afterAnswer` is told how many runs were asked for so far. */
function filling(afterAnswer: (asked: number) => void = () => {}) {
  const manyChanged = vi.fn<() => void>()
  const faults: unknown[] = []
  let asked = 0
  const started = startFillingSummaries({
    database,
    reading: {
      async summaries(runIds: readonly RunId[]) {
        const answer = runIds.map((id) => summarise(database, id))
        asked += runIds.length
        afterAnswer(asked)
        return answer
      },
    },
    news: { manyChanged, changed() {}, close() {} },
    reportFault: (error) => faults.push(error),
  })
  return { ...started, manyChanged, faults }
}

it('goes on where an app that was ended in the middle had come to, and tells of its progress', async () => {
  const all = runsWithoutSummary(database)
  expect(all).toHaveLength(70)
  const first = filling((asked) => {
    if (asked > 30) first.close()
  })
  expect(first.progress()).toEqual({ done: 0, total: 70 })
  await vi.waitFor(() => expect(first.progress()!.done).toBeGreaterThan(0))
  await new Promise((resolve) => setTimeout(resolve, 20))
  const left = runsWithoutSummary(database).length
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThan(70)
  expect(first.manyChanged).not.toHaveBeenCalled()

  const second = filling()
  expect(second.progress()).toEqual({ done: 0, total: left })
  await vi.waitFor(() => expect(second.progress()).toBeNull())
  expect(second.manyChanged).toHaveBeenCalledTimes(1)
  expect([...first.faults, ...second.faults]).toEqual([])
  for (const id of all) expect(summaryOf(database, id)).toEqual(summaryOfRows(database, id))
})

it('takes in the rows that a run recorded while it was read', async () => {
  const [id] = runsWithoutSummary(database)
  const { progress } = filling((asked) => {
    if (asked <= 20) appendMetrics(database, id!, [metricRowOf(500, { return: 77 })])
  })
  await vi.waitFor(() => expect(progress()).toBeNull())
  expect(summaryOf(database, id!)!.return).toMatchObject({ last: 77, highest: 77 })
  expect(summaryOf(database, id!)).toEqual(summaryOfRows(database, id!))
})
