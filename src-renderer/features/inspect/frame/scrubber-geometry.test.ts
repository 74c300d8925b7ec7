import { expect, it } from 'vitest'
import { curvePath, namedUpdates, placeScrubber, valueAt } from './scrubber-geometry.ts'

const box = { left: 100, right: 200, top: 10, bottom: 60 }
const place = placeScrubber([0, 25, 100], [-1, null, NaN, 1], box)

it('puts the first checkpoint at the left, the last at the right, the highest value on top', () => {
  expect([place.x(0), place.x(25), place.x(100)]).toEqual([100, 125, 200])
  expect([place.y(-1), place.y(1)]).toEqual([60, 10])
})

it('a place leads to the nearest dot', () => {
  expect([90, 112, 113, 170, 999].map((x) => place.nearest(x))).toEqual([0, 0, 1, 2, 2])
})

it('a curve passes over what was not recorded', () => {
  expect(curvePath({ updates: [0, 50, 100], values: [-1, null, 1] }, place)).toBe('M100.0,60.0L200.0,10.0')
  expect(curvePath({ updates: [0], values: [null] }, place)).toBe('')
})

it('has room for values that are all alike', () => {
  const flat = placeScrubber([0, 1], [3, 3], box)
  expect(flat.y(3)).toBe(35)
})

it('names round updates, the first and the last among them', () => {
  expect(namedUpdates([0, 300, 600], 660)).toEqual([0, 100, 200, 300, 400, 500, 600])
  expect(namedUpdates([0, 7], 1_000)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(namedUpdates([0], 500)).toEqual([0])
})

it('tells the value at an update: the last one up to there', () => {
  const curve = { updates: [1, 5, 9], values: [2, null, 4] }
  expect([0, 1, 6, 9, 20].map((update) => valueAt(curve, update))).toEqual([2, 2, 2, 4, 4])
  expect(valueAt({ updates: [1], values: [null] }, 1)).toBeNull()
})
