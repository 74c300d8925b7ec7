import type { Shortcut } from '../../components/shortcut.ts'

export const designShortcuts = {
  queue: { keys: 'Ctrl+Enter', does: 'Queue the runs' },
  rename: { keys: 'F2', does: 'Rename the variant (on its tab)' },
  moveLeft: { keys: 'Ctrl+Shift+ArrowLeft', does: 'Move the variant to the left (on its tab)' },
  moveRight: { keys: 'Ctrl+Shift+ArrowRight', does: 'Move the variant to the right (on its tab)' },
  sweep: { keys: 'Ctrl+Shift+S', does: 'Sweep the field, or stop it (in a field)' },
  reset: { keys: 'Ctrl+Shift+D', does: 'Put the field back to its default (in a field)' },
  remove: { keys: 'Delete', does: 'Remove the variant (on its tab)' },
} satisfies Record<string, Shortcut>
