import type { Shortcut } from '../shortcut.ts'

/** In a field of a form. */
export const fieldShortcuts = {
  sweep: { keys: 'Ctrl+Shift+S', does: 'Sweep the field, or stop it (in a field)' },
  reset: { keys: 'Ctrl+Shift+D', does: 'Put the field back to its default (in a field)' },
} satisfies Record<string, Shortcut>
