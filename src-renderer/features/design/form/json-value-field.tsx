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
  onChange,
}: {
  id: string
  describedBy: string
  invalid: boolean
  schema: JsonSchema
  value: unknown
  onChange: (value: unknown) => void
}) {
  const shown = tableText(value)
  // What was typed belongs to the value that it was typed over; another value (an undo) shows itself.
  const [typed, setTyped] = useState({ over: shown, text: shown, problem: null as string | null })
  const { text, problem } = typed.over === shown ? typed : { text: shown, problem: null }
  const setText = (next: string) => setTyped({ over: shown, text: next, problem })
  const setProblem = (next: string | null) => setTyped({ over: shown, text, problem: next })
  const commit = () => {
    try {
      const next: unknown = JSON.parse(text)
      if (!fitsShape(next, schema)) return setProblem(`This should look like ${JSON.stringify(schema.default)}.`)
      setProblem(null)
      onChange(next)
    } catch (failure) {
      setProblem(`This is not JSON: ${failure instanceof Error ? failure.message : String(failure)}`)
    }
  }
  return (
    <>
      <textarea
        id={id}
        className={`monospaced ${styles.textarea}`}
        aria-describedby={describedBy}
        aria-invalid={invalid || problem !== null || undefined}
        spellCheck={false}
        rows={Math.min(10, text.split('\n').length + 1)}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={commit}
      />
      {problem && (
        <p className={styles.complaint} role="alert">
          {problem}
        </p>
      )}
    </>
  )
}

/** One row of a table a line. */
function tableText(value: unknown): string {
  if (!Array.isArray(value)) return JSON.stringify(value, null, 1) ?? ''
  return value.some(Array.isArray)
    ? `[\n${value.map((row) => ` ${JSON.stringify(row)}`).join(',\n')}\n]`
    : JSON.stringify(value)
}
