import type { ReactNode } from 'react'
import styles from './components.module.css'

/** A bordered panel with its title and, at the end of the title's line, something small. */
export function Panel({
  title,
  end,
  children,
  className,
  label,
}: {
  title?: ReactNode
  end?: ReactNode
  children: ReactNode
  className?: string
  label?: string
}) {
  return (
    <section
      className={`${styles.panel} ${className ?? ''}`}
      aria-label={label ?? (typeof title === 'string' ? title : undefined)}
    >
      {title !== undefined && (
        <div className={styles.panelHead}>
          <h2>{title}</h2>
          {end}
        </div>
      )}
      {children}
    </section>
  )
}
