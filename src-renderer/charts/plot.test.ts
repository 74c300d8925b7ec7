import { describe, expect, it } from 'vitest'
import { chartThemes } from '../../src-shared/figure/chart-theme.ts'
import { decadesAround, plot, powersBetween, roundBetween } from './plot.ts'

describe('ticks', () => {
  it('are powers of ten within the range, fewer where they are many', () => {
    expect(powersBetween(0.01, 100, 5)).toEqual([0.01, 0.1, 1, 10, 100])
    expect(powersBetween(1e-6, 1e6, 4)).toEqual([1e-6, 1e-2, 1e2, 1e6])
  })
  it('are round numbers within the range', () => {
    expect(roundBetween(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
    expect(roundBetween(-1.5, 4, 4)).toEqual([0, 2, 4])
    expect(roundBetween(2, 2, 4)).toEqual([2])
  })
})

it('decades hold all positive numbers, and at least one decade', () => {
  expect(decadesAround([0.02, 30, -1, 0])).toEqual({ low: 0.01, high: 100 })
  expect(decadesAround([1])).toEqual({ low: 1, high: 10 })
  expect(decadesAround([])).toEqual({ low: 0.1, high: 10 })
})

it('a plot puts the ends of its axes at the corners of its area, and finds numbers back from px', () => {
  const box = { x: 0, y: 0, width: 400, height: 300 }
  const { area, x, y, xOf } = plot(
    chartThemes.light,
    box,
    { name: 'batch size', low: 1, high: 64, log: true },
    { name: 'error', low: 0, high: 2 },
  )
  expect(x(1)).toBeCloseTo(area.x)
  expect(x(64)).toBeCloseTo(area.x + area.width)
  expect(x(8)).toBeCloseTo(area.x + area.width / 2)
  expect(y(0)).toBeCloseTo(area.y + area.height)
  expect(y(2)).toBeCloseTo(area.y)
  expect(xOf(x(16))).toBeCloseTo(16)
  expect(area.x + area.width).toBeLessThanOrEqual(box.width)
})
