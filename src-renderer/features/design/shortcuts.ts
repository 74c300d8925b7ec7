import { fieldShortcuts } from '../../components/form/shortcuts.ts'
import type { Shortcut } from '../../components/shortcut.ts'

export const designShortcuts = {
  queue: { keys: 'Ctrl+Enter', does: 'Queue the runs' },
  rename: { keys: 'F2', does: 'Rename the variant (on its tab)' },
  moveLeft: { keys: 'Ctrl+Shift+ArrowLeft', does: 'Move the variant to the left (on its tab)' },
  moveRight: { keys: 'Ctrl+Shift+ArrowRight', does: 'Move the variant to the right (on its tab)' },
  ...fieldShortcuts,
  remove: { keys: 'Delete', does: 'Remove the variant (on its tab)' },
} satisfies Record<string, Shortcut>
