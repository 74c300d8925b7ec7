import type { MetricColumns } from '../../../src-shared/contract/methods.ts'
import type { CurveAxis, MetricName, MetricRow } from '../../../src-shared/domain/metric.ts'

/** What an append came to: the new columns, or that a reading is needed because rows are missing in between. */
export type Appended = { kind: 'same' } | { kind: 'columns'; columns: MetricColumns } | { kind: 'gap' }

/**
 * Rows of an event put behind those that were read. Rows that are there already are passed over; the columns given stay
 * as they are.
 */
export function appendRows(columns: MetricColumns, firstRow: number, rows: readonly MetricRow[]): Appended {
  if (firstRow > columns.rowCount) return { kind: 'gap' }
  const fresh = rows.slice(columns.rowCount - firstRow)
  if (fresh.length === 0) return { kind: 'same' }
  const length = columns.update.length
  const values: MetricColumns['values'] = {}
  const recorded: MetricColumns['recorded'] = {}
  const names = new Set([
    ...Object.keys(columns.values),
    ...fresh.flatMap((row) => Object.keys(row.values)),
  ]) as Set<MetricName>
  for (const name of names) {
    const before = columns.values[name] ?? Array.from({ length }, () => null)
    values[name] = [...before, ...fresh.map((row) => row.values[name] ?? null)]
    recorded[name] = (columns.recorded[name] ?? 0) + fresh.filter((row) => row.values[name] !== undefined).length
  }
  return {
    kind: 'columns',
    columns: {
      rowCount: columns.rowCount + fresh.length,
      decimated: columns.decimated,
      update: [...columns.update, ...fresh.map((row) => row.update)],
      envSteps: [...columns.envSteps, ...fresh.map((row) => row.envSteps)],
      episodes: [...columns.episodes, ...fresh.map((row) => row.episodes)],
      computeMs: [...columns.computeMs, ...fresh.map((row) => row.computeMs)],
      wallMs: [...columns.wallMs, ...fresh.map((row) => row.wallMs)],
      values,
      recorded,
    },
  }
}

/** The x of each point; times stay in ms. */
export const axisColumn = (columns: MetricColumns, axis: CurveAxis): number[] =>
  columns[axis === 'updates' ? 'update' : axis]

/** The curves that people look for first; whatever else was recorded follows in the order of the metrics' list. */
const firstMetrics: readonly MetricName[] = [
  'evaluationReturn',
  'return',
  'episodeLength',
  'entropy',
  'kl',
  'gradientNorm',
  'policyLoss',
  'criticLoss',
]

/** Metrics of which at least one value was recorded, in the order in which they are shown. */
export function recordedMetrics(columns: MetricColumns, all: readonly MetricName[]): MetricName[] {
  const has = (name: MetricName): boolean => columns.values[name]?.some((value) => value !== null) ?? false
  return [...firstMetrics, ...all.filter((name) => !firstMetrics.includes(name))].filter(has)
}
