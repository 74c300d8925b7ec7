import { useEffect, useRef, useState } from 'react'
import styles from './components.module.css'

/** One line of text, told on Enter and on leaving. Escape takes back what was typed. */
export function TextField({
  id,
  label,
  value,
  onChange,
  describedBy,
  invalid,
  placeholder,
  monospaced,
}: {
  id?: string
  label?: string
  value: string
  onChange: (value: string) => void
  describedBy?: string
  invalid?: boolean
  placeholder?: string
  monospaced?: boolean
}) {
  const [text, setText] = useState(value)
  const editing = useRef(false)
  useEffect(() => {
    if (!editing.current) setText(value)
  }, [value])
  const commit = () => {
    if (text !== value) onChange(text)
  }
  return (
    <span className={styles.numberField} data-invalid={invalid || undefined}>
      <input
        id={id}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        className={monospaced ? 'monospaced' : undefined}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        value={text}
        data-pristine={text === value || undefined}
        onFocus={() => (editing.current = true)}
        onBlur={() => {
          editing.current = false
          commit()
        }}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') setText(value)
        }}
      />
    </span>
  )
}
