import { expect, it } from 'vitest'
import { findById } from './find-by-id.ts'

const things = [{ id: 'abcdef' }, { id: 'abzzzz' }, { id: 'q' }]

it('finds by how an id begins, where only one does', () => {
  expect(findById(things, 'abc', 'run')).toBe(things[0])
  expect(findById(things, 'q', 'run')).toBe(things[2])
  expect(() => findById(things, 'ab', 'run')).toThrow('2 of them have ids that begin with "ab"')
  expect(() => findById(things, 'x', 'run')).toThrow('There is no run with the id "x"')
})

it('picks nothing for an empty id, though every id begins so', () => {
  for (const empty of ['', ' '])
    expect(() => findById([{ id: 'only' }], empty, 'run')).toThrow('The id of the run is empty')
})
