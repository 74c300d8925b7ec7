import { expect, it } from 'vitest'
import { environmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { selectionAfter } from './walk.ts'
import { worldMap } from './world-map.ts'

const environment = environmentSpec.parse({ id: 'gridworld', map: ['.#S', '...'] })
const map = worldMap(environment, { states: 6 }, { passenger: 0, destination: 1 })

it('arrows begin at the start, walk on and stay at the edge; Escape lets go', () => {
  expect(selectionAfter('ArrowLeft', null, map, 6)).toBe(2)
  expect(selectionAfter('ArrowLeft', 2, map, 6)).toBe(0)
  expect(selectionAfter('ArrowUp', 2, map, 6)).toBe(2)
  expect(selectionAfter('Escape', 2, map, 6)).toBeNull()
  expect(selectionAfter('Escape', null, map, 6)).toBeUndefined()
  expect(selectionAfter('x', 2, map, 6)).toBeUndefined()
})

it('in a table arrows go from row to row', () => {
  expect(selectionAfter('ArrowDown', 4, null, 6)).toBe(5)
  expect(selectionAfter('ArrowDown', 5, null, 6)).toBe(5)
  expect(selectionAfter('ArrowUp', 0, null, 6)).toBe(0)
  expect(selectionAfter('ArrowDown', null, null, 6)).toBe(0)
})
