/** A key and what it does: handlers, hints and the list of shortcuts read the same entry. */
export interface Shortcut {
  /** As in "Ctrl+Shift+Z", "Alt+ArrowUp", "P" or "/"; Ctrl is Cmd on a Mac too. */
  keys: string
  /** "Pause or resume". */
  does: string
}

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

export function isPressed({ keys }: Pick<Shortcut, 'keys'>, event: Press): boolean {
  const parts = keys.split('+')
  const key = parts.at(-1)!
  const wants = (modifier: string) => parts.slice(0, -1).includes(modifier)
  // On many keyboards "/" is typed with Shift.
  const shiftMatters = key.length > 1 || /[a-z\d]/i.test(key)
  return (
    (event.key === ' ' ? 'space' : event.key.toLowerCase()) === key.toLowerCase() &&
    (event.ctrlKey || event.metaKey) === wants('Ctrl') &&
    event.altKey === wants('Alt') &&
    (!shiftMatters || event.shiftKey === wants('Shift'))
  )
}

/** Which of these was pressed. */
export function pressedOf<Name extends string>(shortcuts: Record<Name, Shortcut>, event: Press): Name | undefined {
  return (Object.keys(shortcuts) as Name[]).find((name) => isPressed(shortcuts[name], event))
}

const names: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  // The font has no arrows to the sides.
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Escape: 'Esc',
}

/** As they stand on the keys. */
export const keyNames = (keys: string): string[] => keys.split('+').map((key) => names[key] ?? key)
