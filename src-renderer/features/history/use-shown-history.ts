import { useMemo } from 'react'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import { differingFields } from '../../../src-shared/domain/run-filter/differing.ts'
import { fieldOf, type RunField } from '../../../src-shared/domain/run-filter/fields.ts'
import type { Experiment, Run } from '../../../src-shared/domain/run.ts'
import { sortTree } from '../../components/experiment-tree/sort.ts'
import { buildTree, type ExperimentNode } from '../../components/experiment-tree/tree.ts'
import type { HistoryForm } from './address.ts'
import { filteredTree } from './filtered-tree.ts'
import { experimentsOrder } from './order.ts'
import type { DiskUse } from './use-disk-use.ts'
import type { RememberedView } from './use-history-view.ts'
import { useRunTable, type FilteredRuns } from './use-run-table.ts'

/** What the view shows of the history. */
export interface ShownHistory {
  filtered: FilteredRuns
  /** Everything, and what the filter keeps of it, in order. */
  tree: readonly ExperimentNode[]
  shown: readonly ExperimentNode[]
  /** Of the filtered table: those that are runs. */
  runRows: readonly number[]
  /** Columns of the table of runs. */
  fields: readonly RunField[]
  groupBy: RunField | null
}

/** Until something else is chosen, one of these is a column. */
const returnFields = ['evaluationReturn.last', 'return.last'].map((id) => fieldOf(id)!)

export function useShownHistory(
  { experiments, runs }: { experiments: readonly Experiment[]; runs: readonly Run[] },
  filter: { text: string; isCompleting: boolean },
  form: HistoryForm,
  { view, columns }: Pick<RememberedView, 'view' | 'columns'>,
  diskUse: DiskUse | null,
  nowMs: number,
): ShownHistory {
  const groupBy = view.groupBy === null ? null : (fieldOf(view.groupBy) ?? null)
  // What another version called otherwise is left out.
  const chosen = useMemo(
    () => columns?.map((id) => fieldOf(id)).filter((found): found is RunField => found !== undefined),
    [columns],
  )
  const asked = useMemo(() => {
    if (form === 'experiments') return []
    const order = fieldOf(view.runsOrder.column)
    return [...(chosen ?? returnFields), ...(order === undefined ? [] : [order])]
  }, [form, chosen, view.runsOrder.column])
  const filtered = useRunTable(experiments, runs, filter.text, filter.isCompleting, asked, nowMs)
  const { table, rows } = filtered
  const runRows = useMemo(() => rows.filter((row) => table.records[row]!.run !== null), [table, rows])
  const fields = useMemo(
    () => (form === 'experiments' ? [] : (chosen ?? differingFields(table, runRows))),
    [chosen, form, table, runRows],
  )
  const tree = useMemo(() => buildTree(experiments, runs), [experiments, runs])
  const kept = useMemo(() => {
    if (rows.length === table.records.length) return tree
    const runIds = new Set<RunId>()
    const emptyIds = new Set<string>()
    for (const row of rows) {
      const { run, experiment } = table.records[row]!
      if (run === null) emptyIds.add(experiment.id)
      else runIds.add(run.id)
    }
    return filteredTree(tree, runIds, emptyIds)
  }, [tree, table, rows])
  const shown = useMemo(
    () => sortTree(kept, experimentsOrder(view.experimentsOrder), diskUse?.bytesOf),
    [kept, view.experimentsOrder, diskUse],
  )
  return { filtered, tree, shown, runRows, fields, groupBy }
}
