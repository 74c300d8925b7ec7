import type { Shortcut } from '../shortcut.ts'

/** Keys of every tree of experiments; `treeMove` and the grid answer them. */
export const treeShortcuts = {
  open: { keys: 'Enter', does: 'Open' },
  unfold: { keys: 'ArrowRight', does: 'Open the row' },
  fold: { keys: 'ArrowLeft', does: 'Close the row' },
} satisfies Record<string, Shortcut>
