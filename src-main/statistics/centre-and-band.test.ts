import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandResamples, bandSeed } from '../../src-shared/domain/comparison.ts'
import type { BandKind, CentreKind } from '../../src-shared/domain/comparison.ts'
import { bootstrapBand, centreOf, sortInto } from './centre-and-band.ts'
import { curveOverSeeds, growingCurve } from './curve-over-seeds.ts'
import type { SeedSeries } from './curve-over-seeds.ts'
import fixture from './fixtures/centre-and-band.json' with { type: 'json' }
import { resamplePlan } from './resample-plan.ts'
import { drawWithReplacement } from './resampling.ts'

const centres: readonly CentreKind[] = ['mean', 'median', 'iqm']

function centre(kind: CentreKind, values: readonly number[]): number {
  const rising = new Float64Array(values.length)
  sortInto(rising, Float64Array.from(values), values.length)
  return centreOf(kind, Float64Array.from(values), rising, values.length)
}
/** A seed with one value, from 0 on. */
const seedWith = (value: number): SeedSeries => ({
  x: Float64Array.of(0),
  y: Float64Array.of(value),
  status: 'finished',
})
const bandOf = (band: BandKind, values: readonly number[]) => {
  const curve = curveOverSeeds(values.map(seedWith), { centre: 'mean', band })
  return [curve.low[0]!, curve.high[0]!]
}

describe('centre and band at one x', () => {
  it.each(fixture.centres)('agree with numpy and scipy for $values', ({ values, mean, median, iqm, t, sd }) => {
    expect(centre('mean', values)).toBeCloseTo(mean, 10)
    expect(centre('median', values)).toBeCloseTo(median, 10)
    expect(centre('iqm', values)).toBeCloseTo(iqm, 10)
    bandOf('t', values).forEach((end, i) => expect(end).toBeCloseTo(t[i]!, 6))
    expect(bandOf('sd', values)[0]).toBeCloseTo(mean - sd, 9)
    expect(bandOf('sd', values)[1]).toBeCloseTo(mean + sd, 9)
    expect(bandOf('range', values)).toEqual([Math.min(...values), Math.max(...values)])
    expect(bandOf('none', values)).toEqual([Number.NaN, Number.NaN])
  })

  it('below four values the interquartile mean is the mean', () => {
    expect(centre('iqm', [1, 2, 9])).toBe(4)
    expect(centre('iqm', [0, 1, 2, 9])).toBe(1.5)
  })

  it('median and interquartile mean lie between smallest and largest, whatever the order', () => {
    const finite = fc.double({ noNaN: true, min: -1e6, max: 1e6 })
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 40 }), (values) => {
        for (const kind of centres) {
          const value = centre(kind, values)
          // Rounding of a sum.
          expect(value).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9)
          expect(value).toBeLessThanOrEqual(Math.max(...values) + 1e-9)
          expect(centre(kind, values.toReversed())).toBeCloseTo(value, 6)
        }
      }),
    )
  })
})

describe('the percentile bootstrap', () => {
  const five = fixture.bootstrap.values
  it('lies about the quantiles of all possible resamples', () => {
    for (const kind of centres) {
      const [low, high] = bootstrapBand(kind, Float64Array.from(five), resamplePlan(5))
      const [least, low35, high965, most] = fixture.bootstrap[kind] as [number, number, number, number]
      expect(low).toBeGreaterThanOrEqual(least)
      expect(low).toBeLessThanOrEqual(low35)
      expect(high).toBeGreaterThanOrEqual(high965)
      expect(high).toBeLessThanOrEqual(most)
    }
  })

  it('is what 2,000 draws give one after the other, though equal ones are counted once', () => {
    for (const n of [2, 5, 8, 30]) {
      const values = Float64Array.from({ length: n }, (_, i) => Math.sin(7 * i) + (i % 3))
      for (const kind of centres) {
        const drawn = new Uint32Array(n)
        const all = Float64Array.from({ length: bandResamples }, (_, resample) => {
          drawWithReplacement(bandSeed, 0, resample, n, drawn)
          return centre(
            kind,
            Array.from(drawn, (seed) => values[seed]!),
          )
        }).sort()
        // numpy's default: 0.025 of 1,999 steps is 49.975.
        const [low, high] = bootstrapBand(kind, values, resamplePlan(n))
        expect(low).toBeCloseTo(all[49]! + 0.975 * (all[50]! - all[49]!), 9)
        expect(high).toBeCloseTo(all[1949]! + 0.025 * (all[1950]! - all[1949]!), 9)
      }
    }
    expect(resamplePlan(5).weights.length).toBeLessThanOrEqual(126)
    expect(resamplePlan(5).weights.reduce((sum, weight) => sum + weight)).toBe(2_000)
  })

  it('takes the same resamples at every x: seeds that all move by one move the band by one', () => {
    const seeds = [3, 10, 11, 14, 40].map((value): SeedSeries => ({
      x: Float64Array.of(0, 1, 2),
      y: Float64Array.of(value, value + 1, value),
      status: 'finished',
    }))
    const growing = growingCurve({ centre: 'iqm', band: 'bootstrap' })
    growing.grow(seeds)
    const { low, high } = growing.bandAt([0, 1, 2])
    expect(low[1]).toBeCloseTo(low[0]! + 1, 12)
    expect(high[1]).toBeCloseTo(high[0]! + 1, 12)
    expect([low[2], high[2]]).toEqual([low[0], high[0]])
  })
})
