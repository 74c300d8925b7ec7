import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { formatInputNumber, parseInputNumber } from './input-number.ts'
import styles from './components.module.css'

export interface NumberFieldProps {
  id?: string
  label?: string
  value: unknown
  onChange: (value: unknown) => void
  unit?: string
  /** An empty field means null instead of a mistake. */
  nullable?: boolean
  step?: number
  invalid?: boolean
  describedBy?: string
  disabled?: boolean
  placeholder?: string
}

/**
 * A number as people type it: "1e-3", "500,000", "0.97". Told on Enter and on leaving; arrow keys step.
 * Text that is no number is passed on as text, so that the schema's complaint shows beside the field and nothing is
 * lost.
 */
export function NumberField({
  id,
  label,
  value,
  onChange,
  unit,
  nullable,
  step,
  invalid,
  describedBy,
  disabled,
  placeholder,
}: NumberFieldProps) {
  const shown = formatInputNumber(value)
  const [text, setText] = useState(shown)
  const editing = useRef(false)
  useEffect(() => {
    if (!editing.current) setText(shown)
  }, [shown])

  const commit = () => {
    const next = parseInputNumber(text, nullable ?? false)
    if (!Object.is(next, value)) onChange(next)
    setText(formatInputNumber(next))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit()
    if (event.key === 'Escape') setText(shown)
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    const now = parseInputNumber(text, false)
    if (by === 0 || typeof now !== 'number') return
    event.preventDefault()
    const next = stepNumber(now, by, step)
    setText(formatInputNumber(next))
    onChange(next)
  }
  return (
    <span className={styles.numberField} data-invalid={invalid || undefined} data-disabled={disabled || undefined}>
      <input
        id={id}
        aria-label={label}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        disabled={disabled}
        placeholder={placeholder ?? (nullable ? 'none' : undefined)}
        value={text}
        data-pristine={text === shown || undefined}
        onFocus={() => (editing.current = true)}
        onBlur={() => {
          editing.current = false
          commit()
        }}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {unit && <span className={styles.unit}>{unit}</span>}
    </span>
  )
}

/** One step of an arrow key: the step given, else one in the last figure shown (0.97 to 0.98, 1e-3 to 2e-3). */
function stepNumber(now: number, by: number, step: number | undefined): number {
  if (step !== undefined) return Number((now + by * step).toPrecision(12))
  const text = String(now)
  const exponent = Number(text.split('e')[1] ?? 0)
  const decimals = (text.split('e')[0]!.split('.')[1] ?? '').length
  const size = Number(`1e${exponent - decimals}`)
  return Number((now + by * size).toPrecision(12))
}
