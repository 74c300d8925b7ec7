import { unpackNumbers } from '../../src-shared/contract/packed-numbers.ts'
import type { MetricColumn, MetricValues } from '../../src-shared/contract/history.ts'
import type { ResultOf } from '../../src-shared/contract/methods.ts'
import { fieldOf } from '../../src-shared/domain/run-filter/fields.ts'
import { filterRows } from '../../src-shared/domain/run-filter/evaluate.ts'
import { sortRows } from '../../src-shared/domain/run-filter/order.ts'
import { readFilter } from '../../src-shared/domain/run-filter/parse.ts'
import type { MetricLookup, RunRecord } from '../../src-shared/domain/run-filter/record.ts'
import { createRunTable } from '../../src-shared/domain/run-filter/table.ts'
import { median } from './median.ts'
import type { HistoryResult } from './results.ts'

const filters = [
  'algorithm = ppo and evaluationReturn.last > 50 and tag = "paper"',
  'learningRate < 1e-3 or (environment ~ gridworld and not status = failed)',
  'return.best >= 200 and seed in (1, 2, 3)',
  'paper networks',
]
const sorts = ['return.last', 'name', 'update.learningRate', 'created']

/**
 * Filters and sorts of all runs, as the window does them: each over a new table, whose columns are made as they are first
 * looked at, and then over one that has them.
 */
export function timeFilters(
  { experiments, runs }: ResultOf<'history.tree'>,
  columns: readonly MetricColumn[],
  values: MetricValues,
  repetitions: number,
): HistoryResult['filters'] {
  const byId = new Map(experiments.map((experiment) => [experiment.id, experiment]))
  const records = runs.map((run): RunRecord => ({ experiment: byId.get(run.experimentId)!, run }))
  const lookup = lookupOf(columns, values)
  const nowMs = Math.max(...runs.map(({ createdAt }) => createdAt))
  const all = records.map((_, row) => row)

  const timed = (name: string, work: (table: ReturnType<typeof createRunTable>) => number[]) => {
    const first: number[] = []
    const again: number[] = []
    let rows = 0
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const table = createRunTable(records, lookup)
      for (const samplesMs of [first, again]) {
        const startedAtMs = performance.now()
        rows = work(table).length
        samplesMs.push(performance.now() - startedAtMs)
      }
    }
    return { name, rows, firstMs: median(first)!, againMs: median(again)! }
  }
  return [
    ...filters.map((text) =>
      timed(`filter: ${text}`, (table) => {
        const { filter } = readFilter(text)
        if (filter === null) throw new Error(`The filter can’t be read: ${text}`)
        return filterRows(filter, table, nowMs)
      }),
    ),
    ...sorts.map((id) =>
      timed(`sort: ${id}`, (table) => sortRows(table, all, fieldOf(id)!, true, table.numbers(fieldOf('created')!))),
    ),
  ]
}

function lookupOf(columns: readonly MetricColumn[], { runIds, columns: packed }: MetricValues): MetricLookup {
  const known = new Map(
    columns.map(({ metric, of }, c) => {
      const numbers = unpackNumbers(packed[c]!)
      return [`${metric}.${of}`, new Map(runIds.map((runId, row) => [runId, numbers[row]!]))]
    }),
  )
  return (runId, metric, statistic) => {
    const value = known.get(`${metric}.${statistic}`)?.get(runId)
    return value === undefined || Number.isNaN(value) ? null : value
  }
}
