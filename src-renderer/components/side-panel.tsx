import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import styles from './side-panel.module.css'

/** Below this width side panels become drawers. */
const wideQuery = '(min-width: 1180px)'
export const useWide = (): boolean => useMediaQuery(wideQuery, true, { getInitialValueInEffect: false })

/** From here on there is room for what would otherwise take it from names. */
export const useVeryWide = (): boolean =>
  useMediaQuery('(min-width: 1600px)', false, { getInitialValueInEffect: false })

/** A panel beside the work; on a narrow window a drawer that opens over it. */
export function SidePanel({
  title,
  side,
  opened,
  onClose,
  children,
  width = 300,
}: {
  title: string
  side: 'left' | 'right'
  opened: boolean
  onClose: () => void
  children: ReactNode
  width?: number
}) {
  const wide = useWide()
  if (wide) {
    return (
      // What is in it may be only text: it scrolls by keyboard too.
      <aside className={styles.panel} style={{ width }} aria-label={title} tabIndex={0}>
        {children}
      </aside>
    )
  }
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={title}
      position={side}
      size={340}
      classNames={{ content: styles.drawer, header: styles.drawerHeader }}
      transitionProps={{ duration: 120 }}
    >
      {children}
    </Drawer>
  )
}
