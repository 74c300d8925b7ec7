import type { Shortcut } from '../../components/shortcut.ts'

/** Keys on a row of the history. */
export const historyShortcuts = {
  compare: { keys: 'C', does: 'Compare' },
  copy: { keys: 'O', does: 'Open in Design as a copy' },
  requeue: { keys: 'Q', does: 'Queue again' },
  remove: { keys: 'Delete', does: 'Delete' },
  details: { keys: 'I', does: 'Show details' },
  search: { keys: '/', does: 'Search' },
  selectAll: { keys: 'Ctrl+A', does: 'Select all' },
  clear: { keys: 'Escape', does: 'Clear the selection' },
} satisfies Record<string, Shortcut>

/** The grid's own key. */
export const selectShortcut: Shortcut = { keys: 'Space', does: 'Select' }
