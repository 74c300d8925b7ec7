import { expect, test } from 'vitest'
import { drawnValue, gridValues, sweepSpec } from './sweep.ts'
import type { SweptRange } from './sweep.ts'

const range = (from: number, to: number, count: number, scale: SweptRange['scale'] = 'linear') => ({
  from,
  to,
  count,
  scale,
})

test.each([
  [range(0, 1, 11), [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]],
  [range(100, 101, 5), [100, 100.25, 100.5, 100.75, 101]],
  [range(0, 1, 4), [0, 0.33333, 0.66667, 1]],
  [range(1e-9, 2e-9, 3), [1e-9, 1.5e-9, 2e-9]],
  [range(1e-4, 1e-2, 3, 'log'), [1e-4, 1e-3, 1e-2]],
  [range(1e-4, 1e-3, 3, 'log'), [1e-4, 3.162e-4, 1e-3]],
  [range(1, 1.001, 3, 'log'), [1, expect.closeTo(1.000499875, 9), 1.001]],
])('a grid takes numbers of %o as people write them, ends exact', (values, expected) => {
  expect(gridValues(values, false)).toEqual(expected)
})

test('whole numbers stay whole, and none comes twice', () => {
  expect(gridValues(range(8, 256, 6, 'log'), true)).toEqual([8, 16, 32, 64, 128, 256])
  expect(gridValues(range(1, 3, 9), true)).toEqual([1, 2, 3])
})

test('draws lie in the range: uniform, per decade where it is logarithmic, whole where the field is', () => {
  const shares = Array.from({ length: 1_000 }, (_, i) => i / 1_000)
  const drawn = (values: ReturnType<typeof range>, integer = false) =>
    shares.map((share) => drawnValue(values, integer, share) as number)
  const perDecade = drawn(range(1e-4, 1e-1, 5, 'log'))
  for (const [low, high] of [
    [1e-4, 1e-3],
    [1e-3, 1e-2],
    [1e-2, 1e-1],
  ] as const)
    expect(Math.abs(perDecade.filter((value) => value >= low && value < high).length - 333)).toBeLessThan(3)
  expect(Math.min(...drawn(range(2, 7, 5)))).toBe(2)
  expect(Math.max(...drawn(range(2, 7, 5)))).toBeLessThan(7)
  const dice = drawn(range(1, 6, 5), true)
  expect(new Set(dice)).toEqual(new Set([1, 2, 3, 4, 5, 6]))
  expect(dice.filter((value) => value === 6).length).toBeGreaterThan(160)
  expect(drawnValue(['adam', 'sgd'], false, 0.49)).toBe('adam')
  expect(drawnValue(['adam', 'sgd'], false, 0.5)).toBe('sgd')
})

test.each([
  [range(2, 1, 3), 'the largest value must be above the smallest'],
  [range(0, 1, 3, 'log'), 'a logarithmic range begins above 0'],
  [[], 'name at least one value'],
])('%o is refused', (values, message) => {
  const parsed = sweepSpec.safeParse({ dimensions: [{ path: 'environment.slip', values }] })
  expect(JSON.stringify(parsed.error?.issues)).toContain(message)
})
