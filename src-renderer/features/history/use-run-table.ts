import { useDeferredValue, useMemo, useState } from 'react'
import type { MetricColumn } from '../../../src-shared/contract/history.ts'
import { filterRows } from '../../../src-shared/domain/run-filter/evaluate.ts'
import { fieldOf, metricOf, type RunField } from '../../../src-shared/domain/run-filter/fields.ts'
import { fieldsIn, type Filter } from '../../../src-shared/domain/run-filter/filter.ts'
import { occurringValues } from '../../../src-shared/domain/run-filter/occurring.ts'
import { readFilter } from '../../../src-shared/domain/run-filter/parse.ts'
import type { RunRecord } from '../../../src-shared/domain/run-filter/record.ts'
import { createRunTable, type RunTable } from '../../../src-shared/domain/run-filter/table.ts'
import type { FilterProblem } from '../../../src-shared/domain/run-filter/tokens.ts'
import type { Experiment, Run } from '../../../src-shared/domain/run.ts'
import { useMetricValues } from './use-metric-values.ts'

export interface FilteredRuns {
  table: RunTable
  /** Of the table: those that the filter keeps. */
  rows: readonly number[]
  problem: FilterProblem | null
  /** Of a field, in the whole history: the most common first. */
  valuesOf: (field: RunField) => readonly string[]
}

/**
 * All runs as a table, and those that the filter keeps. What was kept before stays while the filter can't be read, while
 * metrics are on their way, and while a word that nothing fits is still being completed.
 */
export function useRunTable(
  experiments: readonly Experiment[],
  runs: readonly Run[],
  filterText: string,
  isCompleting: boolean,
  shownFields: readonly RunField[],
  nowMs: number,
): FilteredRuns {
  const records = useMemo(() => recordsOf(experiments, runs), [experiments, runs])
  const text = useDeferredValue(filterText)
  const read = useMemo(() => readFilter(text), [text])
  const [settledFilter, setSettledFilter] = useState<Filter>({ kind: 'all' })
  const filter = read.filter ?? settledFilter
  const { lookup, allThere } = useMetricValues(useMemo(() => metricColumns(filter, shownFields), [filter, shownFields]))
  const complete = useMemo(() => createRunTable(records, lookup), [records, lookup])
  const kept = useMemo(
    () => ({ table: complete, rows: filterRows(filter, complete, nowMs) }),
    [complete, filter, nowMs],
  )
  const [settled, setSettled] = useState(kept)
  const isSettled = allThere && !(isCompleting && kept.rows.length === 0)
  if (isSettled && settled !== kept) setSettled(kept)
  if (isSettled && settledFilter !== filter) setSettledFilter(filter)
  const { table, rows } = isSettled ? kept : settled
  const valuesOf = useMemo(() => valuesOnce(table), [table])
  return { table, rows, problem: read.problem, valuesOf }
}

function valuesOnce(table: RunTable): (field: RunField) => readonly string[] {
  const known = new Map<string, string[]>()
  return (field) => {
    if (!known.has(field.id)) known.set(field.id, occurringValues(table, field))
    return known.get(field.id)!
  }
}

/** Runs with their experiments; an experiment that has none left is a line of its own, so that it can be found. */
function recordsOf(experiments: readonly Experiment[], runs: readonly Run[]): RunRecord[] {
  const byId = new Map(experiments.map((experiment) => [experiment.id, experiment]))
  const withRuns = new Set<string>()
  const records: RunRecord[] = []
  for (const run of runs) {
    const experiment = byId.get(run.experimentId)
    if (experiment === undefined) continue
    withRuns.add(experiment.id)
    records.push({ experiment, run })
  }
  for (const experiment of experiments) if (!withRuns.has(experiment.id)) records.push({ experiment, run: null })
  return records
}

function metricColumns(filter: Filter, shown: readonly RunField[]): MetricColumn[] {
  const columns = new Map<string, MetricColumn>()
  for (const field of [...fieldsIn(filter).map((id) => fieldOf(id)!), ...shown]) {
    const found = metricOf(field)
    if (found !== null) columns.set(field.id, { metric: found.metric, of: found.statistic })
  }
  return [...columns.values()]
}
