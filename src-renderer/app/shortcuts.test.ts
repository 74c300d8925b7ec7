import { expect, it } from 'vitest'
import { shortcutGroups } from './shortcuts.ts'

const [everywhere, ...views] = shortcutGroups

it.each(views)('no key means two things in $title', (view) => {
  const keys = [...everywhere!.shortcuts, ...view.shortcuts].map((shortcut) => shortcut.keys)
  expect(new Set(keys).size).toBe(keys.length)
})
