import { describe, expect, it } from 'vitest'
import { scipy } from './fixtures/scipy.ts'
import { noncentralTCdf } from './noncentral-t.ts'
import { mostSeeds, seedsToTell, smallestDifference, standardError, upperLimitOfSd } from './power.ts'
import { chiSquareCdf, normalCdf } from './special-functions.ts'

describe('distributions, against scipy', () => {
  it.each(scipy.normalCdf)('normal at %f', (z, share) => {
    expect(Math.abs(normalCdf(z) / share - 1)).toBeLessThan(1e-12)
  })
  it.each(scipy.chiSquareCdf)('chi-square at %f with %i degrees', (x, degrees, share) => {
    expect(Math.abs(chiSquareCdf(x, degrees) / share - 1)).toBeLessThan(1e-11)
  })
  it.each(scipy.noncentralT)('noncentral t at %f with %f degrees and noncentrality %f', (t, degrees, delta, share) => {
    expect(noncentralTCdf(t, degrees, delta)).toBeCloseTo(share, 10)
  })
  it('gives all of a noncentral t that is far away on the right', () => {
    // Beyond the series: near its middle by the normal distribution.
    expect(noncentralTCdf(40, 2_000, 40)).toBeCloseTo(0.5, 2)
    expect(noncentralTCdf(2, 4, 60)).toBe(0)
    expect(noncentralTCdf(-2, 4, -60)).toBe(1)
  })
})

describe('are these enough seeds', () => {
  it('5 + 5 seeds of equal SD tell 2.02 SD, and one SD asks for 17 a side', () => {
    expect(smallestDifference({ sdA: 3, seedsA: 5, sdB: 3, seedsB: 5 }) / 3).toBeCloseTo(2.02, 2)
    expect(seedsToTell(7, { sdA: 7, sdB: 7 })).toBe(17)
  })
  it.each(scipy.power)('$seeds seeds a side', ({ seeds, smallestInSd }) => {
    expect(smallestDifference({ sdA: 1, seedsA: seeds, sdB: 1, seedsB: seeds })).toBeCloseTo(smallestInSd, 8)
  })
  it.each(scipy.needed)('$differenceInSd SD', ({ differenceInSd, seeds, pairs }) => {
    expect(seedsToTell(-differenceInSd, { sdA: 1, sdB: 1 })).toBe(seeds)
    expect(seedsToTell(differenceInSd, { sdOfDifferences: 1 })).toBe(pairs)
  })
  it('of unlike SDs takes Welch’s degrees of freedom', () => {
    expect(standardError({ sdA: 2, seedsA: 4, sdB: 0, seedsB: 9 })).toEqual({ error: 1, degrees: 3 })
    expect(smallestDifference({ sdA: 2, seedsA: 4, sdB: 0, seedsB: 9 })).toBeCloseTo(
      smallestDifference({ sdOfDifferences: 2, pairs: 4 }),
      10,
    )
  })
  it('says null where no number of seeds would do, and 2 where nothing varies', () => {
    expect(seedsToTell(0, { sdA: 1, sdB: 1 })).toBeNull()
    expect(seedsToTell(0, { sdA: 0, sdB: 0 })).toBeNull()
    expect(seedsToTell(0.001, { sdA: 1, sdB: 1 })).toBeNull()
    expect(seedsToTell(0.1, { sdA: 1, sdB: 1 })).toBeLessThan(mostSeeds)
    expect(seedsToTell(1, { sdA: 0, sdB: 0 })).toBe(2)
  })
  it.each(scipy.upperSd)('the SD’s upper 80 % limit from $n seeds', ({ n, factor }) => {
    expect(upperLimitOfSd(10, n)).toBeCloseTo(10 * factor, 7)
  })
})
