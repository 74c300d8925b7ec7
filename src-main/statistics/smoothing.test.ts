import { describe, expect, it } from 'vitest'
import { createSmoother } from './smoothing.ts'

const ema = (weight: number) => createSmoother({ kind: 'ema', weight })
const noEpisodes = (values: readonly number[]) => new Float64Array(values.length)
const smoothed = (weight: number, values: readonly number[]) => [
  ...ema(weight).smooth(Float64Array.from(values), noEpisodes(values)),
]

describe('the moving average', () => {
  it('is TensorBoard’s, written out', () => {
    // last: 0.4·10 = 4; 0.6·4 + 0.4·20 = 10.4; 0.6·10.4 + 0.4·(-5) = 4.24. Over 1 - 0.6, 1 - 0.36, 1 - 0.216.
    const [first, second, third] = smoothed(0.6, [10, 20, -5])
    expect(first).toBeCloseTo(10, 12)
    expect(second).toBeCloseTo(10.4 / 0.64, 12)
    expect(third).toBeCloseTo(4.24 / 0.784, 12)
  })

  it('shows what is not finite as it is, and doesn’t count it', () => {
    const [first, gap, second] = smoothed(0.6, [10, Number.NaN, 20])
    expect(first).toBeCloseTo(10, 12)
    expect(gap).toBeNaN()
    expect(second).toBeCloseTo(10.4 / 0.64, 12)
    expect(smoothed(0.6, [1, Infinity, 2])[1]).toBe(Infinity)
  })

  it('leaves values that are all equal without rounding', () => {
    expect(smoothed(0.9, [0.1, 0.1, 0.1])).toEqual([0.1, 0.1, 0.1])
    expect(smoothed(0.9, [])).toEqual([])
  })
})

describe('the running mean over episodes', () => {
  const mean = (window: number, values: number[], episodes: number[]) => [
    ...createSmoother({ kind: 'running-mean', episodes: window }).smooth(
      Float64Array.from(values),
      Float64Array.from(episodes),
    ),
  ]
  it('lets each of the last episodes count once, with the value recorded after it', () => {
    // Episodes 1-2 have 10, 3 has 20, 4-7 have 40.
    expect(mean(4, [10, 20, 40], [2, 3, 7])).toEqual([10, (2 * 10 + 20) / 3, 40])
    expect(mean(5, [10, 20, 40], [2, 3, 7])[2]).toBe((20 + 4 * 40) / 5)
    expect(mean(6, [10, 20, 40], [2, 3, 7])[2]).toBe((10 + 20 + 4 * 40) / 6)
  })

  it('shows a value as it is before the first episode has ended', () => {
    expect(mean(3, [5, 7, 9], [0, 1, 1])).toEqual([5, 7, 7])
  })
})

it.each([
  { kind: 'ema', weight: 0.8 },
  { kind: 'running-mean', episodes: 5 },
] as const)('grown with new rows is the same as computed at once: $kind', (how) => {
  const values = Float64Array.from({ length: 50 }, (_, i) => (i < 9 ? 1 : Math.sin(i * i)))
  const episodes = Float64Array.from({ length: 50 }, (_, i) => Math.floor(1.7 * i))
  const growing = createSmoother(how)
  for (const length of [1, 5, 9, 20, 20, 50])
    expect([...growing.smooth(values.subarray(0, length), episodes.subarray(0, length))]).toEqual([
      ...createSmoother(how).smooth(values.subarray(0, length), episodes.subarray(0, length)),
    ])
})
