import { useMemo, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { fieldOf, type RunField } from '../../../src-shared/domain/run-filter/fields.ts'
import { sortRows } from '../../../src-shared/domain/run-filter/order.ts'
import type { RunTable } from '../../../src-shared/domain/run-filter/table.ts'
import { TreeGrid } from '../../components/experiment-tree/tree-grid.tsx'
import { runColumns } from './runs/run-columns.tsx'
import { runNodesOf, tableNodeName, tableRows, type TableNode, type TableRunNode } from './runs/run-rows.ts'

/** Each run on a line of its own, with the chosen columns; grouped, each group has its count and its means. */
export function RunsTable({
  table,
  rows,
  fields,
  order,
  groupBy,
  nowMs,
  lowRows,
  activeKey,
  selected,
  onActive,
  onOrder,
  onSelect,
  onOpen,
  onKey,
}: {
  table: RunTable
  rows: readonly number[]
  fields: readonly RunField[]
  order: { column: string; descending: boolean }
  groupBy: RunField | null
  nowMs: number
  lowRows: boolean
  activeKey: string | null
  selected: ReadonlySet<string>
  onActive: (key: string) => void
  onOrder: (column: string) => void
  onSelect: (keys: readonly string[], on: boolean) => void
  onOpen: (node: TableRunNode) => void
  onKey: (event: KeyboardEvent, nodes: readonly TableRunNode[]) => boolean
}) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const sorted = useMemo(() => {
    const created = table.numbers(fieldOf('created')!)
    return sortRows(table, rows, fieldOf(order.column) ?? fieldOf('created')!, order.descending, created)
  }, [table, rows, order])
  const lines = useMemo(() => tableRows(table, sorted, groupBy, closed), [table, sorted, groupBy, closed])
  const columns = useMemo(() => runColumns(table, fields, groupBy, nowMs), [table, fields, groupBy, nowMs])

  // A group is selected when all its runs are.
  const shownSelected = useMemo(() => {
    const whole = lines.filter(
      ({ node }) =>
        node.kind === 'group' && selected.size > 0 && runNodesOf(table, [node]).every(({ key }) => selected.has(key)),
    )
    return whole.length === 0 ? selected : new Set([...selected, ...whole.map(({ node }) => node.key)])
  }, [table, lines, selected])
  const select = (keys: readonly string[], on: boolean): void => {
    const wanted = new Set(keys)
    const nodes = lines.filter(({ node }) => wanted.has(node.key)).map(({ node }) => node)
    onSelect(
      runNodesOf(table, nodes).map(({ key }) => key),
      on,
    )
  }
  const expand = (key: string, open: boolean): void =>
    setClosed((before) => {
      const after = new Set(before)
      if (open) after.delete(key)
      else after.add(key)
      return after
    })
  const open = (node: TableNode): void => {
    if (node.kind === 'run') onOpen(node)
    else expand(node.key, closed.has(node.key))
  }
  return (
    <TreeGrid
      label="Runs"
      rows={lines}
      nameOf={tableNodeName}
      columns={columns}
      activeKey={activeKey}
      onActive={onActive}
      onExpand={expand}
      onOpen={open}
      onKey={(event, row) => onKey(event, runNodesOf(table, [row.node]))}
      selected={shownSelected}
      onSelect={select}
      rowHeightPx={lowRows ? 28 : undefined}
      sort={order}
      onSort={onOrder}
    />
  )
}
