import { expect, it } from 'vitest'
import type { Lesson } from '../../../src-shared/domain/lesson.ts'
import { neighbourOf } from './neighbour.ts'

const lessons = ['a', 'b', 'c'].map((id) => ({ id }) as Lesson)

it.each([
  ['a', 1, 'b'],
  ['b', -1, 'a'],
  ['a', -1, 'a'],
  ['c', 1, 'c'],
  ['unknown', 1, 'a'],
  ['unknown', -1, 'a'],
] as const)('from %s by %i to %s', (from, by, to) => {
  expect(neighbourOf(lessons, from, by).id).toBe(to)
})
