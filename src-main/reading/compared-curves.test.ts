import { afterEach, beforeEach, expect, it } from 'vitest'
import type * as z from 'zod'
import { curvesParams, seedsParams } from '../../src-shared/contract/comparison.ts'
import type { RunId } from '../../src-shared/domain/ids.ts'
import { closeDatabase } from '../storage/database.ts'
import type { Database } from '../storage/database.ts'
import { metricRowOf, openForTest, storeRuns } from '../storage/fixtures.ts'
import { appendMetrics } from '../storage/repositories/metrics.ts'
import { updateRun } from '../storage/repositories/runs.ts'
import { createComparedCurves } from './compared-curves.ts'
import type { ComparedCurves } from './compared-curves.ts'
import { createSeriesCache } from './series-cache.ts'

let database: Database
let compared: ComparedCurves
beforeEach(() => {
  database = openForTest()
  compared = createComparedCurves(database, createSeriesCache(database))
})
afterEach(() => closeDatabase(database))

const one = (experiment: string) => [[{ experimentId: experiment as never, variantIndex: 0 }]]
const ask = (params: Partial<z.input<typeof curvesParams>> & Pick<z.input<typeof curvesParams>, 'groups'>) =>
  compared.curves(curvesParams.parse({ metric: 'return', x: 'updates', ...params })).curves
const record = (id: RunId, values: readonly number[], more: (i: number) => object = () => ({})) =>
  appendMetrics(
    database,
    id,
    values.map((value, i) => metricRowOf(i, { return: value, ...more(i) })),
  )

it('takes centre and band as asked; a t-interval about a median is a bootstrap interval', () => {
  const runs = storeRuns(database, 'aaaaaaaa', 5, { status: 'finished' })
  runs.forEach((run, i) => record(run.id, [[3, 10, 11, 14, 40][i]!]))
  const groups = one('aaaaaaaa')
  expect(ask({ groups })[0]).toMatchObject({ centre: [15.6], n: [5] })
  expect(ask({ groups, centre: 'median', band: 'range' })[0]).toMatchObject({ centre: [11], low: [3], high: [40] })
  expect(ask({ groups, centre: 'iqm', band: 'none' })[0]).toMatchObject({ centre: [35 / 3], low: [], high: [] })
  const [asked] = ask({ groups, centre: 'median', band: 't' })
  expect(asked).toEqual(ask({ groups, centre: 'median', band: 'bootstrap' })[0])
  expect([asked!.low, asked!.high]).toEqual([[3], [40]])
})

it('smooths each seed before they are put together, and keeps the raw centre beside it', () => {
  const runs = storeRuns(database, 'aaaaaaaa', 2, { status: 'finished' })
  record(runs[0]!.id, [10, 20])
  record(runs[1]!.id, [0, 4])
  const [curve] = ask({ groups: one('aaaaaaaa'), smoothing: { kind: 'ema', weight: 0.5 } })
  // 0.5 · 5 + 0.5 · 20 = 12.5 over 0.75; and 2 over 0.75.
  expect(curve!.centre[1]).toBeCloseTo((12.5 / 0.75 + 2 / 0.75) / 2, 12)
  expect(curve!.rawCentre).toEqual([5, 12])
  const [running] = ask({ groups: one('aaaaaaaa'), smoothing: { kind: 'running-mean', episodes: 2 } })
  // After update 1 one episode had ended.
  expect(running!.centre).toEqual([5, 12])
})

it('puts the seeds of a group’s variants together, and counts a run that was queued twice once', () => {
  const first = storeRuns(database, 'aaaaaaaa', 2, { status: 'finished' })
  const again = storeRuns(database, 'bbbbbbbb', 3, { status: 'finished' })
  for (const run of first) record(run.id, [run.seed])
  for (const run of again) record(run.id, [run.seed])
  const [key] = one('aaaaaaaa')[0]!
  const [other] = one('bbbbbbbb')[0]!
  // Both experiments have the same settings, so seeds 1 and 2 are the same runs.
  expect(ask({ groups: [[key!, other!]] })[0]).toMatchObject({ centre: [2], n: [3], seeds: { total: 3 } })
})

it('zoomed in shows every point in the range, and one on either side', () => {
  const [run] = storeRuns(database, 'aaaaaaaa', 1, { status: 'finished' })
  record(
    run!.id,
    Array.from({ length: 2_000 }, (_, i) => i % 7),
  )
  const range = { groups: one('aaaaaaaa'), xRange: [500, 520] as [number, number], maxPoints: 100 }
  const xs = Array.from({ length: 23 }, (_, i) => 499 + i)
  expect(ask(range)[0]!.x).toEqual(xs)
  const { seeds } = compared.seeds(seedsParams.parse({ metric: 'return', x: 'updates', ...range }))
  expect(seeds[0]!.x).toEqual(xs)
  expect(ask({ ...range, xRange: null })[0]!.x.length).toBeLessThan(110)
})

it('over a metric that goes back draws the seeds’ paths, without a centre', () => {
  const runs = storeRuns(database, 'aaaaaaaa', 3, { status: 'finished' })
  for (const run of runs) record(run.id, [1, 2, 3, 4], (i) => (i === 2 ? {} : { kl: [0.1, 0.3, 0, 0.2][i] }))
  const asked = { groups: one('aaaaaaaa'), x: 'kl' as const }
  expect(ask(asked)[0]).toMatchObject({ goesBack: true, x: [], recordedPoints: 9 })
  const { seeds } = compared.seeds(seedsParams.parse({ metric: 'return', ...asked }))
  expect(seeds[0]).toMatchObject({ x: [0.1, 0.3, 0.2], y: [1, 2, 4] })
  expect(ask({ ...asked, x: 'return', metric: 'kl' })[0]).toMatchObject({ goesBack: false, x: [1, 2, 4] })
})

it('keeps the centre true to its runs while they grow, with each band', () => {
  const runs = storeRuns(database, 'aaaaaaaa', 3, { status: 'running' })
  for (const run of runs) record(run.id, [run.seed, 2 * run.seed])
  const kinds = [
    { centre: 'iqm', band: 'bootstrap' },
    { centre: 'mean', band: 'sd' },
    { smoothing: { kind: 'ema', weight: 0.9 } },
  ] as const
  const groups = one('aaaaaaaa')
  for (const kind of kinds) ask({ groups, ...kind })
  runs.forEach((run) => {
    appendMetrics(database, run.id, [metricRowOf(2, { return: 9 * run.seed })])
    updateRun(database, run.id, { status: 'finished' })
  })
  for (const kind of kinds) {
    const afresh = createComparedCurves(database, createSeriesCache(database))
    const params = curvesParams.parse({ metric: 'return', x: 'updates', groups, ...kind })
    expect(compared.curves(params)).toEqual(afresh.curves(params))
    expect(compared.curves(params).curves[0]!.x).toEqual([0, 1, 2])
  }
})
