import type { Shortcut } from '../../components/shortcut.ts'

/** Keys on a row of the queue. */
export const queueShortcuts = {
  pause: { keys: 'P', does: 'Pause or resume' },
  up: { keys: 'Alt+ArrowUp', does: 'Move up in the queue' },
  down: { keys: 'Alt+ArrowDown', does: 'Move down' },
  cancel: { keys: 'Delete', does: 'Cancel' },
  retry: { keys: 'R', does: 'Retry what failed or was cancelled' },
  seeds: { keys: 'S', does: 'Again with other seeds' },
  compare: { keys: 'C', does: 'Compare' },
} satisfies Record<string, Shortcut>
