import type { Shortcut } from '../../components/shortcut.ts'

/** Where nothing else has the keyboard; the scrubber and the list of checkpoints have their own arrow keys. */
export const inspectShortcuts = {
  play: { keys: 'Space', does: 'Play or pause' },
  before: { keys: 'ArrowLeft', does: 'Checkpoint before' },
  next: { keys: 'ArrowRight', does: 'Next checkpoint' },
  first: { keys: 'Home', does: 'First checkpoint' },
  last: { keys: 'End', does: 'Last checkpoint' },
} satisfies Record<string, Shortcut>
