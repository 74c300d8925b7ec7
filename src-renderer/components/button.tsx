import type { ComponentProps, ReactNode } from 'react'
import styles from './components.module.css'

/** A plain button in the interface's three weights. */
export function Button({
  kind = 'default',
  icon,
  children,
  className,
  ...rest
}: { kind?: 'primary' | 'default' | 'quiet' | 'danger'; icon?: ReactNode } & ComponentProps<'button'>) {
  return (
    <button type="button" {...rest} className={`${styles.button} ${className ?? ''}`} data-kind={kind}>
      {icon}
      {children}
    </button>
  )
}
