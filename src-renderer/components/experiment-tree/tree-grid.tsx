import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { KeyboardEvent, MouseEvent } from 'react'
import { nothingHasFocus } from '../focus.ts'
import { Opener } from './opener.tsx'
import { treeMove, type TreeRow } from './tree.ts'
import { columnWidths, TreeHead, type Sorting, type TreeColumn } from './tree-head.tsx'
import { useRowDrag, type TreeDrag } from './use-row-drag.ts'
import styles from './tree-grid.module.css'

export interface TreeGridProps<Node extends { key: string }> extends Sorting {
  label: string
  rows: readonly TreeRow<Node>[]
  /** As its buttons call it. */
  nameOf: (node: Node) => string
  /** The first one holds the name, with the arrow that opens. */
  columns: readonly TreeColumn<Node>[]
  activeKey: string | null
  onActive: (key: string) => void
  onExpand: (key: string, open: boolean) => void
  /** Enter and double click. */
  onOpen: (node: Node) => void
  /** Keys of one's own; true when the key was used. */
  onKey?: (event: KeyboardEvent, row: TreeRow<Node>) => boolean
  selected?: ReadonlySet<string>
  onSelect?: (keys: readonly string[], on: boolean) => void
  rowHeightPx?: number
  drag?: TreeDrag<Node>
  /** The keyboard begins on the active row: where one came on purpose, and nothing else has the focus. */
  takesFocus?: boolean
}

const usualRowHeightPx = 36

/**
 * Experiments that open to variants and runs, as a table: only the rows in view are drawn, one tab stop, arrow keys as
 * in any tree.
 */
export function TreeGrid<Node extends { key: string }>(props: TreeGridProps<Node>) {
  const { rows, columns, activeKey, rowHeightPx = usualRowHeightPx } = props
  const scroller = useRef<HTMLDivElement>(null)
  const elements = useRef(new Map<string, HTMLDivElement>())
  const focusWanted = useRef(props.takesFocus === true && nothingHasFocus())
  const hadFocus = useRef(false)
  /** Where a selection with Shift begins. */
  const anchor = useRef<string | null>(null)
  const { dropMark, handlersOf } = useRowDrag(props.drag)
  const found = rows.findIndex((row) => row.node.key === activeKey)
  const activeIndex = found === -1 ? 0 : found
  // oxlint-disable-next-line react/incompatible-library -- the React Compiler doesn't run here, and nothing of this is memoised
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 8,
    getItemKey: (index) => rows[index]!.node.key,
    // The active row stays in the page, so that the focus isn't lost when it is scrolled away.
    rangeExtractor: (range) => {
      const indices = defaultRangeExtractor(range)
      return indices.includes(activeIndex) || activeIndex >= rows.length
        ? indices
        : [...indices, activeIndex].toSorted((a, b) => a - b)
    },
  })

  useEffect(() => virtualizer.measure(), [virtualizer, rowHeightPx])

  useEffect(() => {
    // The row that had the focus is gone (it ended, it was deleted): the keyboard goes on at the row that is active
    // now.
    if (hadFocus.current && nothingHasFocus()) focusWanted.current = true
    if (!focusWanted.current) return
    const element = elements.current.get(rows[activeIndex]?.node.key ?? '')
    if (element === undefined) return
    focusWanted.current = false
    element.focus({ preventScroll: true })
  })

  const focusRow = (index: number): void => {
    focusWanted.current = true
    virtualizer.scrollToIndex(index, { align: 'auto' })
    props.onActive(rows[index]!.node.key)
  }

  const selectFromAnchor = (index: number): void => {
    const anchored = rows.findIndex((row) => row.node.key === anchor.current)
    const from = anchored === -1 ? activeIndex : anchored
    const range = rows.slice(Math.min(from, index), Math.max(from, index) + 1)
    props.onSelect?.(
      range.map((row) => row.node.key),
      true,
    )
  }

  /** With Ctrl it selects the row beside the others, with Shift all from the last one that was gone to without it. */
  const clickRow = (event: MouseEvent, index: number): void => {
    const { key } = rows[index]!.node
    if (event.shiftKey) selectFromAnchor(index)
    else {
      anchor.current = key
      if (event.ctrlKey || event.metaKey) props.onSelect?.([key], props.selected?.has(key) !== true)
    }
    focusRow(index)
  }

  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    const row = rows[index]!
    // Keys in a row's buttons and fields are theirs.
    if (event.target !== event.currentTarget) return
    if (props.onKey?.(event, row) === true) return event.preventDefault()
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === ' ' && props.onSelect !== undefined) {
      event.preventDefault()
      return props.onSelect([row.node.key], props.selected?.has(row.node.key) !== true)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      return props.onOpen(row.node)
    }
    const move = treeMove(
      rows,
      index,
      event.key,
      Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeightPx) - 2),
    )
    if (move === null) return
    event.preventDefault()
    if (move.kind !== 'focus') return props.onExpand(row.node.key, move.kind === 'expand')
    if (event.shiftKey) selectFromAnchor(move.index)
    else anchor.current = rows[move.index]!.node.key
    focusRow(move.index)
  }

  const { template, minWidth } = columnWidths(columns)
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      onFocus={() => (hadFocus.current = true)}
      onBlur={(event) => (hadFocus.current = !event.target.isConnected)}
    >
      <div
        role="treegrid"
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        aria-multiselectable={props.onSelect ? true : undefined}
        style={{ minWidth }}
      >
        <TreeHead columns={columns} template={template} sort={props.sort} onSort={props.onSort} />
        <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index]!
            const { key } = row.node
            const active = item.index === activeIndex
            return (
              <div
                key={item.key}
                ref={(element) => {
                  if (element) elements.current.set(key, element)
                  else elements.current.delete(key)
                }}
                role="row"
                aria-rowindex={item.index + 2}
                aria-level={row.level}
                aria-posinset={row.position}
                aria-setsize={row.siblings}
                aria-expanded={row.expanded}
                aria-selected={props.selected ? props.selected.has(key) : active}
                tabIndex={active ? 0 : -1}
                className={styles.row}
                data-level={row.level}
                data-active={active || undefined}
                data-selected={props.selected?.has(key) || undefined}
                data-drop={dropMark?.key === key ? dropMark.side : undefined}
                style={{ ...template, height: item.size, transform: `translateY(${item.start}px)` }}
                onFocus={() => active || props.onActive(key)}
                // Or it would mark the text of all rows between.
                onMouseDown={(event) => event.shiftKey && event.preventDefault()}
                onClick={(event) => onRowClick(event, () => clickRow(event, item.index))}
                onDoubleClick={(event) => onRowClick(event, () => props.onOpen(row.node))}
                onKeyDown={(event) => onKeyDown(event, item.index)}
                {...handlersOf(row)}
              >
                {columns.map((column, columnIndex) => (
                  <div
                    key={column.id}
                    role="gridcell"
                    className={styles.cell}
                    data-align={column.align}
                    data-first={columnIndex === 0 || undefined}
                  >
                    {columnIndex === 0 && (
                      <Opener
                        row={row}
                        name={props.nameOf(row.node)}
                        selected={props.selected}
                        onSelect={props.onSelect}
                        onExpand={props.onExpand}
                      />
                    )}
                    {column.cell(row, active)}
                  </div>
                ))}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

/** A click on a button or field inside the row is that button's. */
function onRowClick(event: MouseEvent, act: () => void): void {
  if (event.target instanceof Element && event.target.closest('button, input, a, textarea') === null) act()
}
