import { spotlight } from '@mantine/spotlight'
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { useClientParts } from '../client/index.tsx'
import { showFailure } from '../components/notify.ts'
import { routes } from './routes.tsx'

const inRail = routes.filter((route) => route.rail)

/**
 * Ctrl+K anywhere, Ctrl+1 to 9 for the rail's views; Ctrl+Z and Ctrl+Shift+Z wherever they don't belong to text that is
 * being typed.
 */
export function useAppShortcuts(): void {
  const [, navigate] = useLocation()
  const { undo } = useClientParts()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return
      const key = event.key.toLowerCase()
      const view = event.shiftKey ? undefined : inRail[Number(key) - 1]
      const taken = key === 'z' && !event.shiftKey ? 'undo' : key === 'y' || key === 'z' ? 'redo' : undefined
      if (key === 'k' && !event.shiftKey) spotlight.toggle()
      else if (view) navigate(view.path)
      else if (taken && !isTyping(event.target)) Promise.resolve(undo.get()?.[taken]?.()).catch(showFailure)
      else return
      event.preventDefault()
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
