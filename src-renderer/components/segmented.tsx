import { useRef } from 'react'
import styles from './components.module.css'

export interface SegmentedOption<V extends string> {
  value: V
  label: string
  /** Why it can't be chosen now; shown on hover and focus, and read out. */
  disabledReason?: string
}

/** A few choices side by side: one tab stop, arrow keys move. */
export function Segmented<V extends string>({
  label,
  value,
  options,
  onChange,
  full,
}: {
  label: string
  value: V
  options: readonly SegmentedOption<V>[]
  onChange: (value: V) => void
  full?: boolean
}) {
  const buttons = useRef(new Map<V, HTMLButtonElement>())
  const move = (from: number, by: number) => {
    for (let i = 1; i <= options.length; i++) {
      const option = options[(from + by * i + options.length * i) % options.length]!
      if (option.disabledReason) continue
      buttons.current.get(option.value)?.focus()
      onChange(option.value)
      return
    }
  }
  const reachable = options.some((option) => option.value === value) ? value : options[0]?.value
  return (
    <div role="radiogroup" aria-label={label} className={styles.segmented} data-full={full || undefined}>
      {options.map((option, index) => (
        <button
          key={option.value}
          ref={(element) => {
            if (element) buttons.current.set(option.value, element)
            else buttons.current.delete(option.value)
          }}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          aria-disabled={option.disabledReason ? true : undefined}
          title={option.disabledReason}
          tabIndex={option.value === reachable ? 0 : -1}
          onClick={() => !option.disabledReason && onChange(option.value)}
          onKeyDown={(event) => {
            const by =
              event.key === 'ArrowRight' || event.key === 'ArrowDown'
                ? 1
                : event.key === 'ArrowLeft' || event.key === 'ArrowUp'
                  ? -1
                  : 0
            if (by === 0) return
            event.preventDefault()
            move(index, by)
          }}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
