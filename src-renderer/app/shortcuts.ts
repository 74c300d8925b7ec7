import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { useClientParts } from '../client/index.tsx'
import { createStore } from '../client/store/external-store.ts'
import type { UndoStore } from '../client/store/undo.ts'
import { treeShortcuts } from '../components/experiment-tree/tree-shortcuts.ts'
import { showFailure } from '../components/notify.ts'
import { isPressed, type Shortcut } from '../components/shortcut.ts'
import { compareShortcuts } from '../features/compare/shortcuts.ts'
import { designShortcuts } from '../features/design/shortcuts.ts'
import {
  binShortcuts,
  columnShortcuts,
  filterShortcuts,
  historyShortcuts,
  selectMoreShortcut,
  selectShortcut,
} from '../features/history/shortcuts.ts'
import { learnShortcuts, lessonListShortcuts } from '../features/learn/shortcuts.ts'
import { inspectShortcuts, replayShortcuts } from '../features/inspect/shortcuts.ts'
import { queueShortcuts } from '../features/queue/shortcuts.ts'
import { routes } from './routes.tsx'
import { palette } from './palette-store.ts'

/** Whether the list of shortcuts is open. */
export const shortcutsShown = createStore(false)

interface AppShortcut extends Shortcut {
  act: (on: { navigate: (path: string) => void; undo: UndoStore }) => void | Promise<void>
  /** Text that is being typed has its own. */
  notWhileTyping?: true
}

/** What every view has. */
const appShortcuts: readonly AppShortcut[] = [
  { keys: 'Ctrl+K', does: 'Search runs, experiments and commands', act: () => palette.toggle() },
  ...routes
    .filter((route) => route.rail)
    .map((route, index): AppShortcut => ({
      keys: `Ctrl+${index + 1}`,
      does: `Go to ${route.name}`,
      act: ({ navigate }) => navigate(route.path),
    })),
  { keys: 'Ctrl+Z', does: 'Undo', act: ({ undo }) => undo.get()?.undo?.(), notWhileTyping: true },
  { keys: 'Ctrl+Shift+Z', does: 'Redo', act: ({ undo }) => undo.get()?.redo?.(), notWhileTyping: true },
  { keys: 'Ctrl+Y', does: 'Redo', act: ({ undo }) => undo.get()?.redo?.(), notWhileTyping: true },
  { keys: 'Ctrl+/', does: 'List the shortcuts', act: () => shortcutsShown.update((shown) => !shown) },
]

/** The one list: handlers read the same entries. */
export const shortcutGroups: readonly { title: string; shortcuts: readonly Shortcut[] }[] = [
  { title: 'Everywhere', shortcuts: appShortcuts },
  { title: 'Design', shortcuts: Object.values(designShortcuts) },
  { title: 'Queue', shortcuts: [...Object.values(treeShortcuts), ...Object.values(queueShortcuts)] },
  {
    title: 'History',
    shortcuts: [
      selectShortcut,
      selectMoreShortcut,
      ...Object.values(treeShortcuts),
      ...Object.values(historyShortcuts),
      ...Object.values(filterShortcuts),
      ...Object.values(columnShortcuts),
    ],
  },
  { title: 'Bin', shortcuts: Object.values(binShortcuts) },
  { title: 'Compare', shortcuts: Object.values(compareShortcuts) },
  { title: 'Inspect', shortcuts: [...Object.values(inspectShortcuts), ...Object.values(replayShortcuts)] },
  { title: 'Learn', shortcuts: [...Object.values(learnShortcuts), ...Object.values(lessonListShortcuts)] },
]

export function useAppShortcuts(): void {
  const [, navigate] = useLocation()
  const { undo } = useClientParts()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const pressed = appShortcuts.find((shortcut) => isPressed(shortcut, event))
      if (pressed === undefined || (pressed.notWhileTyping && isTyping(event.target))) return
      event.preventDefault()
      Promise.resolve(pressed.act({ navigate, undo })).catch(showFailure)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [navigate, undo])
}

/** A field with text that is not taken over yet has its own undo. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.dataset.pristine !== undefined) return false
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'range'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target.isContentEditable
}
