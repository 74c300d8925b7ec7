import styles from './switch.module.css'

/** On or off. With a `disabledReason` it can be reached, for its sentence to be read, and not be changed. */
export function Switch({
  id,
  describedBy,
  checked,
  disabledReason,
  onChange,
}: {
  id: string
  describedBy?: string
  checked: boolean
  disabledReason?: string
  onChange: (checked: boolean) => void
}) {
  return (
    <input
      id={id}
      type="checkbox"
      role="switch"
      className={styles.switch}
      aria-describedby={describedBy}
      aria-disabled={disabledReason !== undefined || undefined}
      title={disabledReason}
      checked={checked}
      onChange={(event) => disabledReason === undefined && onChange(event.currentTarget.checked)}
    />
  )
}
