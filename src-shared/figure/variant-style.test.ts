import { expect, it } from 'vitest'
import { freeSlot, variantStyle } from './variant-style.ts'

it('starts with the five colours and dashes that the pictures show', () => {
  expect(variantStyle(0, 'light')).toEqual({ color: '#7a2f8f', dash: [], dashName: 'solid' })
  expect(variantStyle(3, 'dark')).toEqual({ color: '#d3cf66', dash: [9, 3, 2, 3], dashName: 'dash-dotted' })
})

it.each(['light', 'dark'] as const)('tells twenty slots apart in the %s theme', (scheme) => {
  const looks = Array.from({ length: 20 }, (_, slot) => variantStyle(slot, scheme)).map(
    (style) => `${style.color} ${style.dashName}`,
  )
  expect(new Set(looks).size).toBe(20)
})

it('gives the first free slot', () => {
  expect(freeSlot([])).toBe(0)
  expect(freeSlot([0, 1, 3])).toBe(2)
})
