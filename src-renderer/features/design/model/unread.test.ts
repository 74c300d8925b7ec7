import { expect, it } from 'vitest'
import { issuesOfUnread, stillUnread, withUnread } from './unread.ts'

const spec = { seeds: [1, 2], environment: { id: 'finite-mdp', rewards: [[0]] } }
const typed = withUnread(
  withUnread([], spec, ['seeds'], '1:5', 'first'),
  spec,
  ['environment', 'rewards'],
  '[[',
  'second',
)

it('keeps text that can’t be read with its field, once for each', () => {
  expect(issuesOfUnread(typed)).toEqual([
    { path: 'seeds', message: 'first' },
    { path: 'environment.rewards', message: 'second' },
  ])
  expect(withUnread(typed, spec, ['seeds'], 'one', 'third').map(({ text }) => text)).toEqual(['[[', 'one'])
})

it('lets it go when another value comes to the field, and not when another field changes', () => {
  const paths = (next: object) => stillUnread(typed, next).map(({ path }) => path)
  expect(paths({ ...spec, name: 'a' })).toEqual(['seeds', 'environment.rewards'])
  expect(paths({ ...spec, seeds: [1, 2] })).toEqual(['environment.rewards'])
  expect(paths({ ...spec, environment: { id: 'gridworld' } })).toEqual(['seeds'])
})

it('belongs to what it is absent from, where the field holds no value', () => {
  const absent = withUnread([], spec, ['environment', 'parameters'], '{', 'no JSON')
  expect(stillUnread(absent, { ...spec, seeds: [3] })).toHaveLength(1)
  expect(stillUnread(absent, { ...spec, environment: { id: 'gridworld' } })).toEqual([])
})
