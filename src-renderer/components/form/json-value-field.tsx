import { useState } from 'react'
import { fitsShape } from './field.ts'
import type { JsonSchema } from './field.ts'
import styles from './form.module.css'

/** A table or record of the spec as JSON, taken over when it can be read and has the right shape. */
export function JsonValueField({
  id,
  describedBy,
  invalid,
  schema,
  value,
  unread,
  onChange,
  onUnread,
}: {
  id: string
  describedBy: string
  invalid: boolean
  schema: JsonSchema
  value: unknown
  /** What was typed before and can't be read. */
  unread: string | undefined
  onChange: (value: unknown) => void
  onUnread: (text: string, problem: string) => void
}) {
  const shown = unread ?? tableText(value)
  // What was typed belongs to the value that it was typed over; another value (an undo) shows itself.
  const [typed, setTyped] = useState({ over: shown, text: shown })
  const text = typed.over === shown ? typed.text : shown
  const commit = () => {
    if (text === shown) return
    try {
      const next: unknown = JSON.parse(text)
      if (fitsShape(next, schema)) onChange(next)
      else onUnread(text, `should look like ${JSON.stringify(schema.default)}`)
    } catch (failure) {
      onUnread(text, `this is not JSON: ${failure instanceof Error ? failure.message : String(failure)}`)
    }
  }
  return (
    <textarea
      id={id}
      className={`monospaced ${styles.textarea}`}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      spellCheck={false}
      rows={Math.min(10, text.split('\n').length + 1)}
      value={text}
      onChange={(event) => setTyped({ over: shown, text: event.currentTarget.value })}
      onBlur={commit}
    />
  )
}

/** One row of a table a line. */
function tableText(value: unknown): string {
  if (!Array.isArray(value)) return JSON.stringify(value, null, 1) ?? ''
  return value.some(Array.isArray)
    ? `[\n${value.map((row) => ` ${JSON.stringify(row)}`).join(',\n')}\n]`
    : JSON.stringify(value)
}
