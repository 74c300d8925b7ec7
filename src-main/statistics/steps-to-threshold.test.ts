import { describe, expect, it } from 'vitest'
import { scipy } from './fixtures/scipy.ts'
import { crossingOf, medianCrossing, medianCrossingInterval } from './steps-to-threshold.ts'

const reached = (x: number) => ({ x, reached: true })
const ended = (x: number) => ({ x, reached: false })

describe('steps to a threshold', () => {
  it('are the first x whose raw value reaches it, and the last x of a run that never does', () => {
    const series = { x: Float64Array.of(10, 20, 30, 40), y: Float64Array.of(1, 5, 4, 9) }
    expect(crossingOf(series, 5)).toEqual(reached(20))
    expect(crossingOf(series, 5.01)).toEqual(reached(40))
    expect(crossingOf(series, 10)).toEqual(ended(40))
    expect(crossingOf({ x: new Float64Array(0), y: new Float64Array(0) }, 1)).toBeUndefined()
  })

  it('crossings at 10k, 20k, 30k, an end at 15k and one never have the median 30k', () => {
    expect(medianCrossing([reached(10_000), reached(20_000), reached(30_000), ended(15_000), ended(100_000)])).toBe(
      30_000,
    )
  })

  it.each(scipy.kaplanMeier)('as lifelines has it, of $x', ({ x, reached, median }) => {
    expect(medianCrossing(x.map((at, i) => ({ x: at, reached: reached[i]! })))).toBe(median ?? Infinity)
  })

  it('half of them is the median where nothing rounds: 3 of 6 by steps of 5/6, 4/5, 3/4', () => {
    expect(medianCrossing([1, 2, 3, 4, 5, 6].map(reached))).toBe(3)
    expect(medianCrossing([])).toBe(Infinity)
  })

  it('has an interval whose end may be never', () => {
    const crossings = [reached(10), reached(20), reached(30), ended(40), ended(40)]
    const [low, high] = medianCrossingInterval(crossings)
    expect(low).toBe(10)
    expect(high).toBe(Infinity)
    expect(medianCrossingInterval([ended(5), ended(9)])).toEqual([Infinity, Infinity])
    expect(medianCrossingInterval([reached(5), reached(5)])).toEqual([5, 5])
  })

  it('a resample’s median is that of the runs drawn', () => {
    // 100 runs that all reach it: the percentile interval is about the order statistics 40 and 60.
    const [low, high] = medianCrossingInterval(
      Array.from({ length: 100 }, (_, i) => reached(i + 1)),
      { resamples: 5_000 },
    )
    expect(Math.abs(low - 40)).toBeLessThanOrEqual(2)
    expect(Math.abs(high - 60)).toBeLessThanOrEqual(2)
  })
})
