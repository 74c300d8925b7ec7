import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { RunId } from '../../src-shared/domain/ids.ts'
import { plural } from '../../src-shared/words/format.ts'
import { sentenceOfFailure } from '../client/ascent-failure.ts'
import { useClient, useStatus } from '../client/index.tsx'
import { Button } from './button.tsx'
import styles from './checkpoints-on-disk.module.css'

/**
 * What some runs' checkpoints take, and the way to drop them, asked about first: they don't come back.
 * `runs`: those whose checkpoints may be dropped; `locked`: how many more keep theirs. `name` says whose they are.
 */
export function CheckpointsOnDisk({
  name,
  runs,
  locked,
  isEmpty,
  dropped: whenDropped,
  children,
}: {
  name: string
  runs: readonly RunId[]
  locked: number
  isEmpty: boolean
  /** Called when they are gone. */
  dropped?: () => void
  children: ReactNode
}) {
  const client = useClient()
  const readOnly = useStatus()?.readOnly ?? null
  const [asking, setAsking] = useState(false)
  const [outcome, setOutcome] = useState<{ text: string; isProblem: boolean } | null>(null)
  const drop = () => {
    setAsking(false)
    client
      .call('inspect.dropSnapshots', { runIds: [...runs] })
      .then(({ dropped }) => {
        setOutcome({ text: `Dropped ${plural(dropped, 'checkpoint')}.`, isProblem: false })
        whenDropped?.()
      })
      .catch((refusal: unknown) => setOutcome({ text: sentenceOfFailure(refusal), isProblem: true }))
  }
  return (
    <>
      <div className={styles.line}>
        {children}
        {!asking && !isEmpty && (
          <Button
            kind="danger"
            icon={<IconTrash size={16} aria-hidden />}
            aria-label={`Drop the checkpoints of ${name}`}
            disabled={readOnly !== null || runs.length === 0}
            title={runs.length === 0 ? 'Locked: unlock in History first' : undefined}
            onClick={() => setAsking(true)}
          >
            Drop the checkpoints
          </Button>
        )}
      </div>
      {asking && (
        <div
          className={styles.question}
          role="alertdialog"
          aria-label={`Drop the checkpoints of ${name}?`}
          onKeyDown={(event) => event.key === 'Escape' && setAsking(false)}
        >
          <span>
            Drop the checkpoints of {name}? Inspect then shows saved states only; curves stay. This can’t be undone.
            {locked > 0 && ` ${plural(locked, 'locked run')} ${locked === 1 ? 'keeps its' : 'keep their'} checkpoints.`}
          </span>
          <Button autoFocus onClick={() => setAsking(false)}>
            Keep them
          </Button>
          <Button kind="danger" onClick={drop}>
            Drop them
          </Button>
        </div>
      )}
      {outcome !== null && (
        <p className={outcome.isProblem ? styles.problem : styles.soft} role={outcome.isProblem ? 'alert' : 'status'}>
          {outcome.text}
        </p>
      )}
    </>
  )
}
