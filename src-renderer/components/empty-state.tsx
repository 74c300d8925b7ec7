import type { ReactNode } from 'react'
import styles from './components.module.css'

/** What a view shows while there is nothing in it: what it is for, and what to do first. */
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
