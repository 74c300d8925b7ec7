import type { Shortcut } from '../../components/shortcut.ts'

/** On the view, and with the keyboard on the chart. */
export const compareShortcuts = {
  save: { keys: 'Ctrl+S', does: 'Save the comparison' },
  view: { keys: 'V', does: 'How the curves are drawn' },
  statistics: { keys: 'S', does: 'On to the statistics' },
  along: { keys: 'ArrowRight', does: 'On the chart: along the curves' },
  inspect: { keys: 'I', does: 'On the chart: inspect the run under the crosshair (Ctrl+click)' },
  from: { keys: '[', does: 'On the chart: show from here on' },
  to: { keys: ']', does: 'On the chart: show up to here' },
  reset: { keys: 'Backspace', does: 'On the chart: show everything' },
  isolate: { keys: 'Shift+Enter', does: 'On a variant: show it alone, or all again' },
  remove: { keys: 'Delete', does: 'On a variant: remove it' },
} satisfies Record<string, Shortcut>
