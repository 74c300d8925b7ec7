import { describe, expect, it } from 'vitest'
import { isPressed, keyNames, pressedOf } from './shortcut.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', true>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('a shortcut', () => {
  it('is pressed with its modifiers and no others', () => {
    expect(isPressed({ keys: 'Ctrl+Z' }, press('z', { ctrlKey: true }))).toBe(true)
    expect(isPressed({ keys: 'Ctrl+Z' }, press('z', { metaKey: true }))).toBe(true)
    expect(isPressed({ keys: 'Ctrl+Z' }, press('Z', { ctrlKey: true, shiftKey: true }))).toBe(false)
    expect(isPressed({ keys: 'Ctrl+Shift+Z' }, press('Z', { ctrlKey: true, shiftKey: true }))).toBe(true)
    expect(isPressed({ keys: 'P' }, press('p'))).toBe(true)
    expect(isPressed({ keys: 'Space' }, press(' '))).toBe(true)
    expect(isPressed({ keys: 'P' }, press('p', { ctrlKey: true }))).toBe(false)
    expect(isPressed({ keys: 'Alt+ArrowUp' }, press('ArrowUp', { altKey: true }))).toBe(true)
    expect(isPressed({ keys: 'Alt+ArrowUp' }, press('ArrowUp'))).toBe(false)
  })
  it('with a sign is pressed however the keyboard types that', () => {
    expect(isPressed({ keys: 'Ctrl+/' }, press('/', { ctrlKey: true, shiftKey: true }))).toBe(true)
    expect(isPressed({ keys: '/' }, press('/'))).toBe(true)
  })
  it('is found among others, and named as its keys are', () => {
    const shortcuts = { pause: { keys: 'P', does: 'Pause' }, up: { keys: 'Alt+ArrowUp', does: 'Up' } }
    expect(pressedOf(shortcuts, press('ArrowUp', { altKey: true }))).toBe('up')
    expect(pressedOf(shortcuts, press('x'))).toBeUndefined()
    expect(keyNames('Alt+ArrowUp')).toEqual(['Alt', '↑'])
  })
})
