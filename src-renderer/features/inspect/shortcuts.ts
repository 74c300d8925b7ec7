import type { Shortcut } from '../../components/shortcut.ts'

/** Where nothing else has the keyboard; the scrubber and the list of checkpoints have their own arrow keys. */
export const inspectShortcuts = {
  play: { keys: 'Space', does: 'Play or pause' },
  before: { keys: 'ArrowLeft', does: 'Checkpoint before' },
  next: { keys: 'ArrowRight', does: 'Next checkpoint' },
  first: { keys: 'Home', does: 'First checkpoint' },
  last: { keys: 'End', does: 'Last checkpoint' },
} satisfies Record<string, Shortcut>

/** Of the episode of a control world. */
export const replayShortcuts = {
  toggle: { keys: 'Shift+Space', does: 'Play or pause the episode' },
  back: { keys: ',', does: 'One step back in the episode' },
  on: { keys: '.', does: 'One step on in the episode' },
  toStart: { keys: 'Shift+Home', does: 'Start of the episode' },
  another: { keys: 'N', does: 'Episode of another seed' },
} satisfies Record<string, Shortcut>
