import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MetricName, MetricRow } from '../../../src-shared/domain/metric.ts'
import { databaseBytes } from '../database.ts'
import { metricRowOf, openForTest, storeRuns } from '../fixtures.ts'
import { decodeColumn, encodeColumn } from '../metric-codec.ts'
import { appendMetrics, chunkRows, compactMetrics, metricRowCount, readColumns, recordedMetrics } from './metrics.ts'

const twentyMetrics: MetricName[] = [
  'return',
  'returnSd',
  'returnMin',
  'returnMax',
  'episodeLength',
  'entropy',
  'kl',
  'gradientNorm',
  'stepNorm',
  'policyLoss',
  'criticLoss',
  'predictedImprovement',
  'realisedImprovement',
  'explainedVariance',
  'clipFraction',
  'cgResidual',
  'lambda',
  'learningRate',
  'gradientVariance',
  'gradientSignalToNoise',
]

/** Noise without regularities that a codec could use; not for statistics. */
const noise = (i: number) => Math.sin(i * 12.9898) * 43758.5453 + i / 3

describe('a column as a blob', () => {
  it('comes back bit for bit', () => {
    const value = fc.oneof(fc.double(), fc.constant(Number.NaN), fc.integer({ min: 0, max: 100_000 }), fc.constant(-0))
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(value, { minLength: 1, maxLength: 600 }),
          fc
            .array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 50 })
            .map((a) => a.toSorted((p, q) => p - q)),
        ),
        (values) => {
          const column = Float64Array.from(values)
          const out = new Float64Array(values.length).fill(Number.NaN)
          const bytes = encodeColumn(column)
          if (bytes !== undefined) decodeColumn(bytes, values.length, out, 0)
          expect(out.every((decoded, i) => Object.is(decoded, column[i]))).toBe(true)
        },
      ),
    )
  })

  it('is small where it can be', () => {
    const bytes = (values: number[]) => encodeColumn(Float64Array.from(values))?.byteLength
    const hundred = Array.from({ length: 100 }, (_, i) => i)
    expect(bytes(hundred.map((i) => 7 + 2048 * i))).toBe(17)
    expect(bytes(hundred.map((i) => Math.floor(1.7 * i)))).toBe(207)
    expect(bytes(hundred.map((i) => (i % 10 === 0 ? noise(i) : Number.NaN)))).toBe(101)
    expect(bytes(hundred.map(noise))).toBe(801)
    expect(bytes(hundred.map(() => Number.NaN))).toBeUndefined()
  })
})

describe('metrics', () => {
  it('come back whole, from any row on, whatever the batches and compactions were', () => {
    const batches = fc.array(fc.record({ rows: fc.integer({ min: 0, max: 700 }), compactAfter: fc.boolean() }), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(batches, fc.nat(3000), (steps, from) => {
        const database = openForTest()
        const [run] = storeRuns(database, 'aaaaaaaa', 1)
        const all: MetricRow[] = []
        for (const { rows, compactAfter } of steps) {
          const batch = Array.from({ length: rows }, (_, r) => {
            const update = all.length + r + 1
            return metricRowOf(update, {
              return: noise(update),
              ...(update % 10 === 0 ? { evaluationReturn: noise(2 * update) } : {}),
              learningRate: 0.01,
            })
          })
          expect(appendMetrics(database, run!.id, batch)).toBe(all.length)
          all.push(...batch)
          if (compactAfter) compactMetrics(database, run!.id)
        }
        expect(metricRowCount(database, run!.id)).toBe(all.length)
        const read = readColumns(database, run!.id, ['update', 'computeMs', 'return', 'evaluationReturn', 'kl'], from)
        const expected = all.slice(from)
        expect(read.firstRow).toBe(Math.min(from, all.length))
        expect(read.rowCount).toBe(expected.length)
        expect([...read.values.update]).toEqual(expected.map((row) => row.update))
        expect([...read.values.computeMs]).toEqual(expected.map((row) => row.computeMs))
        expect([...read.values.return]).toEqual(expected.map((row) => row.values.return))
        expect([...read.values.evaluationReturn]).toEqual(
          expected.map((row) => row.values.evaluationReturn ?? Number.NaN),
        )
        expect(read.values.kl.every(Number.isNaN)).toBe(true)
        database.close()
      }),
      { numRuns: 25 },
    )
  })

  it('knows which metrics a run has', () => {
    const database = openForTest()
    const [run, other] = storeRuns(database, 'aaaaaaaa', 2)
    appendMetrics(
      database,
      run!.id,
      Array.from({ length: chunkRows }, (_, u) => metricRowOf(u, { entropy: u })),
    )
    appendMetrics(database, run!.id, [metricRowOf(chunkRows, { return: 1 })])
    expect(recordedMetrics(database, run!.id)).toEqual(['return', 'entropy'])
    expect(recordedMetrics(database, other!.id)).toEqual([])
  })

  it('refuses rows of a run that is not stored', () => {
    const database = openForTest()
    expect(() => appendMetrics(database, 'zzzzzzzz' as never, [metricRowOf(1, {})])).toThrow(/not stored/)
  })

  it('takes at most 16 bytes a point, index and all, with 20 metrics a row and with 5', () => {
    for (const names of [twentyMetrics, twentyMetrics.slice(0, 5)]) {
      const database = openForTest()
      const runs = storeRuns(database, 'aaaaaaaa', 10)
      const empty = databaseBytes(database)
      const rows = 2_300
      for (const run of runs) {
        for (let first = 1; first <= rows; first += 50) {
          const batch = Array.from({ length: 50 }, (_, i) =>
            metricRowOf(first + i, Object.fromEntries(names.map((name, m) => [name, noise(first + i + 7919 * m)]))),
          )
          appendMetrics(database, run.id, batch)
        }
        compactMetrics(database, run.id)
      }
      const bytesPerPoint = (databaseBytes(database) - empty) / (runs.length * rows * names.length)
      expect(bytesPerPoint).toBeLessThan(16)
      expect(bytesPerPoint).toBeGreaterThan(8)
      console.log(`${names.length} metrics a row: ${bytesPerPoint.toFixed(1)} bytes a point`)
      database.close()
    }
  })
})
