import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  aggregateMean,
  aggregateMedian,
  interquartileMean,
  optimalityGap,
  performanceProfile,
  probabilityOfImprovement,
} from './aggregates.ts'
import type { Scores } from './aggregates.ts'
import { stratifiedBootstrap } from './bootstrap.ts'
import { meanInterval, pairedDifference } from './intervals.ts'
import { studentCdf, studentQuantile } from './student-t.ts'

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

const task = (all: Scores, index: number) => all.map((run) => run[index]!)

describe.each(cases.map((values, index) => ({ index, values })))(
  'against rliable and scipy, case $index',
  ({ values }) => {
    const { scoresA, scoresB, expect: wanted } = values

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
        mean: aggregateMean,
        median: aggregateMedian,
        iqm: interquartileMean,
        optimalityGap: (all: Scores) => optimalityGap(all),
      }
      for (const [name, statistic] of Object.entries(statistics)) {
        const [low, high] = stratifiedBootstrap([scoresA], statistic, { resamples: 20_000 })
        const [wantedLow, wantedHigh] = wanted.bootstrap95[name as keyof typeof statistics]
        expect(Math.abs(low - wantedLow)).toBeLessThan(0.02)
        expect(Math.abs(high - wantedHigh)).toBeLessThan(0.02)
      }
      // With few seeds the probability takes few values, so the interval's ends jump: it lies between the 94 % and the
      // 96 % one.
      const [inLow, inHigh] = stratifiedBootstrap([scoresA, scoresB], probabilityOfImprovement, {
        resamples: 5_000,
        confidence: 0.94,
      })
      const [outLow, outHigh] = stratifiedBootstrap([scoresA, scoresB], probabilityOfImprovement, {
        resamples: 5_000,
        confidence: 0.96,
      })
      const [low, high] = wanted.probabilityOfImprovement95
      expect(low).toBeLessThanOrEqual(inLow + 0.005)
      expect(low).toBeGreaterThanOrEqual(outLow - 0.005)
      expect(high).toBeGreaterThanOrEqual(inHigh - 0.005)
      expect(high).toBeLessThanOrEqual(outHigh + 0.005)
    })

    it('gives t-intervals and the paired comparison', () => {
      wanted.tInterval95PerTask.forEach(([low, high], index) => {
        const interval = meanInterval(task(scoresA, index))!
        expect(interval.mean).toBeCloseTo(wanted.meanPerTask[index]!, 12)
        expect(interval.low).toBeCloseTo(low, 10)
        expect(interval.high).toBeCloseTo(high, 10)
      })
      const paired = pairedDifference(task(scoresA, 0), task(scoresB, 0))
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

it('the same seed gives the same bootstrap, another one another', () => {
  const one = [[1], [2], [4], [8]]
  expect(stratifiedBootstrap([one], aggregateMean, { seed: 3, resamples: 100 })).toEqual(
    stratifiedBootstrap([one], aggregateMean, { seed: 3, resamples: 100 }),
  )
  expect(stratifiedBootstrap([one], aggregateMean, { seed: 3, resamples: 100 })).not.toEqual(
    stratifiedBootstrap([one], aggregateMean, { seed: 4, resamples: 100 }),
  )
})
