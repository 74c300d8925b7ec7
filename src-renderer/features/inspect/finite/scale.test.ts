import { describe, expect, it } from 'vitest'
import { decimalsFor, placeOn, scaleOf, ticksOf } from './scale.ts'

describe('a fixed scale', () => {
  it('has round ends that hold all values', () => {
    expect(scaleOf('amount', [-0.97, 0.2, 1])).toEqual({ low: -1, high: 1 })
    expect(scaleOf('amount', [3, 57])).toEqual({ low: 0, high: 60 })
  })
  it('is as wide on both sides of zero where there are two sides', () => {
    expect(scaleOf('sided', [-0.31, 0.05])).toEqual({ low: -0.4, high: 0.4 })
  })
  it('passes over what is no number, and has ends where there is nothing or one value', () => {
    expect(scaleOf('amount', [NaN, Infinity])).toEqual({ low: 0, high: 1 })
    expect(scaleOf('sided', [0, 0])).toEqual({ low: -1, high: 1 })
    const one = scaleOf('amount', [4, 4])
    expect(one.low).toBeLessThan(4)
    expect(one.high).toBeGreaterThan(4)
  })
  it('places values on it', () => {
    expect([-1, 0, 1].map((value) => placeOn({ low: -1, high: 1 }, value))).toEqual([0, 0.5, 1])
  })
})

it('ticks are few and round', () => {
  expect(ticksOf({ low: -1, high: 1 })).toEqual([-1, -0.5, 0, 0.5, 1])
  expect(ticksOf({ low: -0.3, high: 0.3 })).toEqual([-0.2, 0, 0.2])
})

it('decimals follow the scale’s width', () => {
  expect(decimalsFor({ low: -1, high: 1 })).toBe(2)
  expect(decimalsFor({ low: -1_200, high: 0 })).toBe(0)
  expect(decimalsFor({ low: 0, high: 0.02 })).toBe(4)
})
