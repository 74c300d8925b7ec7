import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { curvesParams } from '../../src-shared/contract/comparison.ts'
import { methods } from '../../src-shared/contract/methods.ts'
import type { ExperimentId, RunId } from '../../src-shared/domain/ids.ts'
import type { Run } from '../../src-shared/domain/run.ts'
import { meanInterval } from '../statistics/intervals.ts'
import { closeDatabase } from '../storage/database.ts'
import type { Database } from '../storage/database.ts'
import { metricRowOf, openForTest, storeRuns } from '../storage/fixtures.ts'
import { appendMetrics, compactMetrics } from '../storage/repositories/metrics.ts'
import { restoreRuns, removeRuns, updateRun } from '../storage/repositories/runs.ts'
import { createReader } from './reader.ts'
import type { ExportParams } from './requests.ts'
import type { Reader } from './reader.ts'

let folder: string
let database: Database
let reader: Reader
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ascent-reader-'))
  const path = join(folder, 'ascent.db')
  database = openForTest(path)
  reader = createReader(path)
})
afterEach(async () => {
  await reader.close()
  closeDatabase(database)
  rmSync(folder, { recursive: true, force: true })
})

const train = (run: Run, from: number, to: number, everyTenth = true) =>
  appendMetrics(
    database,
    run.id,
    Array.from({ length: to - from + 1 }, (_, i) =>
      metricRowOf(from + i, {
        return: run.seed * (from + i),
        ...(everyTenth && (from + i) % 10 === 0 ? { evaluationReturn: run.seed + from + i } : {}),
      }),
    ),
  )
const curves = (params: z.input<typeof curvesParams>) => reader.curves(curvesParams.parse(params))
const curvesOf = (experimentId: ExperimentId, maxPoints = 600) =>
  curves({ groups: [[{ experimentId, variantIndex: 0 }]], metric: 'return', x: 'envSteps', maxPoints })

describe('the reader thread', () => {
  it('answers a variant’s curve in the contract’s shape, and goes on with new rows', async () => {
    const runs = storeRuns(database, 'aaaaaaaa', 3, { status: 'running' })
    const { experimentId } = runs[0]!
    for (const run of runs) train(run, 1, 20)
    const during = methods['comparison.curves'].result.parse(await curvesOf(experimentId)).curves[0]!
    expect(during.x).toHaveLength(20)
    expect(during.centre[9]).toBeCloseTo((10 + 20 + 30) / 3, 12)
    expect(during.n).toEqual(Array(20).fill(3))
    expect(during).toMatchObject({ recordedPoints: 60, unionPoints: 20 })
    expect(during.seeds).toEqual({ total: 3, finished: 0, running: 3, queued: 0, endedEarly: 0 })

    train(runs[0]!, 21, 100)
    train(runs[1]!, 21, 100)
    train(runs[2]!, 21, 49)
    updateRun(database, runs[0]!.id, { status: 'finished' })
    updateRun(database, runs[1]!.id, { status: 'finished' })
    updateRun(database, runs[2]!.id, { status: 'interrupted' })
    const after = (await curvesOf(experimentId)).curves[0]!
    expect(after.x).toHaveLength(100)
    expect(after.falls).toEqual([{ x: 50 * 128, n: 2, running: false }])
    expect(after.ends).toEqual({ first: 12_800, last: 12_800 })
    expect(after.centre[99]).toBeCloseTo(150, 12)
    const interval = meanInterval([100, 200])!
    expect(after.low[99]).toBeCloseTo(interval.low!, 9)
    expect(after.high[99]).toBeCloseTo(interval.high!, 9)
    expect(after.seeds).toMatchObject({ finished: 2, endedEarly: 1 })
  })

  it('draws evaluations by env steps at their multiples, which seeds share, and other metrics where they were', async () => {
    const runs = storeRuns(database, 'aaaaaaaa', 2, { status: 'finished' })
    runs.forEach((run, seed) =>
      appendMetrics(
        database,
        run.id,
        [0, 1_000, 2_000].map((steps, i) => ({
          ...metricRowOf(i, { evaluationReturn: 10 * seed + i, evaluationSteps: steps, return: i }),
          envSteps: steps === 0 ? 0 : steps + 17 * (seed + 1),
        })),
      ),
    )
    const groups = [[{ experimentId: runs[0]!.experimentId, variantIndex: 0 }]]
    const curve = async (metric: 'evaluationReturn' | 'return', x: 'envSteps' | 'updates') =>
      (await curves({ groups, metric, x })).curves[0]!
    expect(await curve('evaluationReturn', 'envSteps')).toMatchObject({ x: [0, 1_000, 2_000], centre: [5, 6, 7] })
    expect((await curve('return', 'envSteps')).x).toEqual([0, 1_017, 1_034, 2_017])
    expect((await curve('evaluationReturn', 'updates')).x).toEqual([0, 1, 2])
  })

  it('leaves runs in the bin out, and counts a seed once', async () => {
    const runs = storeRuns(database, 'aaaaaaaa', 2, { status: 'finished' })
    for (const run of runs) train(run, 1, 10)
    removeRuns(database, [runs[1]!.id], 5)
    expect((await curvesOf(runs[0]!.experimentId)).curves[0]).toMatchObject({ seeds: { total: 1 } })
    restoreRuns(database, [runs[1]!.id])
    expect((await curvesOf(runs[0]!.experimentId)).curves[0]).toMatchObject({ seeds: { total: 2 } })
  })

  it('draws long curves with few points, keeping peaks', async () => {
    const [run] = storeRuns(database, 'aaaaaaaa', 1, { status: 'finished' })
    appendMetrics(
      database,
      run!.id,
      Array.from({ length: 5_000 }, (_, u) =>
        metricRowOf(u, {
          return: u === 2_345 ? 1_000 : Math.sin(u),
          ...(u % 100 === 0 ? { evaluationReturn: u } : {}),
        }),
      ),
    )
    compactMetrics(database, run!.id)
    const [curve] = (await curvesOf(run!.experimentId, 100)).curves
    expect(curve!.x.length).toBeLessThanOrEqual(100)
    expect(curve!.centre).toContain(1_000)
    expect(curve!.unionPoints).toBe(5_000)
    const { seeds } = await reader.seeds({
      groups: [[{ experimentId: run!.experimentId, variantIndex: 0 }]],
      metric: 'return',
      x: 'updates',
      xRange: null,
      maxPoints: 100,
    })
    expect(seeds[0]!.x.length).toBeLessThanOrEqual(100)
    expect(seeds[0]!.y).toContain(1_000)
    const columns = methods['runs.metrics'].result.parse(
      await reader.metrics({ runId: run!.id, metrics: ['return', 'evaluationReturn', 'kl'], maxPoints: 200 }),
    )
    expect(columns).toMatchObject({ rowCount: 5_000, decimated: true })
    expect(columns.update.length).toBeLessThanOrEqual(200)
    expect(columns.values.return).toContain(1_000)
    expect(columns.values.evaluationReturn).toContain(4_900)
    expect(columns.values.kl).toBeUndefined()
    expect(columns.recorded).toEqual({ return: 5_000, evaluationReturn: 50 })
  })

  it('says why when the database can’t be read, and works once it can', async () => {
    const path = join(folder, 'later.db')
    const early = createReader(path)
    const ask = () => early.metrics({ runId: 'aaaaaaaa' as RunId, metrics: ['return'], maxPoints: 100 })
    await expect(ask()).rejects.toThrow(/no database/)
    closeDatabase(openForTest(path))
    expect(await ask()).toMatchObject({ rowCount: 0 })
    await early.close()
    await expect(ask()).rejects.toThrow(/closed/)
  })

  const exported = async (params: ExportParams) => {
    let text = ''
    for await (const piece of reader.exportPieces(params)) text += piece
    return text
  }

  it('exports equal runs as equal bytes, whatever their ids and times', async () => {
    const first = storeRuns(database, 'aaaaaaaa', 2, { status: 'finished', startedAt: 1 })
    const second = storeRuns(database, 'bbbbbbbb', 2, { status: 'finished', startedAt: 2 }).toReversed()
    for (const run of [...first, ...second]) train(run, 1, 12)
    database.prepare("UPDATE experiment SET name = 'one, \"two\"', spec = replace(spec, 'bbbbbbbb', 'aaaaaaaa')").run()
    for (const format of ['csv', 'json'] as const) {
      const text = (runs: Run[], times = false) => exported({ format, runIds: runs.map(({ id }) => id), times })
      expect(await text(first)).toBe(await text(second))
      expect(await text(first)).not.toContain('computeMs')
      expect(await text(first, true)).toContain('computeMs')
    }
    const csv = (await exported({ format: 'csv', runIds: [first[0]!.id], times: false })).split('\n')
    expect(csv[0]).toBe('experiment,variant,seed,status,update,envSteps,episodes,return,evaluationReturn')
    expect(csv[1]).toBe('"one, ""two""",variant 0,1,finished,1,128,1,1,')
    expect(csv[10]).toBe('"one, ""two""",variant 0,1,finished,10,1280,17,10,11')
    const json = JSON.parse(await exported({ format: 'json', runIds: [first[1]!.id], times: false }))
    expect(json.experiments[0].runs[0]).toMatchObject({
      variant: 'variant 0',
      seed: 2,
      columns: ['update', 'envSteps', 'episodes', 'return', 'evaluationReturn'],
    })
    expect(json.experiments[0].runs[0].rows[9]).toEqual([10, 1280, 17, 20, 12])
    expect(JSON.parse(await exported({ format: 'json', runIds: [], times: false })).experiments).toEqual([])
  })
})
