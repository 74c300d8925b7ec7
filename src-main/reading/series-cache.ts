import type { ComparisonX, Smoothing } from '../../src-shared/domain/comparison.ts'
import type { RunId } from '../../src-shared/domain/ids.ts'
import { isCurveAxis, metricDefinition } from '../../src-shared/domain/metric.ts'
import type { CurveAxis, MetricName } from '../../src-shared/domain/metric.ts'
import { createSmoother } from '../statistics/smoothing.ts'
import type { Smoother } from '../statistics/smoothing.ts'
import type { Database } from '../storage/database.ts'
import { metricRowCount, readColumns } from '../storage/repositories/metrics.ts'
import type { ColumnName } from '../storage/repositories/metrics.ts'

/**
 * The recorded points of one metric of one run; absent values are left out. Views of growing buffers: read them before
 * the next call.
 */
export interface Series {
  x: Float64Array
  y: Float64Array
}

export interface SeriesCache {
  /** Reads only rows that are new since the last call. Over a metric, rows that have both. */
  series(run: RunId, x: ComparisonX, metric: MetricName, smoothing: Smoothing): Series
}

/** Beyond this the longest unused series are forgotten. */
const mostBytes = 200_000_000

interface Entry {
  rowsRead: number
  count: number
  x: Float64Array
  y: Float64Array
  smoother: Smoother | null
}

export const axisColumn = {
  envSteps: 'envSteps',
  episodes: 'episodes',
  updates: 'update',
  computeMs: 'computeMs',
  wallMs: 'wallMs',
} as const satisfies Record<CurveAxis, string>

export function createSeriesCache(database: Database): SeriesCache {
  // A Map keeps the order of insertion: an entry that is used moves to the end.
  const entries = new Map<string, Entry>()
  let bytes = 0

  const forget = () => {
    for (const [key, entry] of entries) {
      if (bytes <= mostBytes) return
      bytes -= entry.x.byteLength + entry.y.byteLength
      entries.delete(key)
    }
  }

  const entryOf = (run: RunId, x: ComparisonX, metric: MetricName, kind: string): Entry => {
    const key = `${run} ${x} ${metric} ${kind}`
    const entry = entries.get(key) ?? {
      rowsRead: 0,
      count: 0,
      x: new Float64Array(0),
      y: new Float64Array(0),
      smoother: null,
    }
    entries.delete(key)
    entries.set(key, entry)
    return entry
  }
  const recorded = (run: RunId, x: ComparisonX, metric: MetricName): Series => {
    const entry = entryOf(run, x, metric, '')
    if (metricRowCount(database, run) > entry.rowsRead) {
      const before = entry.x.byteLength + entry.y.byteLength
      append(entry, database, run, x, metric)
      bytes += entry.x.byteLength + entry.y.byteLength - before
      if (bytes > mostBytes) forget()
    }
    return { x: entry.x.subarray(0, entry.count), y: entry.y.subarray(0, entry.count) }
  }

  return {
    series(run, x, metric, smoothing) {
      const raw = recorded(run, x, metric)
      if (smoothing.kind === 'none' || !isCurveAxis(x)) return raw
      // The same rows, so beside each value how many episodes had ended by then.
      const episodes = smoothing.kind === 'running-mean' ? recorded(run, 'episodes', metric).x : raw.x
      const entry = entryOf(run, x, metric, JSON.stringify(smoothing))
      entry.smoother ??= createSmoother(smoothing)
      const before = entry.y.byteLength
      entry.y = entry.smoother.smooth(raw.y, episodes)
      bytes += entry.y.byteLength - before
      if (bytes > mostBytes) forget()
      return { x: raw.x, y: entry.y }
    },
  }
}

function append(entry: Entry, database: Database, run: RunId, x: ComparisonX, metric: MetricName): void {
  const column: ColumnName = isCurveAxis(x) ? axisColumn[x] : x
  const { rowCount, values } = readColumns(database, run, [column, metric], entry.rowsRead)
  // An evaluation stands at the multiple of env steps that it was made for, so that seeds share their x.
  const stepsOfEvaluation =
    x === 'envSteps' && metricDefinition(metric).evaluation === true
      ? readColumns(database, run, ['evaluationSteps'], entry.rowsRead).values.evaluationSteps
      : undefined
  if (entry.count + rowCount > entry.x.length) {
    const capacity = Math.max(entry.count + rowCount, Math.ceil(1.5 * entry.x.length))
    entry.x = grown(entry.x, capacity)
    entry.y = grown(entry.y, capacity)
  }
  for (let row = 0; row < rowCount; row++) {
    const place = values[column][row]!
    const y = values[metric][row]!
    if (!Number.isFinite(y) || !Number.isFinite(place)) continue
    const steps = stepsOfEvaluation?.[row] ?? Number.NaN
    entry.x[entry.count] = Number.isNaN(steps) ? place : steps
    entry.y[entry.count++] = y
  }
  entry.rowsRead += rowCount
}

function grown(values: Float64Array, capacity: number): Float64Array {
  const larger = new Float64Array(capacity)
  larger.set(values)
  return larger
}
