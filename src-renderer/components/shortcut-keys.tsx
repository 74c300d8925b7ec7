import { keyNames, type Shortcut } from './shortcut.ts'
import styles from './shortcut-keys.module.css'

/** The keys of a shortcut, each as a key. */
export function ShortcutKeys({ keys }: Pick<Shortcut, 'keys'>) {
  return (
    <span className={styles.keys}>
      {keyNames(keys).map((name) => (
        <kbd key={name}>{name}</kbd>
      ))}
    </span>
  )
}

/** One line below a list: what its keys do. */
export function ShortcutHint({ shortcuts }: { shortcuts: readonly Shortcut[] }) {
  return (
    <p className={styles.hint}>
      {shortcuts.map(({ keys, does }) => (
        <span key={keys}>
          <ShortcutKeys keys={keys} /> {does}
        </span>
      ))}
    </p>
  )
}
