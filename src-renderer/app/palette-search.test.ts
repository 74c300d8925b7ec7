import { expect, it } from 'vitest'
import { paletteSearch } from './palette-search.ts'

const groups = [
  { group: 'Go to', actions: [{ id: 'queue', label: 'Go to Queue' }] },
  {
    group: 'Runs',
    actions: [
      { id: 'described', label: 'PPO, seed 1', description: 'CartPole at night, finished', keywords: ['thesis'] },
      { id: 'named', label: 'CartPole PPO' },
    ],
  },
]
const found = (query: string) => paletteSearch(query, groups).map(({ actions }) => actions.map(({ id }) => id))

it('finds words in any order, wherever they stand, names first', () => {
  expect(found('ppo cart')).toEqual([['named', 'described']])
  expect(found('Cart PPO')).toEqual([['named', 'described']])
  expect(found('  thesis   cart ')).toEqual([['described']])
  expect(found('cart queue')).toEqual([])
  expect(found('')).toEqual([['queue'], ['described', 'named']])
})

it('shows the group with a name that fits before one that only mentions it', () => {
  const mentions = [{ group: 'Experiments', actions: [{ id: 'x', label: 'x', description: 'queue' }] }, ...groups]
  expect(paletteSearch('queue', mentions).map(({ group }) => group)).toEqual(['Go to', 'Experiments'])
})
