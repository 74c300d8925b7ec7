import { IconBookmark, IconX } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { SavedFilter } from '../../../../src-shared/contract/settings.ts'
import { useClientParts, useSettings } from '../../../client/index.tsx'
import { Button } from '../../../components/button.tsx'
import { PopoverButton } from '../../../components/popover-button.tsx'
import { showFailure } from '../../../components/notify.ts'
import { historyShortcuts } from '../shortcuts.ts'
import styles from './filter.module.css'

/** Filters under a name: one click filters, and the one in the field can be kept. */
export function SavedFilters({
  opened,
  onOpened,
  text,
  canSave,
  onApply,
}: {
  opened: boolean
  onOpened: (opened: boolean) => void
  text: string
  /** A filter that can't be read isn't kept. */
  canSave: boolean
  onApply: (text: string) => void
}) {
  const saved = useSettings()?.historyFilters ?? []
  return (
    <PopoverButton
      opened={opened}
      onOpened={onOpened}
      icon={<IconBookmark size={16} aria-hidden />}
      name="Filters"
      title={`Saved filters (${historyShortcuts.filters.keys})`}
      widthPx={360}
      dialogClassName={styles.saved}
    >
      <SavedList
        saved={saved}
        onApply={(filter) => {
          onApply(filter.text)
          onOpened(false)
        }}
      />
      <SaveForm saved={saved} text={text} canSave={canSave} />
    </PopoverButton>
  )
}

function SavedList({ saved, onApply }: { saved: readonly SavedFilter[]; onApply: (filter: SavedFilter) => void }) {
  const keep = useKeep()
  if (saved.length === 0) return <p className={styles.none}>No filter is saved yet.</p>
  return (
    <ul className={styles.savedList} aria-label="Saved filters">
      {saved.map((filter) => (
        <li key={filter.name}>
          <button type="button" className={styles.apply} title={filter.text} onClick={() => onApply(filter)}>
            <span>{filter.name}</span>
            <span className={styles.detail}>{filter.text}</span>
          </button>
          <button
            type="button"
            className={styles.clear}
            aria-label={`Delete the filter ${filter.name}`}
            title="Delete"
            onClick={() =>
              keep(
                saved,
                saved.filter((other) => other !== filter),
                `delete the filter ${filter.name}`,
              )
            }
          >
            <IconX size={14} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}

function SaveForm({ saved, text, canSave }: { saved: readonly SavedFilter[]; text: string; canSave: boolean }) {
  const keep = useKeep()
  const [name, setName] = useState('')
  const id = useId()
  const isEmpty = text.trim() === ''
  const replaces = saved.some((filter) => filter.name === name.trim())
  const why = isEmpty ? 'The filter is empty: write one first.' : canSave ? '' : 'The filter can’t be read yet.'
  const save = (): void => {
    const filter: SavedFilter = { name: name.trim(), text: text.trim() }
    const next = [...saved.filter((other) => other.name !== filter.name), filter].toSorted((a, b) =>
      a.name.localeCompare(b.name),
    )
    keep(saved, next, `save the filter ${filter.name}`)
    setName('')
  }
  return (
    <form
      className={styles.save}
      onSubmit={(event) => {
        event.preventDefault()
        if (why === '' && name.trim() !== '') save()
      }}
    >
      <label htmlFor={id}>Save this filter as</label>
      <div>
        <input
          id={id}
          maxLength={80}
          autoComplete="off"
          value={name}
          aria-describedby={why === '' ? undefined : `${id}-why`}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={why !== '' || name.trim() === ''}>
          {replaces ? 'Replace' : 'Save'}
        </Button>
      </div>
      {why !== '' && (
        <p id={`${id}-why`} className={styles.none}>
          {why}
        </p>
      )}
    </form>
  )
}

/** Keeps a list of filters, and offers the one before. */
function useKeep(): (before: readonly SavedFilter[], after: readonly SavedFilter[], label: string) => void {
  const { settings, undo } = useClientParts()
  const keep = (before: readonly SavedFilter[], after: readonly SavedFilter[], label: string): void => {
    settings
      .save({ historyFilters: [...after] })
      .then(() =>
        undo.offer({
          label,
          undo: async () => {
            await settings.save({ historyFilters: [...before] })
            undo.offer({ label, redo: () => keep(before, after, label) })
          },
        }),
      )
      .catch(showFailure)
  }
  return keep
}
