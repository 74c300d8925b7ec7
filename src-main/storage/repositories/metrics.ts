import * as z from 'zod'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import { metricNames } from '../../../src-shared/domain/metric.ts'
import type { MetricName, MetricRow } from '../../../src-shared/domain/metric.ts'
import type { Database } from '../database.ts'
import { decodeColumn, encodeColumn } from '../metric-codec.ts'
import { addValue } from '../growing-summary.ts'
import type { GrowingSummary } from '../growing-summary.ts'
import { inTransaction, statement } from '../statements.ts'
import { encodedSummary, forgetSummary, growingSummary } from './summaries.ts'

/** Where a run stood at each row; stored once for all metrics of that row. */
export const coordinateNames = ['update', 'envSteps', 'episodes', 'computeMs', 'wallMs'] as const
export type CoordinateName = (typeof coordinateNames)[number]
export type ColumnName = CoordinateName | MetricName
const columnNames: readonly ColumnName[] = [...coordinateNames, ...metricNames]

/** Rows that a chunk holds: 500 values of 8 bytes fill one page of SQLite (4,061 bytes stay on it). */
export const chunkRows = 500

const extentRow = z.object({ number: z.number(), rows: z.number(), rowsInChunks: z.number() })
const tailRow = z.object({
  firstRow: z.number(),
  rows: z.number(),
  columns: z.string(),
  data: z.instanceof(Uint8Array),
})
const chunkRow = z.object({ firstRow: z.number(), rows: z.number(), data: z.instanceof(Uint8Array) })

/** The run's private number, its rows and how many of them are in chunks; undefined when there is no such run. */
function extentOf(database: Database, id: RunId): z.infer<typeof extentRow> | undefined {
  const sql = `SELECT run.number, coalesce(rows, 0) AS rows, coalesce(rows_in_chunks, 0) AS rowsInChunks
    FROM run LEFT JOIN metric_extent ON metric_extent.run = run.number WHERE run.id = ?`
  const row = statement(database, sql).get(id)
  return row === undefined ? undefined : extentRow.parse(row)
}

/**
 * Appends rows whole, in one transaction, and returns the index of the first. They go to the tail as they come; once a
 * chunk's worth is there it is moved into chunks by column.
 */
export function appendMetrics(database: Database, id: RunId, rows: readonly MetricRow[]): number {
  return inTransaction(database, () => {
    const extent = extentOf(database, id)
    if (extent === undefined) throw new Error(`metrics for a run that is not stored: ${id}`)
    if (rows.length === 0) return extent.rows
    // Before the new rows are there: a run that goes on reads its newest values.
    const summary = growingSummary(database, extent.number, extent.rows, (name, most) =>
      newestValues(database, id, name, most),
    )
    const columns = columnNames.filter((name) => rows.some((row) => valueOf(row, name) !== undefined))
    const data = new Float64Array(columns.length * rows.length)
    columns.forEach((name, c) =>
      rows.forEach((row, r) => (data[c * rows.length + r] = valueOf(row, name) ?? Number.NaN)),
    )
    statement(database, 'INSERT INTO metric_tail (run, first_row, rows, columns, data) VALUES (?, ?, ?, ?, ?)').run(
      extent.number,
      extent.rows,
      rows.length,
      columns.join(' '),
      new Uint8Array(data.buffer),
    )
    const stored = extent.rows + rows.length
    if (summary !== undefined) addRows(summary, rows)
    statement(
      database,
      `INSERT INTO metric_extent (run, rows, rows_in_chunks, summary_metrics, summary) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (run) DO UPDATE SET rows = excluded.rows, summary_metrics = excluded.summary_metrics,
         summary = excluded.summary`,
    ).run(
      extent.number,
      stored,
      extent.rowsInChunks,
      ...(summary === undefined ? [null, null] : encodedSummary(summary)),
    )
    if (stored - extent.rowsInChunks >= chunkRows) compact(database, { ...extent, rows: stored }, chunkRows)
    return extent.rows
  })
}

function addRows(summary: GrowingSummary, rows: readonly MetricRow[]): void {
  for (const { values } of rows) {
    for (const name in values) addValue(summary, name as MetricName, values[name as MetricName]!)
  }
  summary.rows += rows.length
}

/** Moves a run's whole tail into chunks: for a run that has ended. Rows may still be appended afterwards. */
export function compactMetrics(database: Database, id: RunId): void {
  inTransaction(database, () => {
    const extent = extentOf(database, id)
    if (extent !== undefined) forgetSummary(database, extent.number)
    if (extent !== undefined && extent.rows > extent.rowsInChunks) compact(database, extent, 1)
  })
}

/**
 * Writes chunks of up to 500 rows while at least `least` are in the tail; what is left over becomes one tail batch
 * again.
 */
function compact(database: Database, extent: z.infer<typeof extentRow>, least: number): void {
  const first = extent.rowsInChunks
  const waiting = extent.rows - first
  const values = tailColumns(database, extent, first, waiting)
  const insert = statement(
    database,
    'INSERT INTO metric_chunk (run, column, first_row, rows, data) VALUES (?, ?, ?, ?, ?)',
  )
  let done = 0
  for (; waiting - done >= least && waiting > done; done += Math.min(chunkRows, waiting - done)) {
    const count = Math.min(chunkRows, waiting - done)
    for (const [name, column] of values) {
      const bytes = encodeColumn(column.subarray(done, done + count))
      if (bytes !== undefined) insert.run(extent.number, columnNumber(database, name), first + done, count, bytes)
    }
  }
  statement(database, 'DELETE FROM metric_tail WHERE run = ?').run(extent.number)
  if (done < waiting) {
    const data = new Float64Array(values.size * (waiting - done))
    ;[...values.values()].forEach((column, c) => data.set(column.subarray(done), c * (waiting - done)))
    statement(database, 'INSERT INTO metric_tail (run, first_row, rows, columns, data) VALUES (?, ?, ?, ?, ?)').run(
      extent.number,
      first + done,
      waiting - done,
      [...values.keys()].join(' '),
      new Uint8Array(data.buffer),
    )
  }
  statement(database, 'UPDATE metric_extent SET rows_in_chunks = ? WHERE run = ?').run(first + done, extent.number)
}

/** Columns of the tail from `fromRow` on, `count` rows of each, by name; `only` picks some. */
function tailColumns(
  database: Database,
  extent: z.infer<typeof extentRow>,
  fromRow: number,
  count: number,
  only?: readonly string[],
): Map<string, Float64Array> {
  const found = new Map<string, Float64Array>()
  const sql =
    'SELECT first_row AS firstRow, rows, columns, data FROM metric_tail WHERE run = ? AND first_row + rows > ? ORDER BY first_row'
  for (const row of statement(database, sql).iterate(extent.number, fromRow)) {
    const batch = tailRow.parse(row)
    // A copy, because a blob's bytes needn't be aligned to 8.
    const data = new Float64Array(Uint8Array.from(batch.data).buffer)
    batch.columns.split(' ').forEach((name, c) => {
      if (only !== undefined && !only.includes(name)) return
      let column = found.get(name)
      if (column === undefined) found.set(name, (column = new Float64Array(count).fill(Number.NaN)))
      const skipped = Math.max(0, fromRow - batch.firstRow)
      column.set(data.subarray(c * batch.rows + skipped, (c + 1) * batch.rows), batch.firstRow + skipped - fromRow)
    })
  }
  return found
}

/** The newest finite values of a metric, oldest first, at most `most` of them. Reads no more chunks than hold those. */
function newestValues(database: Database, id: RunId, name: MetricName, most: number): number[] {
  const extent = extentOf(database, id)
  const newest: number[] = []
  const take = (column: Float64Array) => {
    for (let i = column.length - 1; i >= 0 && newest.length < most; i--)
      if (Number.isFinite(column[i])) newest.push(column[i]!)
  }
  if (extent === undefined) return []
  const tail = tailColumns(database, extent, extent.rowsInChunks, extent.rows - extent.rowsInChunks, [name]).get(name)
  if (tail !== undefined) take(tail)
  const chunks = statement(
    database,
    `SELECT first_row AS firstRow, rows, data FROM metric_chunk
     WHERE run = ? AND column = (SELECT number FROM metric_column WHERE name = ?) ORDER BY first_row DESC`,
  )
  if (newest.length < most) {
    for (const row of chunks.iterate(extent.number, name)) {
      const chunk = chunkRow.parse(row)
      const column = new Float64Array(chunk.rows).fill(Number.NaN)
      decodeColumn(chunk.data, chunk.rows, column, 0)
      take(column)
      if (newest.length === most) break
    }
  }
  return newest.reverse()
}

/** How many rows a run has; 0 for an unknown run. */
export function metricRowCount(database: Database, id: RunId): number {
  return extentOf(database, id)?.rows ?? 0
}

/** The metrics of which a run has at least one value, in the catalogue's order. */
export function recordedMetrics(database: Database, id: RunId): MetricName[] {
  return inTransaction(database, () => {
    const extent = extentOf(database, id)
    if (extent === undefined) return []
    const chunked = z
      .array(z.string())
      .parse(
        statement(
          database,
          'SELECT name FROM metric_column WHERE EXISTS (SELECT 1 FROM metric_chunk WHERE run = ? AND column = metric_column.number)',
        )
          .pluck()
          .all(extent.number),
      )
    const waiting = z
      .array(z.string())
      .parse(statement(database, 'SELECT DISTINCT columns FROM metric_tail WHERE run = ?').pluck().all(extent.number))
    const names = new Set([...chunked, ...waiting.flatMap((columns) => columns.split(' '))])
    return metricNames.filter((name) => names.has(name))
  })
}

export interface Columns<N extends ColumnName> {
  firstRow: number
  /** Rows from `firstRow` on: the length of each column. */
  rowCount: number
  /** NaN where a row doesn't have the metric. */
  values: Record<N, Float64Array>
}

/** Columns of one run from a row on, without touching the others. */
export function readColumns<N extends ColumnName>(
  database: Database,
  id: RunId,
  names: readonly N[],
  fromRow = 0,
): Columns<N> {
  return inTransaction(database, () => {
    const extent = extentOf(database, id)
    const firstRow = Math.min(fromRow, extent?.rows ?? 0)
    const rowCount = (extent?.rows ?? 0) - firstRow
    const values = Object.fromEntries(
      names.map((name) => [name, new Float64Array(rowCount).fill(Number.NaN)]),
    ) as Record<N, Float64Array>
    if (extent === undefined || rowCount === 0) return { firstRow, rowCount, values }
    if (firstRow < extent.rowsInChunks) {
      const chunks = statement(
        database,
        `SELECT first_row AS firstRow, rows, data FROM metric_chunk
         WHERE run = ? AND column = (SELECT number FROM metric_column WHERE name = ?) AND first_row > ? ORDER BY first_row`,
      )
      for (const name of names) {
        for (const row of chunks.iterate(extent.number, name, firstRow - chunkRows)) {
          const chunk = chunkRow.parse(row)
          decodeColumn(chunk.data, chunk.rows, values[name], chunk.firstRow - firstRow)
        }
      }
    }
    const tailFrom = Math.max(firstRow, extent.rowsInChunks)
    if (tailFrom < extent.rows) {
      for (const [name, column] of tailColumns(database, extent, tailFrom, extent.rows - tailFrom, names))
        values[name as N].set(column, tailFrom - firstRow)
    }
    return { firstRow, rowCount, values }
  })
}

function valueOf(row: MetricRow, name: ColumnName): number | undefined {
  return (coordinateNames as readonly string[]).includes(name)
    ? row[name as CoordinateName]
    : row.values[name as MetricName]
}

/** The number that stands for a column's name, given at its first use. */
function columnNumber(database: Database, name: string): number {
  const known = statement(database, 'SELECT number FROM metric_column WHERE name = ?').pluck()
  const found = known.get(name)
  if (found !== undefined) return z.number().parse(found)
  return Number(statement(database, 'INSERT INTO metric_column (name) VALUES (?)').run(name).lastInsertRowid)
}
