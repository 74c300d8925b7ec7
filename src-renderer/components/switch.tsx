import styles from './switch.module.css'

/** On or off. */
export function Switch({
  id,
  describedBy,
  checked,
  onChange,
}: {
  id: string
  describedBy?: string
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  return (
    <input
      id={id}
      type="checkbox"
      role="switch"
      className={styles.switch}
      aria-describedby={describedBy}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
