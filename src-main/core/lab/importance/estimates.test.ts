import { describe, expect, test } from 'vitest'
import {
  effectiveSampleSize,
  largestShare,
  meanEstimate,
  ordinaryEstimate,
  selfNormalisedEstimate,
} from './estimates.ts'
import { discountedReturn, weights } from './reweigh.ts'
import { histogramEdges, weightsHistogram } from './weights-histogram.ts'

const logs = (...weightsM: number[]) => Float64Array.from(weightsM, Math.log)

describe('by hand: weights 1, 2, 1 of returns 4, 1, 1', () => {
  const logWeightsM = logs(1, 2, 1)
  const returnsM = Float64Array.of(4, 1, 1)

  test('the effective sample size is 4^2 / 6 and the largest weight carries half of the sum', () => {
    expect(effectiveSampleSize(logWeightsM)).toBeCloseTo(16 / 6, 14)
    expect(largestShare(logWeightsM)).toBeCloseTo(0.5, 14)
  })

  test('ordinary: the mean of 4, 2 and 1, give or take z times s / sqrt(3)', () => {
    // Squared deviations from 7/3: 25/9 + 1/9 + 16/9 = 42/9, divided by 2 and by 3.
    const half = 2 * Math.sqrt(42 / 9 / 2 / 3)
    const { value, low, high } = ordinaryEstimate(logWeightsM, returnsM, 2)
    expect(value).toBeCloseTo(7 / 3, 14)
    expect(low).toBeCloseTo(7 / 3 - half, 14)
    expect(high).toBeCloseTo(7 / 3 + half, 14)
  })

  test('self-normalised: (4 + 2 + 1) / 4, its interval by the delta method', () => {
    // w^2 (R - 7/4)^2: 1 * 81/16 + 4 * 9/16 + 1 * 9/16 = 126/16, over (sum of w)^2 = 16.
    const half = 2 * Math.sqrt(126 / 16 / 16)
    const { value, low, high } = selfNormalisedEstimate(logWeightsM, returnsM, 2)
    expect(value).toBeCloseTo(7 / 4, 14)
    expect(low).toBeCloseTo(7 / 4 - half, 14)
    expect(high).toBeCloseTo(7 / 4 + half, 14)
  })
})

test('by hand: ratios 2 and 1/2 on rewards 1 and 3 with discount 1/2', () => {
  const { logWeight, perDecision } = weights(
    [Math.log(0.8), Math.log(0.25)],
    [Math.log(0.4), Math.log(0.5)],
    [1, 3],
    0.5,
  )
  expect(Math.exp(logWeight)).toBeCloseTo(1, 14)
  // 2 * 1 + (1/2) * (2 * 1/2) * 3
  expect(perDecision).toBeCloseTo(3.5, 14)
  expect(discountedReturn([1, 3], 0.5)).toBeCloseTo(2.5, 14)
})

test('weights beyond what numbers hold keep their sample size and their self-normalised estimate', () => {
  const logWeightsM = Float64Array.of(800, 800, 790)
  expect(effectiveSampleSize(logWeightsM)).toBeCloseTo(2, 3)
  expect(selfNormalisedEstimate(logWeightsM, Float64Array.of(1, 3, 100), 2).value).toBeCloseTo(2, 1)
  expect(ordinaryEstimate(logWeightsM, Float64Array.of(1, 3, 100), 2).value).toBe(Infinity)
})

test('one number has no interval', () => {
  expect(meanEstimate([3], 2)).toEqual({ value: 3, low: Number.NaN, high: Number.NaN })
})

describe('the histogram of weights', () => {
  test('has three bars a decade and says what each carries of the sum', () => {
    const edges = histogramEdges(Math.log(50))
    expect(edges[0]).toBe(-5)
    expect(edges.at(-1)).toBe(2)
    expect(edges).toHaveLength(22)
    const { counts, shares } = weightsHistogram(logs(1, 1, 50, 1e-9), edges)
    // 10^0 begins the sixteenth bar; log10 50 = 1.699 stands in the last but none; what is tiny stands in the first.
    expect(counts[15]).toBe(2)
    expect(counts[20]).toBe(1)
    expect(counts[0]).toBe(1)
    expect(shares[20]).toBeCloseTo(50 / 52, 9)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 14)
  })

  test('ends at 10^6 and puts what is above into its last bar', () => {
    const edges = histogramEdges(800)
    expect(edges.at(-1)).toBe(6)
    expect(weightsHistogram(Float64Array.of(800, 0), edges).counts.at(-1)).toBe(1)
  })
})
