import { useEffect, useRef, useState } from 'react'
import styles from './components.module.css'

/**
 * One line of text, told on Enter and on leaving. Escape takes back what was typed. `showsEnd`: of a text that
 * is too long for its field, as a path may be, the end is in sight, and all of it on hover and focus.
 */
export function TextField({
  id,
  label,
  value,
  onChange,
  describedBy,
  invalid,
  placeholder,
  monospaced,
  showsEnd,
  takesFocus,
}: {
  id?: string
  label?: string
  value: string
  onChange: (value: string) => void
  describedBy?: string
  invalid?: boolean
  placeholder?: string
  monospaced?: boolean
  showsEnd?: boolean
  /** The keyboard begins here in a dialog that opens. */
  takesFocus?: boolean
}) {
  const [text, setText] = useState(value)
  const editing = useRef(false)
  const input = useRef<HTMLInputElement>(null)
  const [isLong, setIsLong] = useState(false)
  const showEnd = () => {
    if (!showsEnd || !input.current) return
    setIsLong(input.current.scrollWidth > input.current.clientWidth)
    if (!editing.current) input.current.scrollLeft = input.current.scrollWidth
  }
  useEffect(showEnd)
  useEffect(() => {
    if (!editing.current) setText(value)
  }, [value])
  const commit = () => {
    if (text !== value) onChange(text)
  }
  return (
    <span className={styles.numberField} data-invalid={invalid || undefined}>
      <input
        ref={input}
        title={showsEnd ? value : undefined}
        id={id}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        className={monospaced ? 'monospaced' : undefined}
        placeholder={placeholder}
        autoComplete="off"
        data-autofocus={takesFocus || undefined}
        spellCheck={false}
        value={text}
        data-pristine={text === value || undefined}
        onFocus={() => (editing.current = true)}
        onBlur={() => {
          editing.current = false
          commit()
          showEnd()
        }}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') setText(value)
        }}
      />
      {isLong && (
        <span className={styles.wholeText} aria-hidden>
          {text}
        </span>
      )}
    </span>
  )
}
