import { IconFileCode, IconFolder, IconFolderUp } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { ResultOf } from '../../../../src-shared/contract/methods.ts'
import { useClient } from '../../../client/index.tsx'
import { Button } from '../../../components/button.tsx'
import { clauseOfFailure } from './clause-of-failure.ts'
import styles from './own-module.module.css'

type Listing = ResultOf<'modules.list'>

/**
 * Folders and modules of this machine, for a browser's page has no dialog that tells a path. Arrow keys walk, Enter opens
 * or chooses, Backspace goes up, Escape closes.
 */
export function FolderBrowser({
  near,
  onChoose,
  onClose,
}: {
  near: string
  onChoose: (path: string) => void
  onClose: () => void
}) {
  const client = useClient()
  const [listing, setListing] = useState<Listing | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const lastAsked = useRef(0)

  const show = useCallback(
    (folder: string | null) => {
      const asked = ++lastAsked.current
      client
        .call('modules.list', { folder, near: folder === null ? near : '' })
        .then((next) => {
          if (asked !== lastAsked.current) return
          setListing(next)
          setProblem(null)
        })
        .catch((failure: unknown) => asked === lastAsked.current && setProblem(clauseOfFailure(failure)))
    },
    [client, near],
  )
  useEffect(() => show(null), [show])
  // A folder that was opened is walked from its first entry.
  useEffect(() => buttonsOf(list.current)[0]?.focus(), [listing])

  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = buttonsOf(list.current)
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (to !== undefined) buttons[Math.max(0, Math.min(to, buttons.length - 1))]?.focus()
    else if (event.key === 'Backspace' && listing?.parent) show(listing.parent)
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={styles.inline} role="group" aria-label="Choose a module" onKeyDown={onKeyDown}>
      {listing && <p className={styles.folder}>{listing.folder}</p>}
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      {listing && (
        <ul ref={list} className={styles.entries} aria-label={`In ${listing.folder}`}>
          {listing.parent !== null && (
            <Entry icon={<IconFolderUp size={15} aria-hidden />} onOpen={() => show(listing.parent)}>
              Folder above
            </Entry>
          )}
          {listing.entries.map(({ kind, name, path }) => (
            <Entry
              key={path}
              icon={kind === 'folder' ? <IconFolder size={15} aria-hidden /> : <IconFileCode size={15} aria-hidden />}
              onOpen={() => (kind === 'folder' ? show(path) : onChoose(path))}
            >
              {name}
            </Entry>
          ))}
        </ul>
      )}
      {listing?.entries.length === 0 && <p className={styles.hint}>No folders and no .js, .mjs or .ts files here.</p>}
      {listing?.more && (
        <p className={styles.hint}>Only the first {listing.entries.length.toLocaleString('en-US')} are listed.</p>
      )}
      <div className={styles.actions}>
        <Button kind="quiet" onClick={onClose}>
          Close
        </Button>
      </div>
    </div>
  )
}

const buttonsOf = (list: HTMLUListElement | null) => [...(list?.querySelectorAll('button') ?? [])]

function Entry({ icon, children, onOpen }: { icon: ReactNode; children: string; onOpen: () => void }) {
  return (
    <li>
      {/* Escape closes this list, not the drawer that it may stand in. */}
      <button type="button" data-mantine-stop-propagation="true" title={children} onClick={onOpen}>
        {icon}
        <span>{children}</span>
      </button>
    </li>
  )
}
