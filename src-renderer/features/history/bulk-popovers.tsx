import { IconX } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import type { Experiment } from '../../../src-shared/domain/run.ts'
import { Button } from '../../components/button.tsx'
import { PopoverButton } from '../../components/popover-button.tsx'
import type { BulkActions, Selection } from './bulk.ts'
import { historyShortcuts } from './shortcuts.ts'
import styles from './history.module.css'

interface Opens {
  opened: boolean
  onOpened: (opened: boolean) => void
}

function BulkPopover({
  opened,
  onOpened,
  name,
  keys,
  icon,
  children,
}: Opens & { name: string; keys: string; icon: ReactNode; children: ReactNode }) {
  return (
    <PopoverButton
      opened={opened}
      onOpened={onOpened}
      icon={icon}
      name={name}
      title={`${name} (${keys})`}
      at="start"
      widthPx={300}
      dialogClassName={styles.bulk}
    >
      {children}
    </PopoverButton>
  )
}

/** Adds a tag to all, or takes one away from those that have it; each keeps its others. */
export function TagPopover({
  selection,
  knownTags,
  actions,
  icon,
  ...opens
}: Opens & { selection: Selection; knownTags: readonly string[]; actions: BulkActions; icon: ReactNode }) {
  const [tag, setTag] = useState('')
  const id = useId()
  const add = (): void => {
    if (tag.trim() === '') return
    actions.addTag(tag.trim())
    setTag('')
    opens.onOpened(false)
  }
  return (
    <BulkPopover {...opens} name="Tag" keys={historyShortcuts.tag.keys} icon={icon}>
      <OneLine
        label="Tag to add"
        submit="Add"
        value={tag}
        maxLength={60}
        list={`${id}-known`}
        onChange={setTag}
        onSubmit={add}
      />
      <datalist id={`${id}-known`}>
        {knownTags.map((known) => (
          <option key={known} value={known} />
        ))}
      </datalist>
      {selection.tags.length > 0 && (
        <ul className={styles.bulkTags} aria-label="Tags of what is selected">
          {selection.tags.map((had) => (
            <li key={had}>
              <span title={had}>{had}</span>
              <button type="button" aria-label={`Remove the tag ${had}`} onClick={() => actions.removeTag(had)}>
                <IconX size={12} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </BulkPopover>
  )
}

/** A note that is put below what each has already. */
export function NotePopover({ actions, icon, ...opens }: Opens & { actions: BulkActions; icon: ReactNode }) {
  const [note, setNote] = useState('')
  const id = useId()
  const add = (): void => {
    if (note.trim() === '') return
    actions.addNote(note.trim())
    setNote('')
    opens.onOpened(false)
  }
  return (
    <BulkPopover {...opens} name="Note" keys={historyShortcuts.note.keys} icon={icon}>
      <label htmlFor={id}>Note to add below what is there</label>
      <textarea
        id={id}
        data-autofocus
        rows={4}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && add()}
      />
      <Button disabled={note.trim() === ''} onClick={add}>
        Add the note
      </Button>
    </BulkPopover>
  )
}

/** One experiment's name; several get the same, with numbers. */
export function RenamePopover({
  experiments,
  actions,
  icon,
  ...opens
}: Opens & { experiments: readonly Experiment[]; actions: BulkActions; icon: ReactNode }) {
  const [name, setName] = useState<string | null>(null)
  const shown = name ?? experiments[0]?.name ?? ''
  const rename = (): void => {
    if (shown.trim() === '') return
    actions.rename(shown.trim())
    setName(null)
    opens.onOpened(false)
  }
  return (
    <BulkPopover {...opens} name="Rename" keys={historyShortcuts.rename.keys} icon={icon}>
      <OneLine
        label={
          experiments.length === 1 ? 'New name' : `New name of ${experiments.length} experiments: each gets a number`
        }
        submit="Rename"
        value={shown}
        maxLength={200}
        onChange={setName}
        onSubmit={rename}
      />
    </BulkPopover>
  )
}

function OneLine({
  label,
  submit,
  value,
  maxLength,
  list,
  onChange,
  onSubmit,
}: {
  label: string
  submit: string
  value: string
  maxLength: number
  list?: string
  onChange: (value: string) => void
  onSubmit: () => void
}) {
  const id = useId()
  return (
    <form
      className={styles.oneLine}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <label htmlFor={id}>{label}</label>
      <div>
        <input
          id={id}
          data-autofocus
          autoComplete="off"
          list={list}
          maxLength={maxLength}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <Button type="submit" disabled={value.trim() === ''}>
          {submit}
        </Button>
      </div>
    </form>
  )
}
