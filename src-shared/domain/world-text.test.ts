import { expect, it } from 'vitest'
import { environmentSpec } from '../catalogue/environments/index.ts'
import { worldText } from './world-text.ts'

const world = (spec: object) => worldText(environmentSpec.parse(spec))

it('says what a world is besides its defaults, whatever its copies', () => {
  expect(world({ id: 'chain' })).toBe('chain')
  expect(world({ id: 'chain', copies: 3 })).toBe('chain')
  expect(world({ id: 'chain', states: 7, slip: 0 })).toBe('chain, states 7, slip 0')
})

it('tells large worlds apart by a checksum', () => {
  const table = (reward: number) =>
    world({
      id: 'finite-mdp',
      horizon: 3,
      initial: [0.5, 0.5],
      rewards: [
        [reward, 0.123456789, 0.123456789],
        [0.123456789, 0.123456789, 0.123456789],
      ],
      transitions: [
        [
          [0.5, 0.5],
          [0.5, 0.5],
          [1, 0],
        ],
        [
          [0.5, 0.5],
          [0.5, 0.5],
          [1, 0],
        ],
      ],
    })
  expect(table(1)).toMatch(/^finite-mdp, [0-9a-f]{8}$/)
  expect(table(1)).not.toBe(table(2))
})
