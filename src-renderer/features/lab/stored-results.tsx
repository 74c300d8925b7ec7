import { IconPencil, IconTrash } from '@tabler/icons-react'
import { notifications } from '@mantine/notifications'
import { useEffect, useRef, useState } from 'react'
import type { LabExperiment } from '../../../src-shared/domain/lab.ts'
import { formatMoment } from '../../../src-shared/words/format.ts'
import { useClientParts } from '../../client/index.tsx'
import type { ClientParts } from '../../client/index.tsx'
import { Button } from '../../components/button.tsx'
import { showFailure } from '../../components/notify.ts'
import { TextField } from '../../components/text-field.tsx'
import { useNow } from '../../components/use-now.ts'
import type { LabState } from './use-lab.ts'
import styles from './lab.module.css'

/** What this lab has measured: opened by a click, renamed, deleted with a way back. */
export function StoredResults({ state }: { state: LabState }) {
  const { stored, experiment } = state
  const [renamed, setRenamed] = useState<string | null>(null)
  const now = useNow()
  const { client, undo } = useClientParts()
  if (stored.length === 0) return <p className={styles.soft}>What is measured is kept here.</p>
  const rename = (id: LabExperiment['id'], name: string) => {
    setRenamed(null)
    if (name.trim() !== '') client.call('labs.rename', { id, name: name.trim() }).catch(showFailure)
  }
  const remove = (each: LabExperiment) => {
    client
      .call('labs.remove', { id: each.id })
      .then(() => offerBack({ client, undo }, each))
      .catch(showFailure)
  }
  return (
    <ul className={styles.stored}>
      {stored.map((each) => (
        <li key={each.id} data-open={each.id === experiment?.id || undefined}>
          {renamed === each.id ? (
            <NameField
              experiment={each}
              onName={(name) => rename(each.id, name)}
              onLeave={() => setRenamed((now) => (now === each.id ? null : now))}
            />
          ) : (
            <button type="button" className={styles.opener} title={each.name} onClick={() => state.open(each.id)}>
              <span>{each.name}</span>
              <span className={styles.soft}>
                {each.status === 'done' ? '' : `${each.status}, `}
                {formatMoment(each.createdAt, now)}
              </span>
            </button>
          )}
          <button
            type="button"
            className={styles.icon}
            aria-label={`Rename ${each.name}`}
            title="Rename"
            onClick={() => setRenamed(renamed === each.id ? null : each.id)}
          >
            <IconPencil size={14} aria-hidden />
          </button>
          <button
            type="button"
            className={styles.icon}
            aria-label={`Delete ${each.name}`}
            title="Delete"
            onClick={() => remove(each)}
          >
            <IconTrash size={14} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Takes the keyboard when it appears; Enter and leaving it take the name over, Escape doesn't. */
function NameField({
  experiment,
  onName,
  onLeave,
}: {
  experiment: LabExperiment
  onName: (name: string) => void
  onLeave: () => void
}) {
  const box = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const input = box.current!.querySelector('input')!
    input.focus()
    input.select()
  }, [])
  return (
    <span
      ref={box}
      className={styles.nameField}
      onBlur={onLeave}
      onKeyDown={(event) => event.key === 'Escape' && onLeave()}
    >
      <TextField label={`New name of ${experiment.name}`} value={experiment.name} onChange={onName} />
    </span>
  )
}

/** After one was deleted: a way back, in a toast, in the header's chip, with Ctrl+Z. */
function offerBack({ client, undo }: Pick<ClientParts, 'client' | 'undo'>, { id, name }: LabExperiment): void {
  const toast = `deleted lab ${id}`
  const label = `delete the result “${name}”`
  const restore = async (): Promise<void> => {
    const back = await client.call('labs.restore', { id })
    withdraw()
    notifications.hide(toast)
    undo.offer({
      label,
      redo: async () => {
        await client.call('labs.remove', { id })
        offerBack({ client, undo }, back)
      },
    })
  }
  const withdraw = undo.offer({ label, undo: restore })
  notifications.show({
    id: toast,
    role: 'status',
    color: 'indigo',
    autoClose: 12_000,
    message: (
      <span className={styles.toast}>
        Deleted the result “{name}”.<Button onClick={() => void restore().catch(showFailure)}>Undo</Button>
      </span>
    ),
  })
}
