import { Modal } from '@mantine/core'
import { useStore } from '../client/store/external-store.ts'
import { ShortcutKeys } from '../components/shortcut-keys.tsx'
import { shortcutGroups, shortcutsShown } from './shortcuts.ts'
import styles from './shortcuts-dialog.module.css'

/** Ctrl+/: every shortcut, by view. */
export function ShortcutsDialog() {
  return (
    <Modal
      opened={useStore(shortcutsShown)}
      onClose={() => shortcutsShown.set(false)}
      title="Keyboard shortcuts"
      size={680}
      overlayProps={{ backgroundOpacity: 0.25 }}
      transitionProps={{ duration: 120 }}
      classNames={{ content: styles.content, header: styles.header }}
    >
      <div className={styles.groups}>
        {shortcutGroups.map(({ title, shortcuts }) => (
          <div key={title} className={styles.group}>
            <h3>{title}</h3>
            <dl>
              {shortcuts.map(({ keys, does }) => (
                <div key={keys}>
                  <dt>
                    <ShortcutKeys keys={keys} />
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </div>
    </Modal>
  )
}
