import { expect, test } from 'vitest'
import { environmentSpec } from './index.ts'

const nested = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`)
const problemOf = (parameters: unknown) =>
  environmentSpec.safeParse({ id: 'module', path: 'world.mjs', parameters }).error?.issues[0]

test('parameters are any JSON, as it stands', () => {
  const parameters = { a: [1, null, { b: 'text', c: [true, []] }] }
  expect(environmentSpec.parse({ id: 'module', path: 'world.mjs', parameters })).toMatchObject({ parameters })
  expect(problemOf(nested(64))).toBeUndefined()
})

test('parameters that are nested too deep are refused in a sentence, however deep', () => {
  for (const levels of [65, 3_000, 100_000])
    expect(problemOf(nested(levels))).toMatchObject({
      path: ['parameters'],
      message: 'may be nested 64 levels deep at most',
    })
})

test('what JSON can’t hold is refused', () => {
  expect(problemOf({ a: Number.NaN })?.message).toBe('has a number that JSON can’t hold')
  expect(problemOf({ a: () => 1 })?.message).toBe('has a value that JSON can’t hold (function)')
  expect(problemOf([1])).toBeDefined()
})
