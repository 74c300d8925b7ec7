import type { Shortcut } from '../../components/shortcut.ts'

/** Keys of Learn; the arrows where the list has the focus. */
export const learnShortcuts = {
  next: { keys: 'J', does: 'Next lesson' },
  previous: { keys: 'K', does: 'Previous lesson' },
} satisfies Record<string, Shortcut>

export const lessonListShortcuts = {
  next: { keys: 'ArrowDown', does: 'Next lesson in the list' },
  previous: { keys: 'ArrowUp', does: 'Previous lesson in the list' },
} satisfies Record<string, Shortcut>
