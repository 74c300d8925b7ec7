import { expect, it } from 'vitest'
import { unpackNumbers } from '../../src-shared/contract/packed-numbers.ts'
import { metricRowOf, openForTest, storeRuns } from '../storage/fixtures.ts'
import { appendMetrics } from '../storage/repositories/metrics.ts'
import type { Announcer } from './announcer.ts'
import { historyHandlers } from './history.ts'
import { openLibrary } from './library.ts'

it('tells no values of runs that another process has stored and the library has not read yet', async () => {
  const database = openForTest()
  const record = (experiment: string, value: number) => {
    const [run] = storeRuns(database, experiment, 1)
    appendMetrics(database, run!.id, [metricRowOf(1, { return: value })])
    return run!.id
  }
  const known = record('aaaaaaaa', 3)
  const announcer: Announcer = { run() {}, experiment() {}, flush() {}, close() {} }
  const library = openLibrary(database, announcer)
  record('bbbbbbbb', 4)
  const handlers = historyHandlers({ database, library } as Parameters<typeof historyHandlers>[0], () => {})
  const answer = await handlers['history.metricValues']({ columns: [{ metric: 'return', of: 'last' }] })
  if (!answer.ok) throw new Error(answer.error.kind)
  expect(answer.value.runIds).toEqual([known])
  expect([...unpackNumbers(answer.value.columns[0]!)]).toEqual([3])
})
