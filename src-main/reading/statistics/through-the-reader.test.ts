import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { methods } from '../../../src-shared/contract/methods.ts'
import type { Run } from '../../../src-shared/domain/run.ts'
import { meanInterval } from '../../statistics/intervals.ts'
import { closeDatabase } from '../../storage/database.ts'
import type { Database } from '../../storage/database.ts'
import { metricRowOf, openForTest, storeRuns } from '../../storage/fixtures.ts'
import { appendMetrics } from '../../storage/repositories/metrics.ts'
import { updateRun } from '../../storage/repositories/runs.ts'
import { createReader } from '../reader.ts'
import type { Reader } from '../reader.ts'

let folder: string
let database: Database
let reader: Reader
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ascent-statistics-'))
  const path = join(folder, 'ascent.db')
  database = openForTest(path)
  reader = createReader(path)
})
afterEach(async () => {
  await reader.close()
  closeDatabase(database)
  rmSync(folder, { recursive: true, force: true })
})

const finish = (run: Run, value: number) => {
  appendMetrics(
    database,
    run.id,
    [1, 2, 3].map((update) => metricRowOf(update, { return: value * update })),
  )
  updateRun(database, run.id, { status: 'finished' })
}
const question = (runs: readonly Run[][], more: object = {}) =>
  methods['comparison.statistics'].params.parse({
    asker: 'window',
    groups: runs.map(([run], index) => ({
      variants: [{ experimentId: run!.experimentId, variantIndex: run!.variantIndex }],
      world: 'w',
      algorithm: `${index}`,
    })),
    metric: 'return',
    axis: 'updates',
    centre: 'mean',
    finalOver: 1,
    threshold: 5,
    anchors: null,
    ...more,
  })

it('the reader thread answers in the contract’s shape, of what is recorded now', async () => {
  const a = storeRuns(database, 'aaaaaaaa', 3)
  const b = storeRuns(database, 'bbbbbbbb', 3)
  a.forEach((run, i) => finish(run, i + 1))
  finish(b[0]!, 4)
  const ask = async () =>
    methods['comparison.statistics'].result.parse(await reader.statistics(question([a, b], { baseline: 1 })))
  const { groups, against } = await ask()
  const { mean: centre, low, high, n } = meanInterval([3, 6, 9])!
  expect(groups[0]!.final).toEqual({ centre, low, high, n })
  expect(groups[0]!.steps).toMatchObject({ median: 3, reached: 2, never: 1 })
  expect(groups[1]!.counts).toMatchObject({ total: 3, finished: 1, queued: 2 })
  expect(against[0]).toMatchObject({ welch: null, improvement: { probability: 0 } })
  finish(b[1]!, 1)
  expect((await ask()).against[0]!.paired).toMatchObject({ pairs: 2, difference: (3 - 12 + 6 - 3) / 2 })
})

it('a newer question of the same window ends an older one, and curves don’t wait for it', async () => {
  const runs = storeRuns(database, 'aaaaaaaa', 40)
  runs.forEach((run, i) => finish(run, i))
  const [key] = question([runs]).groups[0]!.variants
  const order: string[] = []
  const long = reader
    .statistics(question([runs], { centre: 'median', coverageOf: 0, resamples: 100_000 }))
    .then((answer) => order.push(`long ${answer === null}`))
  const curves = reader
    .curves({
      ...methods['comparison.curves'].params.parse({ groups: [[key]], metric: 'return', x: 'updates' }),
    })
    .then(() => order.push('curves'))
  await curves
  const newer = reader.statistics(question([runs])).then(() => order.push('newer'))
  await Promise.all([long, newer])
  expect(order[0]).toBe('curves')
  expect(order).toContain('long true')
})
