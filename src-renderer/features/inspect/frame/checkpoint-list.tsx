import { useEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { formatCount } from '../../../../src-shared/words/format.ts'
import { indexOfKey } from './scrubber.tsx'
import styles from './frame.module.css'

export interface CheckpointColumn {
  name: string
  /** One a checkpoint. */
  texts: readonly string[]
}

/** A run's checkpoints, one a line; it scrolls with the scrubber, and a click goes there. */
export function CheckpointList({
  updates,
  columns,
  index,
  onIndex,
}: {
  updates: readonly number[]
  columns: readonly CheckpointColumn[]
  index: number
  onIndex: (index: number) => void
}) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const row = list.current?.children[index]
    if (row instanceof HTMLElement) keepInSight(list.current!, row)
  }, [index])
  const onKeyDown = (event: KeyboardEvent): void => {
    const turned = { ArrowDown: 'ArrowUp', ArrowUp: 'ArrowDown', PageDown: 'PageUp', PageUp: 'PageDown' }[event.key]
    const next = indexOfKey(turned ?? event.key, index, updates.length)
    if (next === null) return
    event.preventDefault()
    onIndex(next)
  }
  return (
    <section className={styles.checkpoints} aria-label="Checkpoints">
      <div className={styles.listTitle}>
        <h2>Checkpoints</h2>
        <span className={styles.chip}>{formatCount(updates.length)}</span>
      </div>
      <div className={styles.checkpointHead} aria-hidden>
        <span>update</span>
        {columns.map(({ name }) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <div
        ref={list}
        className={styles.checkpointRows}
        role="listbox"
        tabIndex={0}
        aria-label={`Checkpoints: update, ${columns.map(({ name }) => name).join(', ')}`}
        aria-activedescendant={`checkpoint-${index}`}
        onKeyDown={onKeyDown}
      >
        {updates.map((update, row) => (
          <div
            key={update}
            id={`checkpoint-${row}`}
            role="option"
            aria-selected={row === index}
            className={styles.checkpoint}
            onClick={() => onIndex(row)}
          >
            <span>{formatCount(update)}</span>
            {columns.map(({ name, texts }) => (
              <span key={name}>{texts[row]}</span>
            ))}
          </div>
        ))}
      </div>
    </section>
  )
}

/** Within the list only: what is around it doesn't scroll along. */
function keepInSight(list: HTMLElement, row: HTMLElement): void {
  const top = row.offsetTop - list.offsetTop
  if (top < list.scrollTop) list.scrollTop = top
  else if (top + row.offsetHeight > list.scrollTop + list.clientHeight)
    list.scrollTop = top + row.offsetHeight - list.clientHeight
}
