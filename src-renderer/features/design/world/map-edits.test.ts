import { expect, it } from 'vitest'
import { resized, withField } from './map-edits.ts'

const map = ['S..', '.#G']

it('sets one field and leaves the others', () => {
  expect(withField(map, 1, 0, 'H')).toEqual(['S..', 'H#G'])
  expect(map).toEqual(['S..', '.#G'])
})

it('grows by floor and shrinks from the end', () => {
  expect(resized(map, 3, 4)).toEqual(['S...', '.#G.', '....'])
  expect(resized(map, 1, 2)).toEqual(['S.'])
})
