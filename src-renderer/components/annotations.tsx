import { IconX } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { Run } from '../../src-shared/domain/run.ts'
import { useClient } from '../client/index.tsx'
import styles from './annotations.module.css'
import { showFailure } from './notify.ts'

/** A text that is saved when the typing pauses and when the field is left; Escape gives back what was saved. */
export function NotesField({
  label,
  value,
  onSave,
  rows = 4,
}: {
  label: string
  value: string
  onSave: (text: string) => void
  rows?: number
}) {
  const [text, setText] = useState(value)
  const editing = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const latest = useRef({ text, value, onSave })
  useEffect(() => {
    latest.current = { text, value, onSave }
  })
  useEffect(() => {
    if (!editing.current) setText(value)
  }, [value])
  const save = (): void => {
    clearTimeout(timer.current)
    const now = latest.current
    if (now.text !== now.value) now.onSave(now.text)
  }
  // A view that goes away with a sentence half saved keeps the sentence.
  useEffect(() => save, [])
  return (
    <textarea
      className={styles.notes}
      aria-label={label}
      placeholder="What you tried and what you found"
      rows={rows}
      value={text}
      onFocus={() => (editing.current = true)}
      onChange={(event) => {
        setText(event.currentTarget.value)
        clearTimeout(timer.current)
        timer.current = setTimeout(save, 800)
      }}
      onBlur={() => {
        editing.current = false
        save()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation()
          setText(value)
        }
      }}
    />
  )
}

/** Tags as chips: Enter or comma adds, Backspace in an empty field takes the last away. */
function TagsField({
  label,
  value,
  onSave,
}: {
  label: string
  value: readonly string[]
  onSave: (tags: string[]) => void
}) {
  const [text, setText] = useState('')
  const id = useId()
  const add = (): void => {
    const added = text
      .split(',')
      .map((tag) => tag.trim().slice(0, 60))
      .filter((tag) => tag !== '' && !value.includes(tag))
    setText('')
    if (added.length > 0) onSave([...value, ...new Set(added)])
  }
  return (
    <div className={styles.tags} role="group" aria-label={label}>
      {value.map((tag) => (
        <span key={tag} className={styles.tag}>
          <span title={tag}>{tag}</span>
          <button
            type="button"
            aria-label={`Remove tag ${tag}`}
            onClick={() => onSave(value.filter((other) => other !== tag))}
          >
            <IconX size={12} aria-hidden />
          </button>
        </span>
      ))}
      <input
        id={id}
        aria-label={`Add to ${label.toLowerCase()}`}
        placeholder={value.length === 0 ? 'add a tag' : ''}
        value={text}
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={add}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === ',') {
            event.preventDefault()
            add()
          } else if (event.key === 'Backspace' && text === '' && value.length > 0) {
            onSave(value.slice(0, -1))
          } else if (event.key === 'Escape' && text !== '') {
            event.stopPropagation()
            setText('')
          }
        }}
      />
    </div>
  )
}

/** A name that is edited where it stands; Enter saves, Escape gives the old one back, an empty one isn't taken. */
export function NameField({ label, value, onSave }: { label: string; value: string; onSave: (name: string) => void }) {
  const [text, setText] = useState(value)
  const editing = useRef(false)
  useEffect(() => {
    if (!editing.current) setText(value)
  }, [value])
  const save = (): void => {
    const name = text.trim()
    if (name === '') setText(value)
    else if (name !== value) onSave(name)
  }
  return (
    <input
      className={styles.name}
      aria-label={label}
      maxLength={200}
      value={text}
      onFocus={() => (editing.current = true)}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => {
        editing.current = false
        save()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save()
        if (event.key === 'Escape') {
          event.stopPropagation()
          setText(value)
        }
      }}
    />
  )
}

/** Tags and notes of an experiment or a run, each under its name. */
export function Annotations({
  of,
  onSave,
}: {
  of: { tags: readonly string[]; notes: string }
  onSave: (change: { tags: string[] } | { notes: string }) => void
}) {
  return (
    <>
      <div className={styles.field}>
        <span>Tags</span>
        <TagsField label="Tags" value={of.tags} onSave={(tags) => onSave({ tags })} />
      </div>
      <div className={styles.field}>
        <span>Notes</span>
        <NotesField label="Notes" value={of.notes} onSave={(notes) => onSave({ notes })} />
      </div>
    </>
  )
}

/** A run's tags and notes, saved as they change. */
export function RunAnnotations({ run }: { run: Run }) {
  const client = useClient()
  return (
    <Annotations
      of={run}
      onSave={(change) => void client.call('runs.update', { runId: run.id, ...change }).catch(showFailure)}
    />
  )
}
