import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { CSSProperties, ReactNode } from 'react'
import type { TreeNode, TreeRow } from './tree.ts'
import styles from './tree-grid.module.css'

export interface TreeColumn<Node = TreeNode> {
  id: string
  header: string
  /** What the header's words leave open. */
  title?: string
  /** At least so wide; a column with `grow` shares what is left. */
  minPx: number
  grow?: number
  align?: 'right'
  /** What it sorts by; a column without it doesn't sort. */
  sort?: string
  /** `active`: the row that the keyboard is on; only its buttons are tab stops. */
  cell: (row: TreeRow<Node>, active: boolean) => ReactNode
}

export interface Sorting {
  sort?: { column: string; descending: boolean }
  onSort?: (column: string) => void
}

type Shape = Omit<TreeColumn, 'cell'>

/** As in the stylesheet. */
const columnGapPx = 14
const paddingPx = 20

/** The head and every row share the widths; narrower than `minWidth` the table scrolls. */
export const columnWidths = (columns: readonly Shape[]): { template: CSSProperties; minWidth: number } => ({
  template: {
    gridTemplateColumns: columns
      .map(({ minPx, grow }) => (grow === undefined ? `${minPx}px` : `minmax(${minPx}px, ${grow}fr)`))
      .join(' '),
  },
  minWidth: columns.reduce((sum, column) => sum + column.minPx + columnGapPx, paddingPx),
})

export function TreeHead({
  columns,
  template,
  ...sorting
}: { columns: readonly Shape[]; template: CSSProperties } & Sorting) {
  return (
    <div role="row" aria-rowindex={1} className={styles.head} style={template}>
      {columns.map((column, index) => (
        <HeaderCell key={column.id} column={column} first={index === 0} {...sorting} />
      ))}
    </div>
  )
}

function HeaderCell({ column, first, sort, onSort }: { column: Shape; first: boolean } & Sorting) {
  const own = column.sort
  if (own === undefined || onSort === undefined) {
    return (
      <div
        role="columnheader"
        className={styles.headCell}
        data-first={first || undefined}
        data-align={column.align}
        title={column.title}
      >
        {column.header === '' ? <span className="visually-hidden">Actions</span> : column.header}
      </div>
    )
  }
  const active = sort?.column === own
  return (
    <div
      role="columnheader"
      aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      className={styles.headCell}
      data-first={first || undefined}
      data-align={column.align}
    >
      <button type="button" className={styles.sortButton} title={column.title} onClick={() => onSort(own)}>
        <span>{column.header}</span>
        {active && (sort.descending ? <IconArrowDown size={13} aria-hidden /> : <IconArrowUp size={13} aria-hidden />)}
      </button>
    </div>
  )
}
