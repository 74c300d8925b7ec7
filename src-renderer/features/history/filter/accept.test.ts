import { expect, it } from 'vitest'
import { accept } from './accept.ts'

it('puts a completion in the place of what was typed, and goes on behind a space', () => {
  expect(accept('alg', 0, 3, { insert: 'algorithm' })).toEqual({ text: 'algorithm ', cursor: 10 })
  expect(accept('algorithm ', 10, 10, { insert: '=' })).toEqual({ text: 'algorithm = ', cursor: 12 })
  expect(accept('algorithm', 9, 9, { insert: '=' })).toEqual({ text: 'algorithm = ', cursor: 12 })
  expect(accept('(alg and x)', 1, 4, { insert: 'algorithm' })).toEqual({ text: '(algorithm and x)', cursor: 11 })
  expect(accept('status in (fi', 11, 13, { insert: 'finished' })).toEqual({ text: 'status in (finished ', cursor: 20 })
  expect(accept('status in (finished', 19, 19, { insert: ')' })).toEqual({ text: 'status in (finished) ', cursor: 21 })
})
