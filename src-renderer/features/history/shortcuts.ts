import type { Shortcut } from '../../components/shortcut.ts'

/** Keys on a row of the history. */
export const historyShortcuts = {
  compare: { keys: 'C', does: 'Compare' },
  copy: { keys: 'O', does: 'Open in Design as a copy' },
  requeue: { keys: 'R', does: 'Retry what failed or was cancelled' },
  tag: { keys: 'T', does: 'Tag' },
  note: { keys: 'N', does: 'Add a note' },
  rename: { keys: 'F2', does: 'Rename' },
  lock: { keys: 'L', does: 'Lock or unlock' },
  export: { keys: 'E', does: 'Export as CSV' },
  remove: { keys: 'Delete', does: 'Delete' },
  inspect: { keys: 'I', does: 'Inspect' },
  details: { keys: 'D', does: 'Show details' },
  search: { keys: '/', does: 'Filter' },
  filters: { keys: 'F', does: 'Saved filters' },
  form: { keys: 'V', does: 'Experiments or single runs' },
  columns: { keys: 'K', does: 'Choose columns' },
  bin: { keys: 'B', does: 'Show the bin' },
  selectAll: { keys: 'Ctrl+A', does: 'Select all' },
  clear: { keys: 'Escape', does: 'Clear the selection' },
} satisfies Record<string, Shortcut>

/** The grid's own keys. */
export const selectShortcut: Shortcut = { keys: 'Space', does: 'Select' }
export const selectMoreShortcut: Shortcut = { keys: 'Shift+ArrowDown', does: 'Select the next row too' }

/** Keys of the filter's field. */
export const filterShortcuts = {
  complete: { keys: 'Ctrl+Space', does: 'What can be written here' },
} satisfies Record<string, Shortcut>

/** Keys of a column in the list of columns. */
export const columnShortcuts = {
  up: { keys: 'Alt+ArrowUp', does: 'Move the column to the left' },
  down: { keys: 'Alt+ArrowDown', does: 'Move the column to the right' },
} satisfies Record<string, Shortcut>

/** Keys on a row of the bin. */
export const binShortcuts = {
  restore: { keys: 'R', does: 'Restore' },
  selectAll: { keys: 'Ctrl+A', does: 'Select all' },
  leave: { keys: 'Escape', does: 'Back to History' },
} satisfies Record<string, Shortcut>
