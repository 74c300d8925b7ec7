import { IconArrowBackUp, IconKeyboard, IconSearch } from '@tabler/icons-react'
import { useClientParts } from '../../client/index.tsx'
import { useStore } from '../../client/store/external-store.ts'
import { showFailure } from '../../components/notify.ts'
import { pageTitle } from '../../components/page-title.ts'
import { shortcutsShown } from '../shortcuts.ts'
import { AscentMark } from './ascent-mark.tsx'
import styles from './frame.module.css'
import { palette } from '../palette-store.ts'

/** Names the view for those who hear it. */
export const titleElementId = 'view-title'

export function Header() {
  const title = useStore(pageTitle)
  return (
    <header className={styles.header}>
      <div className={styles.mark}>
        <AscentMark />
      </div>
      <h1
        id={titleElementId}
        className={styles.title}
        title={title.detail ? `${title.place} / ${title.detail}` : title.place}
      >
        <span>{title.place}</span>
        {title.detail && <span className={styles.detail}> / {title.detail}</span>}
      </h1>
      <button type="button" className={styles.search} onClick={() => palette.open()} aria-keyshortcuts="Control+K">
        <IconSearch size={16} aria-hidden />
        <span>Search runs, experiments and commands</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div className={styles.headerEnd}>
        <UndoChip />
        <button
          type="button"
          className={styles.iconButton}
          aria-label="Keyboard shortcuts"
          title="Keyboard shortcuts (Ctrl+/)"
          aria-keyshortcuts="Control+/"
          onClick={() => shortcutsShown.set(true)}
        >
          <IconKeyboard size={17} aria-hidden />
        </button>
      </div>
    </header>
  )
}

function UndoChip() {
  const { undo } = useClientParts()
  const offer = useStore(undo)
  return (
    <div role="status">
      {offer?.undo && (
        <button
          type="button"
          className={styles.chip}
          title={`Undo: ${offer.label} (Ctrl+Z)`}
          aria-label={`Undo: ${offer.label}`}
          onClick={() => void Promise.resolve(offer.undo!()).catch(showFailure)}
        >
          <IconArrowBackUp size={13} aria-hidden />
          Undo
        </button>
      )}
    </div>
  )
}
