import * as z from 'zod'
import { lastValues, runSummary } from '../../../src-shared/domain/run-summary.ts'
import type { MetricSummary, RunSummary } from '../../../src-shared/domain/run-summary.ts'
import { runId } from '../../../src-shared/domain/ids.ts'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import { metricName } from '../../../src-shared/domain/metric.ts'
import type { MetricName } from '../../../src-shared/domain/metric.ts'
import type { Database } from '../database.ts'
import { emptySummary, metricSummaryOf } from '../growing-summary.ts'
import type { GrowingSummary } from '../growing-summary.ts'
import { statement } from '../statements.ts'

// A run's summary lies in its row of `metric_extent`, written in the transaction of the rows that it is of.

/** What is stored of a metric, in this order. */
const stored = ['count', 'last', 'lowest', 'highest', 'meanOfLast10'] as const satisfies (keyof MetricSummary)[]

const summaryRow = z.object({ metrics: z.string(), data: z.instanceof(Uint8Array) })

/** Summaries of the runs that are training, with what it takes to go on; by the run's private number. */
const growing = new WeakMap<Database, Map<number, GrowingSummary>>()

/**
 * The summary of a run's first `rows` rows, to be added to and stored. Undefined where an older database's run has none
 * yet. `newestOf` reads the newest values of a metric that has so many: for a run that goes on.
 */
export function growingSummary(
  database: Database,
  run: number,
  rows: number,
  newestOf: (metric: MetricName, most: number) => number[],
): GrowingSummary | undefined {
  let known = growing.get(database)
  if (known === undefined) growing.set(database, (known = new Map()))
  const found = known.get(run)
  // After a transaction that was taken back it is of more rows than are stored.
  if (found?.rows === rows) return found
  const summary = rows === 0 ? emptySummary() : resumed(database, run, rows, newestOf)
  if (summary !== undefined) known.set(run, summary)
  return summary
}

function resumed(
  database: Database,
  run: number,
  rows: number,
  newestOf: (metric: MetricName, most: number) => number[],
): GrowingSummary | undefined {
  const sql = 'SELECT summary_metrics AS metrics, summary AS data FROM metric_extent WHERE run = ? AND summary NOT NULL'
  const row = statement(database, sql).get(run)
  if (row === undefined) return undefined
  const summary: GrowingSummary = { rows, metrics: new Map() }
  for (const [metric, { count, lowest, highest }] of entriesOf(summaryRow.parse(row)))
    summary.metrics.set(metric, { count, lowest, highest, newest: newestOf(metric, Math.min(lastValues, count)) })
  return summary
}

/** For a run that has ended: should it go on, what it takes is read again. */
export function forgetSummary(database: Database, run: number): void {
  growing.get(database)?.delete(run)
}

/** As it is stored, in the columns `summary_metrics` and `summary`. */
export function encodedSummary({ metrics }: GrowingSummary): [metrics: string, data: Uint8Array] {
  const data = new Float64Array(metrics.size * stored.length)
  let at = 0
  for (const metric of metrics.values()) {
    const summary = metricSummaryOf(metric)
    for (const field of stored) data[at++] = summary[field]
  }
  return [[...metrics.keys()].join(' '), new Uint8Array(data.buffer)]
}

export const storeSummary = (database: Database, id: RunId, summary: GrowingSummary): void =>
  void statement(
    database,
    `UPDATE metric_extent SET summary_metrics = ?, summary = ? WHERE run = (SELECT number FROM run WHERE id = ?)`,
  ).run(...encodedSummary(summary), id)

/** Each metric of a stored summary; one that this version doesn't know is passed over. */
function entriesOf({ metrics, data }: z.infer<typeof summaryRow>): [MetricName, MetricSummary][] {
  // A copy, because a blob's bytes needn't be aligned to 8.
  const values = new Float64Array(Uint8Array.from(data).buffer)
  return (metrics === '' ? [] : metrics.split(' ')).flatMap((name, m): [MetricName, MetricSummary][] => {
    const metric = metricName.safeParse(name)
    if (!metric.success) return []
    const fields = stored.map((field, f) => [field, values[m * stored.length + f]] as const)
    return [[metric.data, Object.fromEntries(fields) as unknown as MetricSummary]]
  })
}

const storedSummary = `SELECT summary_metrics AS metrics, summary AS data FROM metric_extent
  WHERE run = (SELECT number FROM run WHERE id = ?) AND summary NOT NULL`

export const hasSummary = (database: Database, id: RunId): boolean =>
  statement(database, storedSummary).get(id) !== undefined

/** Undefined where nothing is recorded, or the run of an older database has none yet. */
export function summaryOf(database: Database, id: RunId): RunSummary | undefined {
  const row = statement(database, storedSummary).get(id)
  return row === undefined ? undefined : runSummary.parse(Object.fromEntries(entriesOf(summaryRow.parse(row))))
}

/** A number of each run. */
export interface SummaryColumns {
  runIds: RunId[]
  /** By column; as long as `runIds`, NaN where the run has no value of that metric. */
  columns: Float64Array[]
}

/** Of the runs that have a summary and are asked for. `wanted` names a stored field of a metric for each column. */
export function summaryColumns(
  database: Database,
  wanted: readonly { metric: MetricName; field: keyof MetricSummary }[],
  isAskedFor: (id: RunId) => boolean = () => true,
): SummaryColumns {
  const sql = `SELECT id, summary_metrics AS metrics, summary AS data FROM metric_extent
    JOIN run ON run.number = metric_extent.run WHERE summary NOT NULL ORDER BY run.number`
  const ofAllRuns = statement(database, sql).all() as { id: RunId; metrics: string; data: Uint8Array }[]
  const rows = ofAllRuns.filter(({ id }) => isAskedFor(id))
  const columns = wanted.map(() => new Float64Array(rows.length).fill(Number.NaN))
  // Many runs have the same metrics, so that where each lies is looked up once for all of them.
  const placesOf = new Map<string, number[]>()
  rows.forEach(({ metrics, data }, row) => {
    let places = placesOf.get(metrics)
    if (places === undefined) {
      const names = metrics.split(' ')
      places = wanted.map(({ metric, field }) => names.indexOf(metric) * stored.length + stored.indexOf(field))
      placesOf.set(metrics, places)
    }
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
    places.forEach((place, c) => {
      if (place >= 0) columns[c]![row] = view.getFloat64(8 * place, true)
    })
  })
  return { runIds: rows.map(({ id }) => id), columns }
}

/** Runs of an older database that have rows and no summary yet. */
export function runsWithoutSummary(database: Database): RunId[] {
  const sql = `SELECT id FROM metric_extent JOIN run ON run.number = metric_extent.run
    WHERE summary IS NULL AND rows > 0 ORDER BY run.number`
  return z.array(runId).parse(statement(database, sql).pluck().all())
}
