import { expect, it } from 'vitest'
import { isolated } from './legend.tsx'

it('shows one alone, and all again when it is alone already', () => {
  const ids = ['a', 'b', 'c']
  expect(isolated(ids, new Set(), 'b')).toEqual(new Set(['a', 'c']))
  expect(isolated(ids, new Set(['b']), 'b')).toEqual(new Set(['a', 'c']))
  expect(isolated(ids, new Set(['a', 'c']), 'b')).toEqual(new Set())
})
