import { IconArrowDown, IconArrowUp, IconColumns, IconGripVertical, IconX } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import type { DragEvent, KeyboardEvent } from 'react'
import { allFields, type RunField } from '../../../../src-shared/domain/run-filter/fields.ts'
import { Button } from '../../../components/button.tsx'
import { PopoverButton } from '../../../components/popover-button.tsx'
import { Switch } from '../../../components/switch.tsx'
import { historyShortcuts } from '../shortcuts.ts'
import { moved } from './moved.ts'
import styles from './runs.module.css'

const mostFound = 40

/** Which columns the table of runs has, in which order: search and add, remove, move by keyboard or by dragging. */
export function ColumnChooser({
  opened,
  onOpened,
  fields,
  isOwnChoice,
  lowRows,
  onFields,
  onLowRows,
}: {
  opened: boolean
  onOpened: (opened: boolean) => void
  fields: readonly RunField[]
  /** False while the columns are what differs. */
  isOwnChoice: boolean
  lowRows: boolean
  /** Null goes back to what differs. */
  onFields: (fields: readonly RunField[] | null) => void
  onLowRows: (low: boolean) => void
}) {
  const lowRowsId = useId()
  return (
    <PopoverButton
      opened={opened}
      onOpened={onOpened}
      icon={<IconColumns size={16} aria-hidden />}
      name="Columns"
      title={`Choose columns (${historyShortcuts.columns.keys})`}
      widthPx={400}
      dialogClassName={styles.chooser}
    >
      <AddColumn fields={fields} onAdd={(field) => onFields([...fields, field])} />
      <p className={styles.heading}>
        {isOwnChoice ? 'Your columns, in their order' : 'What differs among the runs that are shown'}
      </p>
      <ChosenColumns fields={fields} onFields={onFields} />
      <div className={styles.foot}>
        <label className={styles.low} htmlFor={lowRowsId}>
          <Switch id={lowRowsId} checked={lowRows} onChange={onLowRows} /> Low rows
        </label>
        <Button disabled={!isOwnChoice} onClick={() => onFields(null)}>
          Show what differs
        </Button>
      </div>
    </PopoverButton>
  )
}

function AddColumn({ fields, onAdd }: { fields: readonly RunField[]; onAdd: (field: RunField) => void }) {
  const [query, setQuery] = useState('')
  const words = query.toLowerCase().split(/\s+/)
  const chosen = new Set(fields.map(({ id }) => id))
  const found = allFields.filter(
    ({ id, title }) =>
      !chosen.has(id) && id !== 'name' && words.every((word) => `${id} ${title}`.toLowerCase().includes(word)),
  )
  return (
    <>
      <input
        type="search"
        data-autofocus
        className={styles.search}
        aria-label="Search parameters and metrics"
        placeholder="Add a parameter or a metric"
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || query.trim() === '' || found.length === 0) return
          onAdd(found[0]!)
          setQuery('')
        }}
      />
      {query.trim() !== '' && (
        <ul className={styles.list} aria-label="Found">
          {found.slice(0, mostFound).map((field) => (
            <li key={field.id}>
              <button type="button" className={styles.add} title="Add this column" onClick={() => onAdd(field)}>
                <span>{field.title}</span>
                <span className={styles.id}>{field.id}</span>
              </button>
            </li>
          ))}
          {found.length === 0 && <li className={styles.id}>No other column has this in its name.</li>}
        </ul>
      )}
    </>
  )
}

function ChosenColumns({
  fields,
  onFields,
}: {
  fields: readonly RunField[]
  onFields: (fields: readonly RunField[]) => void
}) {
  const [dropMark, setDropMark] = useState<{ id: string; side: 'before' | 'after' } | null>(null)
  const dragged = useRef<number | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const move = (from: number, to: number): void => {
    if (to < 0 || to >= fields.length) return
    onFields(moved(fields, from, to))
    // The keyboard stays with the column that was moved.
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('li')[to]?.focus())
  }
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>, index: number): void => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      move(index, index + (event.key === 'ArrowUp' ? -1 : 1))
    } else if (event.key === 'Delete') {
      event.preventDefault()
      onFields(fields.filter((_, other) => other !== index))
    }
  }
  const sideOf = (event: DragEvent): 'before' | 'after' => {
    const box = event.currentTarget.getBoundingClientRect()
    return event.clientY < box.top + box.height / 2 ? 'before' : 'after'
  }
  const drop = (event: DragEvent, target: number): void => {
    const from = dragged.current
    setDropMark(null)
    if (from === null) return
    event.preventDefault()
    const gap = target + (sideOf(event) === 'after' ? 1 : 0)
    move(from, gap > from ? gap - 1 : gap)
  }
  return (
    <ul ref={list} className={styles.list} aria-label="Columns">
      {fields.map((field, index) => (
        <li
          key={field.id}
          className={styles.item}
          tabIndex={0}
          aria-label={`${field.title}: column ${index + 1} of ${fields.length}; Alt with an arrow moves it, Delete removes it`}
          draggable
          data-drop={dropMark?.id === field.id ? dropMark.side : undefined}
          onKeyDown={(event) => event.target === event.currentTarget && onKeyDown(event, index)}
          onDragStart={(event) => {
            dragged.current = index
            event.dataTransfer.setData('text/plain', field.id)
          }}
          onDragOver={(event) => {
            if (dragged.current === null) return
            event.preventDefault()
            setDropMark({ id: field.id, side: sideOf(event) })
          }}
          onDragEnd={() => {
            dragged.current = null
            setDropMark(null)
          }}
          onDrop={(event) => drop(event, index)}
        >
          <IconGripVertical size={14} className={styles.grip} aria-hidden />
          <span title={field.id}>{field.title}</span>
          <button
            type="button"
            className={styles.itemButton}
            aria-label={`Move ${field.title} up`}
            title="Move up (Alt+↑)"
            disabled={index === 0}
            onClick={() => move(index, index - 1)}
          >
            <IconArrowUp size={14} aria-hidden />
          </button>
          <button
            type="button"
            className={styles.itemButton}
            aria-label={`Move ${field.title} down`}
            title="Move down (Alt+↓)"
            disabled={index === fields.length - 1}
            onClick={() => move(index, index + 1)}
          >
            <IconArrowDown size={14} aria-hidden />
          </button>
          <button
            type="button"
            className={styles.itemButton}
            aria-label={`Remove the column ${field.title}`}
            title="Remove (Delete)"
            onClick={() => onFields(fields.filter((_, other) => other !== index))}
          >
            <IconX size={14} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}
