import { useEffect, useRef } from 'react'
import { nothingHasFocus } from './focus.ts'
import { isPressed, type Shortcut } from './shortcut.ts'

/** A key of the view in front: with Ctrl from anywhere in it, a plain one where nothing has the focus. */
export function useViewKey(shortcut: Shortcut, act: () => void): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const isPlain = !shortcut.keys.startsWith('Ctrl+')
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isPressed(shortcut, event) || (isPlain && !nothingHasFocus())) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [shortcut])
}
