import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areaUnderSteps } from './area.ts'
import { coverageOf } from './coverage.ts'
import type { SeedSeries } from './curve-over-seeds.ts'
import { figuresOfSeeds } from './figures-of-seeds.ts'
import { mean, meanInterval } from './intervals.ts'
import { normalised } from './normalised.ts'

const series = (points: [number, number][], status: SeedSeries['status'] = 'finished'): SeedSeries => ({
  x: Float64Array.from(points, ([x]) => x),
  y: Float64Array.from(points, ([, y]) => y),
  status,
})
const steps: [number, number][] = [
  [0, 0],
  [100, 10],
  [200, 20],
  [300, 30],
]

describe('area under the curve', () => {
  it('(0, 0) (100, 10) (200, 20) (300, 30) have area 10', () => {
    expect(areaUnderSteps(series(steps), 0, 300)).toBe(10)
  })
  it('begins and ends within a step, and goes on with the last value', () => {
    expect(areaUnderSteps(series(steps), 50, 250)).toBe((10 * 100 + 20 * 50) / 200)
    expect(areaUnderSteps(series(steps), 250, 350)).toBe((20 * 50 + 30 * 50) / 100)
    expect(areaUnderSteps(series(steps), 200, 200)).toBe(20)
  })
  it('lets the later of two values at one x count', () => {
    const twice = series([
      [0, 1],
      [0, 3],
      [10, 5],
      [10, 7],
      [20, 9],
    ])
    expect(areaUnderSteps(twice, 0, 20)).toBe(5)
  })
  it('lies between the lowest and the highest value, and is the sum of its parts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: -9, max: 9 })), { minLength: 2 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (plan, share) => {
          let x = 0
          const seed = series(plan.map(([gap, y]) => [(x += gap), y]))
          const from = seed.x[0]!
          const to = seed.x.at(-1)!
          const area = areaUnderSteps(seed, from, to)
          expect(area).toBeGreaterThanOrEqual(Math.min(...seed.y) - 1e-9)
          expect(area).toBeLessThanOrEqual(Math.max(...seed.y) + 1e-9)
          const middle = from + share * (to - from)
          const parts =
            areaUnderSteps(seed, from, middle) * (middle - from) + areaUnderSteps(seed, middle, to) * (to - middle)
          expect(parts).toBeCloseTo(area * (to - from), 8)
        },
      ),
    )
  })
})

describe('figures of seeds', () => {
  const seeds = [
    series(steps),
    series([
      [50, 4],
      [150, 8],
      [250, 6],
      [400, 50],
    ]),
    series([[10, 100]], 'endedEarly'),
    series([[20, 1]], 'running'),
    series([]),
    series([
      [350, 1],
      [500, 1],
    ]),
  ]
  it('are of finished seeds, over the curve’s range', () => {
    const figures = figuresOfSeeds(seeds)!
    expect(figures).toMatchObject({ from: 50, to: 300 })
    expect(figures.seeds).toEqual([
      { final: 30, finalOver: 1, best: 30, area: (10 * 100 + 20 * 100) / 250 },
      { final: 6, finalOver: 1, best: 50, area: (4 * 100 + 8 * 100 + 6 * 50) / 250 },
      null,
      null,
      null,
      null,
    ])
    expect(figuresOfSeeds(seeds.slice(2, 5))).toBeUndefined()
  })
  it('take the mean of the last evaluations up to the curve’s last x, and say where there are fewer', () => {
    expect(figuresOfSeeds(seeds, 3)!.seeds.slice(0, 2)).toMatchObject([
      { final: 20, finalOver: 3 },
      { final: 6, finalOver: 3 },
    ])
    expect(figuresOfSeeds(seeds, 10)!.seeds[0]).toMatchObject({ final: 15, finalOver: 4 })
    const twice = series([
      [0, 1],
      [5, 2],
      [5, 6],
    ])
    expect(figuresOfSeeds([twice], 2)!.seeds[0]).toMatchObject({ final: 3.5, finalOver: 2 })
  })
})

describe('coverage', () => {
  const tInterval = (sample: readonly number[]): [number, number] => {
    const { low, high } = meanInterval(sample)!
    return [low!, high!]
  }
  it('of t at N = 3 from ten 0s and ten 1s is 75 %: three alike have no width', () => {
    const values = [...Array<number>(10).fill(0), ...Array<number>(10).fill(1)]
    const { share, error, draws } = coverageOf({ values, n: 3, truth: 0.5, intervalOf: tInterval })
    expect(error).toBeCloseTo(Math.sqrt((share * (1 - share)) / 1_000), 12)
    expect(Math.abs(share - 0.75)).toBeLessThan(4 * error)
    expect(draws).toBe(1_000)
    expect(
      Math.abs(coverageOf({ values, n: 3, truth: 0.5, intervalOf: tInterval, draws: 40_000 }).share - 0.75),
    ).toBeLessThan(0.01)
  })
  it('is whole where all seeds are alike', () => {
    const values = Array<number>(12).fill(0.1)
    expect(coverageOf({ values, n: 3, truth: mean(values), intervalOf: tInterval })).toMatchObject({
      share: 1,
      error: 0,
    })
  })
})

it('normalises between the anchors, whichever is larger', () => {
  expect(normalised(30, { zero: 10, one: 50 })).toBe(0.5)
  expect(normalised(-200, { zero: -100, one: 0 })).toBe(-1)
  expect(normalised(2, { zero: 4, one: 0 })).toBe(0.5)
})
