import { expect, it } from 'vitest'
import { offsetOfIssue, offsetOfPath, placeOf } from './json-position.ts'

const text = JSON.stringify(
  {
    name: 'a "quoted" {name}',
    seeds: [1, 2],
    variants: [{ update: { clip: 0.2 } }, { name: 'b', update: { clip: 99 } }],
  },
  null,
  2,
)

it('finds a value by its path, past braces in strings', () => {
  expect(text.slice(offsetOfPath(text, 'variants[1].update.clip')).startsWith('99')).toBe(true)
  expect(text.slice(offsetOfPath(text, 'seeds[1]')).startsWith('2')).toBe(true)
  expect(text.slice(offsetOfPath(text, 'variants[1]')).startsWith('{')).toBe(true)
  expect(offsetOfPath(text, 'variants[2].name')).toBeUndefined()
})

it('gives the line and column that a person counts', () => {
  const offset = offsetOfPath(text, 'variants[1].update.clip')!
  expect(text.split('\n')[placeOf(text, offset).line - 1]).toContain('99')
  expect(placeOf('ab\ncd', 3)).toEqual({ line: 2, column: 1 })
})

it('goes to the nearest part that is there, and to where JSON itself breaks', () => {
  expect(text.slice(offsetOfIssue(text, { path: 'variants[1].policy.kind', message: 'missing' })).startsWith('{')).toBe(
    true,
  )
  for (const [broken, offset] of [
    ['{ "a": }', 7],
    ['{ "a": 1, ', 10],
    ['[1, 2', 5],
    ['{ "a": 01 }', 8],
    ['[1] 2', 4],
    ['', 0],
  ] as const) {
    expect(() => JSON.parse(broken)).toThrow(SyntaxError)
    expect(offsetOfIssue(broken, { path: '', message: '' })).toBe(offset)
  }
  expect(offsetOfIssue(text, { path: '', message: 'the whole' })).toBeUndefined()
})
