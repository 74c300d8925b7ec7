import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scipy } from './fixtures/scipy.ts'
import { holm } from './holm.ts'
import { pairedDifference, welchDifference } from './two-variants.ts'

describe('Welch’s t-test', () => {
  it.each(scipy.welch)('is scipy’s, of $a.length and $b.length seeds', ({ a, b, difference, low, high, p }) => {
    const found = welchDifference(a, b)
    expect(found.difference).toBeCloseTo(difference, 12)
    expect(found.low).toBeCloseTo(low, 9)
    expect(found.high).toBeCloseTo(high, 9)
    expect(found.p).toBeCloseTo(p, 11)
  })
  it('of values that don’t vary calls any difference certain, and none none', () => {
    expect(welchDifference([1, 1], [3, 3, 3])).toEqual({ difference: -2, low: -2, high: -2, p: 0 })
    expect(welchDifference([1, 1], [1, 1])).toEqual({ difference: 0, low: 0, high: 0, p: 1 })
  })
  it('refuses one seed', () => {
    expect(() => welchDifference([1], [1, 2])).toThrow(RangeError)
    expect(() => pairedDifference([1], [1])).toThrow(RangeError)
  })
  it('changes its sign with the order, and nothing else', () => {
    const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 9 })
    fc.assert(
      fc.property(values, values, (a, b) => {
        const forward = welchDifference(a, b)
        const backward = welchDifference(b, a)
        expect(backward.difference).toBeCloseTo(-forward.difference, 9)
        expect(backward.p).toBeCloseTo(forward.p, 9)
      }),
    )
  })
})

describe('Holm’s correction', () => {
  it.each(scipy.holm)('of $p', ({ p, adjusted }) => {
    holm(p).forEach((value, index) => expect(value).toBeCloseTo(adjusted[index]!, 14))
  })
  it('never makes a p-value smaller nor another order of them', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (pValues) => {
        const adjusted = holm(pValues)
        pValues.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p)
          expect(adjusted[i]).toBeLessThanOrEqual(1)
          const larger = adjusted.filter((_, j) => pValues[j]! > p)
          for (const other of larger) expect(adjusted[i]).toBeLessThanOrEqual(other)
        })
      }),
    )
  })
})
