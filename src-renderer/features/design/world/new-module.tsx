import { useEffect, useId, useRef, useState } from 'react'
import { useClient } from '../../../client/index.tsx'
import { Button } from '../../../components/button.tsx'
import { clauseOfFailure } from './clause-of-failure.ts'
import styles from './own-module.module.css'

/** Writes the commented example to a place of the person's choice, and never over a file. */
export function NewModule({ onWritten, onClose }: { onWritten: (path: string) => void; onClose: () => void }) {
  const client = useClient()
  const [path, setPath] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const problemId = useId()
  useEffect(() => {
    let stale = false
    client
      .call('modules.newPath', {})
      .then((suggested) => !stale && setPath((typed) => typed || suggested.path))
      .catch((failure: unknown) => !stale && setProblem(clauseOfFailure(failure)))
    field.current?.focus()
    return () => void (stale = true)
  }, [client])
  const write = () => {
    client
      .call('modules.create', { path })
      .then((written) => onWritten(written.path))
      .catch((failure: unknown) => setProblem(clauseOfFailure(failure)))
  }
  return (
    <form
      className={styles.inline}
      aria-label="Start from a template"
      onSubmit={(event) => {
        event.preventDefault()
        write()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <label>
        Write it to
        <textarea
          ref={field}
          // Escape closes this form, not the drawer that it may stand in.
          data-mantine-stop-propagation="true"
          rows={2}
          spellCheck={false}
          value={path}
          aria-describedby={problemId}
          aria-invalid={problem !== null || undefined}
          onChange={(event) => setPath(event.currentTarget.value.replaceAll('\n', ''))}
          onKeyDown={(event) => {
            // A path is one line, though it may be shown on two.
            if (event.key !== 'Enter') return
            event.preventDefault()
            write()
          }}
        />
      </label>
      <p id={problemId} role={problem ? 'alert' : undefined} className={problem ? styles.problem : styles.hint}>
        {problem ?? 'A commented example, to change in your editor. No file is written over.'}
      </p>
      <div className={styles.actions}>
        <Button type="submit">Write the file</Button>
        <Button kind="quiet" onClick={onClose}>
          Not now
        </Button>
      </div>
    </form>
  )
}
