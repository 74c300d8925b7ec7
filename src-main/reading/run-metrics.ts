import type { MetricName } from '../../src-shared/domain/metric.ts'
import { minMaxOfColumns } from '../statistics/decimation.ts'
import type { Database } from '../storage/database.ts'
import { coordinateNames, readColumns, recordedMetrics } from '../storage/repositories/metrics.ts'
import type { ReaderRequests } from './requests.ts'

/**
 * Columns of one run for drawing: those of the asked metrics that the run has, decimated together when there are more
 * rows than asked for.
 */
export function runMetrics(
  database: Database,
  { runId, metrics, maxPoints }: ReaderRequests['metrics']['params'],
): ReaderRequests['metrics']['result'] {
  const recorded = recordedMetrics(database, runId)
  const names = recorded.filter((name) => metrics.includes(name))
  const { rowCount, values } = readColumns(database, runId, [...coordinateNames, ...names])
  const columns = names.map((name) => values[name])
  const picked = [...minMaxOfColumns(values.update, columns, maxPoints)]
  const at = (column: Float64Array) => picked.map((i) => column[i]!)
  const orNull = (column: Float64Array) => picked.map((i) => (Number.isFinite(column[i]) ? column[i]! : null))
  return {
    rowCount,
    decimated: picked.length < rowCount,
    update: at(values.update),
    envSteps: at(values.envSteps),
    episodes: at(values.episodes),
    computeMs: at(values.computeMs),
    wallMs: at(values.wallMs),
    values: Object.fromEntries(names.map((name) => [name, orNull(values[name])])) as Partial<
      Record<MetricName, (number | null)[]>
    >,
    recorded: Object.fromEntries(
      names.map((name) => [name, values[name].reduce((sum, value) => sum + (Number.isFinite(value) ? 1 : 0), 0)]),
    ) as Partial<Record<MetricName, number>>,
  }
}
