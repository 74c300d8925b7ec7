import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  aggregateMean,
  aggregateMedian,
  interquartileMean,
  medianOfSorted,
  optimalityGap,
  performanceProfile,
  probabilityOfImprovement,
} from './aggregates.ts'
import type { Scores } from './aggregates.ts'
import { bootstrapInterval, bootstrapValues, quantile } from './bootstrap.ts'
import { scipy } from './fixtures/scipy.ts'
import { meanInterval } from './intervals.ts'
import { profileWithBand } from './profile.ts'
import {
  resampledImprovement,
  resampledInterquartileMean,
  resampledMean,
  resampledMedian,
  resampledMedianOfTasks,
  resampledOptimalityGap,
} from './resampled.ts'
import { drawWithReplacement } from './resampling.ts'
import { studentCdf, studentQuantile } from './student-t.ts'
import { pairedDifference } from './two-variants.ts'

const scores = z.array(z.array(z.number()))
const pair = z.tuple([z.number(), z.number()])
const reference = z.object({
  cases: z.array(
    z.object({
      scoresA: scores,
      scoresB: scores,
      expect: z.object({
        mean: z.number(),
        median: z.number(),
        iqm: z.number(),
        optimalityGap: z.number(),
        bootstrap95: z.object({ mean: pair, median: pair, iqm: pair, optimalityGap: pair }),
        probabilityOfImprovement: z.number(),
        probabilityOfImprovement95: pair,
        performanceProfile: z.object({ tau: z.array(z.number()), share: z.array(z.number()) }),
        meanPerTask: z.array(z.number()),
        tInterval95PerTask: z.array(pair),
        pairedTFirstTask: z.object({ difference: z.number(), interval95: pair, p: z.number() }),
      }),
    }),
  ),
})
const { cases } = reference.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/rliable.json'), 'utf8')))

/** The file has `scores[run][task]`. */
const byTask = (runs: readonly (readonly number[])[]): number[][] =>
  runs[0]!.map((_, task) => runs.map((run) => run[task]!))

describe.each(cases.map((values, index) => ({ index, values })))(
  'against rliable and scipy, case $index',
  ({ values }) => {
    const wanted = values.expect
    const scoresA = byTask(values.scoresA)
    const scoresB = byTask(values.scoresB)

    it('aggregates', () => {
      expect(aggregateMean(scoresA)).toBeCloseTo(wanted.mean, 12)
      expect(aggregateMedian(scoresA)).toBeCloseTo(wanted.median, 12)
      expect(interquartileMean(scoresA)).toBeCloseTo(wanted.iqm, 12)
      expect(optimalityGap(scoresA)).toBeCloseTo(wanted.optimalityGap, 12)
      expect(probabilityOfImprovement(scoresA, scoresB)).toBeCloseTo(wanted.probabilityOfImprovement, 12)
      expect(performanceProfile(scoresA, wanted.performanceProfile.tau)).toEqual(wanted.performanceProfile.share)
    })

    it('bootstraps, up to the resampling’s own noise', () => {
      const statistics = {
        mean: resampledMean(scoresA),
        median: resampledMedianOfTasks(scoresA),
        iqm: resampledInterquartileMean(scoresA),
        optimalityGap: resampledOptimalityGap(scoresA),
      }
      for (const [name, statistic] of Object.entries(statistics)) {
        const [low, high] = bootstrapInterval(scoresA, statistic, { resamples: 20_000 })
        const [wantedLow, wantedHigh] = wanted.bootstrap95[name as keyof typeof statistics]
        expect(Math.abs(low - wantedLow)).toBeLessThan(0.02)
        expect(Math.abs(high - wantedHigh)).toBeLessThan(0.02)
      }
      // With few seeds the probability takes few values, so the interval's ends jump: it lies between the 94 % and the
      // 96 % one.
      const improvement = (confidence: number) =>
        bootstrapInterval([...scoresA, ...scoresB], resampledImprovement(scoresA, scoresB), {
          resamples: 20_000,
          confidence,
        })
      const [inLow, inHigh] = improvement(0.94)
      const [outLow, outHigh] = improvement(0.96)
      const [low, high] = wanted.probabilityOfImprovement95
      expect(low).toBeLessThanOrEqual(inLow + 0.005)
      expect(low).toBeGreaterThanOrEqual(outLow - 0.005)
      expect(high).toBeGreaterThanOrEqual(inHigh - 0.005)
      expect(high).toBeLessThanOrEqual(outHigh + 0.005)
    })

    it('gives t-intervals and the paired comparison', () => {
      wanted.tInterval95PerTask.forEach(([low, high], index) => {
        const interval = meanInterval(scoresA[index]!)!
        expect(interval.mean).toBeCloseTo(wanted.meanPerTask[index]!, 12)
        expect(interval.low).toBeCloseTo(low, 10)
        expect(interval.high).toBeCloseTo(high, 10)
      })
      const paired = pairedDifference(scoresA[0]!, scoresB[0]!)
      expect(paired.difference).toBeCloseTo(wanted.pairedTFirstTask.difference, 12)
      expect(paired.low).toBeCloseTo(wanted.pairedTFirstTask.interval95[0], 10)
      expect(paired.high).toBeCloseTo(wanted.pairedTFirstTask.interval95[1], 10)
      expect(paired.p).toBeCloseTo(wanted.pairedTFirstTask.p, 10)
    })
  },
)

describe('the t distribution', () => {
  it('has the quantiles of the tables', () => {
    expect(studentQuantile(0.975, 1)).toBeCloseTo(12.706204736, 8)
    expect(studentQuantile(0.975, 2)).toBeCloseTo(4.30265273, 8)
    expect(studentQuantile(0.975, 49)).toBeCloseTo(2.0095752371, 8)
    expect(studentQuantile(0.025, 4)).toBeCloseTo(-2.7764451052, 8)
    expect(studentCdf(studentQuantile(0.9, 7), 7)).toBeCloseTo(0.9, 13)
  })

  it('gives no interval below two values', () => {
    expect(meanInterval([])).toBeUndefined()
    expect(meanInterval([3])).toEqual({ mean: 3, low: null, high: null, n: 1 })
  })
})

describe('resampling', () => {
  const one = [[1, 2, 4, 8]]
  const ends = (seed: number) => bootstrapInterval(one, resampledMean(one), { seed, resamples: 100 })

  it('the same seed gives the same interval, another one another', () => {
    expect(ends(3)).toEqual(ends(3))
    expect(ends(3)).not.toEqual(ends(4))
  })

  it('draws every place equally often, and groups apart', () => {
    const counts = [0, 0, 0, 0, 0]
    const drawn = new Uint32Array(5)
    const other = new Uint32Array(5)
    let alike = 0
    for (let resample = 0; resample < 20_000; resample++) {
      drawWithReplacement(1, 0, resample, 5, drawn)
      drawWithReplacement(1, 1, resample, 5, other)
      drawn.forEach((place) => counts[place]!++)
      alike += drawn.reduce((sum, place, i) => sum + Number(place === other[i]), 0)
    }
    // Of 100,000 a fifth each; five standard deviations are 633.
    for (const count of [...counts, alike]) expect(Math.abs(count - 20_000)).toBeLessThan(633)
  })

  it('each statistic of a resample is that of the scores drawn', () => {
    const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -2, max: 2, noNaN: true }))
    const tasks = fc.array(fc.array(value, { minLength: 1, maxLength: 7 }), { minLength: 1, maxLength: 4 })
    const draw = (scores: Scores, seed: number) => {
      const drawn = new Uint32Array(scores.flat().length)
      let first = 0
      const taken = scores.map((runs, group) => {
        drawWithReplacement(seed, group, 7, runs.length, drawn, first, first)
        const part = Array.from(drawn.subarray(first, first + runs.length), (place) => scores.flat()[place]!)
        first += runs.length
        return part
      })
      return { drawn, taken }
    }
    fc.assert(
      fc.property(tasks, fc.nat(), (scores, seed) => {
        const { drawn, taken } = draw(scores, seed)
        expect(resampledMean(scores)(drawn)).toBeCloseTo(aggregateMean(taken), 12)
        expect(resampledMedianOfTasks(scores)(drawn)).toBeCloseTo(aggregateMedian(taken), 12)
        expect(resampledInterquartileMean(scores)(drawn)).toBeCloseTo(interquartileMean(taken), 12)
        expect(resampledOptimalityGap(scores)(drawn)).toBeCloseTo(optimalityGap(taken), 12)
        expect(resampledMedian(scores)(drawn)).toBeCloseTo(medianOfSorted(taken.flat().toSorted((a, b) => a - b)), 12)
        const other = scores.map((runs) => [...runs, 0.5])
        const both = draw([...scores, ...other], seed)
        expect(resampledImprovement(scores, other)(both.drawn)).toBeCloseTo(
          probabilityOfImprovement(both.taken.slice(0, scores.length), both.taken.slice(scores.length)),
          12,
        )
      }),
    )
  })

  it('a profile’s band holds its shares, falls with them, and has no width where nothing varies', () => {
    const scores = [[0.1, 0.4, 0.6, 0.6, 0.9]]
    const { share, low, high } = profileWithBand(scores, [0, 0.4, 0.6, 1])
    expect(share).toEqual(performanceProfile(scores, [0, 0.4, 0.6, 1]))
    expect([low[0], high[0], low[3], high[3]]).toEqual([1, 1, 0, 0])
    // Of five seeds, each above 0.4 with a chance of 3/5: 0.2 and 1 hold 95 %.
    expect([low[1], high[1]]).toEqual([0.2, 1])
    // The same as of the sorted shares.
    const all = scores.flat()
    const shares = bootstrapValues(scores, (drawn) => drawn.filter((place) => all[place]! > 0.4).length / 5, {}).sort()
    expect([low[1], high[1]]).toEqual([quantile(shares, 0.025), quantile(shares, 0.975)])
  })
})

describe('against numpy and scipy', () => {
  it.each(scipy.quantile)('the quantile $p', ({ values, p, quantile: wanted }) => {
    expect(
      quantile(
        values.toSorted((a, b) => a - b),
        p,
      ),
    ).toBeCloseTo(wanted, 14)
  })
  it.each(scipy.trimMean)('the interquartile mean of $values.length values', ({ values, mean }) => {
    expect(interquartileMean([values])).toBeCloseTo(mean, 14)
  })
})
