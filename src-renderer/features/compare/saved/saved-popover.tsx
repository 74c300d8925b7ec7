import { IconBookmark, IconLink, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { writeLink } from '../../../../src-shared/domain/comparison-address.ts'
import type { ComparisonSpec } from '../../../../src-shared/domain/comparison.ts'
import type { SavedComparison } from '../../../../src-shared/domain/saved-comparison.ts'
import { NameField, NotesField } from '../../../components/annotations.tsx'
import { Button } from '../../../components/button.tsx'
import { PopoverButton } from '../../../components/popover-button.tsx'
import { showFailure, showNotice } from '../../../components/notify.ts'
import { useViewKey } from '../../../components/use-view-key.ts'
import { compareShortcuts } from '../shortcuts.ts'
import { useSaved, type Saved } from './use-saved.ts'
import styles from './saved.module.css'

const run = (work: Promise<void>): void => void work.catch(showFailure)

/** Comparisons with a name: save this one, reopen another. */
export function SavedPopover({ spec }: { spec: ComparisonSpec }) {
  const saved = useSaved(spec)
  const { opened, isChanged } = saved
  const [isShown, setShown] = useState(false)
  useViewKey(compareShortcuts.save, () => {
    if (opened === null) return setShown(true)
    run(saved.save().then(() => showNotice('info', `Saved “${opened.name}”.`)))
  })
  return (
    <PopoverButton
      opened={isShown}
      onOpened={setShown}
      icon={<IconBookmark size={16} aria-hidden />}
      name={<span>{opened === null ? 'Saved' : `${opened.name}${isChanged ? ', changed' : ''}`}</span>}
      title={opened === null ? 'Save this comparison, or open a saved one' : opened.name}
      className={styles.button}
      widthPx={348}
      dialogClassName={styles.dropdown}
    >
      <OpenedFields saved={saved} spec={spec} />
      <SavedList saved={saved} onOpen={() => setShown(false)} />
    </PopoverButton>
  )
}

/** What is compared now: its name and notes where it has some, a field for a new name, its address. */
function OpenedFields({ saved, spec }: { saved: Saved; spec: ComparisonSpec }) {
  const { opened, isChanged } = saved
  const [name, setName] = useState('')
  const saveAs = () => {
    if (name.trim() !== '') run(saved.saveAs(name.trim()).then(() => setName('')))
  }
  return (
    <div className={styles.fields}>
      {opened !== null && (
        <>
          <NameField
            label="Name of this comparison"
            value={opened.name}
            onSave={(next) => run(saved.change(opened.id, { name: next }))}
          />
          <NotesField
            label="Notes on this comparison"
            value={opened.notes}
            rows={3}
            onSave={(notes) => run(saved.change(opened.id, { notes }))}
          />
        </>
      )}
      <form
        className={styles.line}
        onSubmit={(event) => {
          event.preventDefault()
          saveAs()
        }}
      >
        <input
          className={styles.newName}
          aria-label="Name for a new comparison"
          placeholder={opened === null ? 'Name this comparison' : 'Another name'}
          maxLength={200}
          value={name}
          data-autofocus={opened === null || undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button kind={opened === null ? 'primary' : 'default'} disabled={name.trim() === ''} onClick={saveAs}>
          {opened === null ? 'Save' : 'Save as new'}
        </Button>
      </form>
      <div className={styles.line}>
        <Button
          icon={<IconLink size={16} aria-hidden />}
          title="A text that opens this comparison: paste it into the palette (Ctrl+K)"
          onClick={() =>
            run(
              navigator.clipboard
                .writeText(writeLink(spec))
                .then(() => showNotice('info', 'The address is copied. Ctrl+K opens it when it is pasted there.')),
            )
          }
        >
          Copy address
        </Button>
        <span className={styles.gap} />
        {opened !== null && (
          <Button
            kind="primary"
            disabled={!isChanged}
            title={`${compareShortcuts.save.does} (${compareShortcuts.save.keys})`}
            onClick={() => run(saved.save())}
          >
            Save changes
          </Button>
        )}
      </div>
    </div>
  )
}

function SavedList({ saved, onOpen }: { saved: Saved; onOpen: () => void }) {
  if (saved.all.length === 0) return <p className={styles.none}>No comparison is saved yet.</p>
  return (
    <ul className={styles.list} aria-label="Saved comparisons">
      {saved.all.map((comparison) => (
        <li key={comparison.id}>
          <button
            type="button"
            aria-current={comparison.id === saved.opened?.id || undefined}
            title={`${comparison.name}, saved ${whenWords(comparison)}${comparison.notes === '' ? '' : `: ${comparison.notes}`}`}
            onClick={() => {
              saved.open(comparison)
              onOpen()
            }}
          >
            <span>{comparison.name}</span>
            <small>{whenWords(comparison)}</small>
          </button>
          <Button
            kind="quiet"
            aria-label={`Delete the comparison ${comparison.name}`}
            icon={<IconTrash size={15} aria-hidden />}
            onClick={() => run(saved.remove(comparison))}
          />
        </li>
      ))}
    </ul>
  )
}

const whenWords = ({ changedAt }: Pick<SavedComparison, 'changedAt'>): string =>
  new Date(changedAt).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
