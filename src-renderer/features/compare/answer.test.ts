import { expect, test } from 'vitest'
import { answered, answerTo } from './answer.ts'

const same = (a: number, b: number) => a === b
const first = answerTo('return over updates', null, new Map([['a', 1]]), same)

test('what came back stands under its own question only', () => {
  expect(answered(first, 'return over updates')).toEqual(new Map([['a', 1]]))
  expect(answered(first, 'entropy over updates')).toBeNull()
  expect(answered(null, 'return over updates')).toBeNull()
})

test('an equal answer is the last one itself; to another question it is a new one', () => {
  expect(answerTo('return over updates', first, new Map([['a', 1]]), same)).toBe(first)
  const other = answerTo('entropy over updates', first, new Map([['a', 1]]), same)
  expect(other).not.toBe(first)
  expect(answered(other, 'entropy over updates')).toEqual(new Map([['a', 1]]))
})
