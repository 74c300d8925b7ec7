import type { RunField } from '../../../../src-shared/domain/run-filter/fields.ts'
import { groupRows } from '../../../../src-shared/domain/run-filter/order.ts'
import type { RunTable } from '../../../../src-shared/domain/run-filter/table.ts'
import { pointOf } from '../../../../src-shared/domain/points.ts'
import { runKey, type RunNode, type TreeRow } from '../../../components/experiment-tree/tree.ts'

/** A line of the table of runs; `row` is its place in the table. */
export interface TableRunNode extends RunNode {
  row: number
}

/** Runs with the same value of the field that the table is grouped by. */
export interface GroupNode {
  kind: 'group'
  key: string
  /** Empty where the runs have no value. */
  text: string
  rows: readonly number[]
}
export type TableNode = TableRunNode | GroupNode

const groupKey = (text: string): string => `group:${text}`

/** The lines of the table: all runs, or groups of them, of which those in `closed` show only their heads. */
export function tableRows(
  table: RunTable,
  sorted: readonly number[],
  groupBy: RunField | null,
  closed: ReadonlySet<string>,
): TreeRow<TableNode>[] {
  if (groupBy === null)
    return sorted.map((row, index) =>
      runLine(nodeOf(table, row), { level: 1, position: index + 1, siblings: sorted.length }),
    )
  const groups = groupRows(table, sorted, groupBy)
  return groups.flatMap(({ text, rows }, position): TreeRow<TableNode>[] => {
    const key = groupKey(text)
    const expanded = !closed.has(key)
    const head: TreeRow<TableNode> = {
      node: { kind: 'group', key, text, rows },
      level: 1,
      position: position + 1,
      siblings: groups.length,
      expanded,
    }
    if (!expanded) return [head]
    const lines = rows.map((row, index) =>
      runLine(nodeOf(table, row), { level: 2, position: index + 1, siblings: rows.length }),
    )
    return [head, ...lines]
  })
}

const runLine = (node: TableRunNode, place: Pick<TreeRow, 'level' | 'position' | 'siblings'>): TreeRow<TableNode> => ({
  node,
  ...place,
  expanded: undefined,
})

/** Nodes are made once a table: the same row is the same object. */
const nodes = new WeakMap<RunTable, (TableRunNode | undefined)[]>()

function nodeOf(table: RunTable, row: number): TableRunNode {
  let known = nodes.get(table)
  if (known === undefined) nodes.set(table, (known = []))
  return (known[row] ??= makeNode(table, row))
}

function makeNode({ records }: RunTable, row: number): TableRunNode {
  const { experiment, run } = records[row]!
  if (run === null) throw new Error('the table of runs has only runs')
  const variant = pointOf(experiment.spec, run.variantIndex)?.variant ?? experiment.spec.variants[0]!
  return { kind: 'run', key: runKey(run.id), experiment, variant, run, row }
}

/** The runs that some lines stand for. */
export function runNodesOf(table: RunTable, lines: readonly TableNode[]): TableRunNode[] {
  const rows = new Set(lines.flatMap((node) => (node.kind === 'group' ? node.rows : [node.row])))
  return [...rows].map((row) => nodeOf(table, row))
}

export const tableNodeName = (node: TableNode): string =>
  node.kind === 'group'
    ? node.text === ''
      ? 'runs without a value'
      : node.text
    : `${node.variant.name}, seed ${node.run.seed}`
