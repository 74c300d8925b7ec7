import type { Shortcut } from '../../components/shortcut.ts'

export const designShortcuts = {
  queue: { keys: 'Ctrl+Enter', does: 'Queue the runs' },
  rename: { keys: 'F2', does: 'Rename the variant (on its tab)' },
  remove: { keys: 'Delete', does: 'Remove the variant (on its tab)' },
} satisfies Record<string, Shortcut>
