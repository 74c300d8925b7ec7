import { IconChevronDown } from '@tabler/icons-react'
import styles from './components.module.css'

export interface SelectOption {
  value: string
  label: string
  /** Why it can't be chosen now; stands after its name. */
  disabledReason?: string
  group?: string
}

/** The platform's own list: keyboard, search by typing and screen readers come with it. */
export function Select({
  id,
  label,
  value,
  options,
  onChange,
  describedBy,
  invalid,
  strong,
  disabled,
}: {
  id?: string
  label?: string
  value: string
  options: readonly SelectOption[]
  onChange: (value: string) => void
  describedBy?: string
  invalid?: boolean
  strong?: boolean
  disabled?: boolean
}) {
  const groups = [...new Set(options.map((option) => option.group))]
  const item = (option: SelectOption) => (
    <option key={option.value} value={option.value} disabled={option.disabledReason !== undefined}>
      {option.disabledReason ? `${option.label} (${option.disabledReason})` : option.label}
    </option>
  )
  return (
    <span className={styles.select} data-strong={strong || undefined} data-invalid={invalid || undefined}>
      <select
        id={id}
        title={options.find((option) => option.value === value)?.label}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        disabled={disabled}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {groups.map((group) => {
          const items = options.filter((option) => option.group === group).map(item)
          return group === undefined ? (
            items
          ) : (
            <optgroup key={group} label={group}>
              {items}
            </optgroup>
          )
        })}
      </select>
      <IconChevronDown size={14} aria-hidden />
    </span>
  )
}
