import { IconListNumbers, IconRestore, IconX } from '@tabler/icons-react'
import { keyNames } from '../shortcut.ts'
import { fieldShortcuts } from './shortcuts.ts'
import styles from './form.module.css'

/**
 * Beside a field's name, in sight while the row has the pointer or the focus: its default, and a sweep. By keyboard they
 * are the two shortcuts, so that fields stay one Tab apart.
 */
export function FieldTools({
  title,
  byDefault,
  onReset,
  onSweep,
  swept,
}: {
  title: string
  byDefault: string
  /** Absent where it has its default. */
  onReset: (() => void) | undefined
  /** Absent where it can't be swept. */
  onSweep: ((on: boolean) => void) | undefined
  swept: boolean
}) {
  if (!onReset && !onSweep) return null
  return (
    <span className={styles.tools} data-swept={swept || undefined}>
      {onReset && (
        <Tool
          label={`Put ${title} back to ${byDefault}`}
          shortcut={fieldShortcuts.reset.keys}
          icon={<IconRestore size={14} aria-hidden />}
          onClick={onReset}
        />
      )}
      {onSweep && (
        <Tool
          label={swept ? `Stop sweeping ${title}` : `Sweep ${title}`}
          shortcut={fieldShortcuts.sweep.keys}
          icon={swept ? <IconX size={14} aria-hidden /> : <IconListNumbers size={14} aria-hidden />}
          reachable={swept}
          onClick={() => onSweep(!swept)}
        />
      )}
    </span>
  )
}

function Tool({
  label,
  shortcut,
  icon,
  reachable = false,
  onClick,
}: {
  label: string
  shortcut: string
  icon: React.ReactNode
  /** By Tab too. */
  reachable?: boolean
  onClick: () => void
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={`${label} (${keyNames(shortcut).join(' ')})`}
      aria-keyshortcuts={shortcut.replace('Ctrl', 'Control')}
      tabIndex={reachable ? 0 : -1}
      onClick={onClick}
    >
      {icon}
    </button>
  )
}
