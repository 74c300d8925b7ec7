import { IconChevronRight } from '@tabler/icons-react'
import type { TreeRow } from './tree.ts'
import styles from './tree-grid.module.css'

/** What stands before a row's name: the box that selects it, its indent, and the arrow that opens it. */
export function Opener({
  row,
  name,
  selected,
  onSelect,
  onExpand,
}: {
  row: TreeRow<{ key: string }>
  name: string
  selected?: ReadonlySet<string>
  onSelect?: (keys: readonly string[], on: boolean) => void
  onExpand: (key: string, open: boolean) => void
}) {
  const { node, level, expanded } = row
  return (
    <>
      {onSelect && (
        <input
          type="checkbox"
          className={styles.check}
          tabIndex={-1}
          aria-label={`Select ${name}`}
          checked={selected?.has(node.key) ?? false}
          onChange={(event) => onSelect([node.key], event.currentTarget.checked)}
        />
      )}
      <span className={styles.indent} style={{ width: (level - 1) * 18 }} />
      {expanded === undefined ? (
        <span className={styles.noOpener} />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          className={styles.opener}
          aria-label={`${expanded ? 'Close' : 'Open'} ${name}`}
          data-open={expanded || undefined}
          onClick={() => onExpand(node.key, !expanded)}
        >
          <IconChevronRight size={15} aria-hidden />
        </button>
      )}
    </>
  )
}
