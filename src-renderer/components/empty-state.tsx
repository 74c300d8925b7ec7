import type { ReactNode } from 'react'
import styles from './components.module.css'

/** A room with nothing in it yet: what it is for, and the way on. */
export function EmptyState({
  title,
  sentence,
  icon,
  children,
}: {
  title: string
  sentence: ReactNode
  icon?: ReactNode
  children?: ReactNode
}) {
  return (
    <section className={styles.empty} aria-label={title}>
      {icon && <div className={styles.emptyIcon}>{icon}</div>}
      <h2>{title}</h2>
      <p>{sentence}</p>
      {children && <div className={styles.emptyActions}>{children}</div>}
    </section>
  )
}
