import { describe, expect, it } from 'vitest'
import { environmentSpec } from '../catalogue/environments/index.ts'
import type { SeedLine, VariantCurve } from '../contract/comparison.ts'
import { summarise } from '../domain/run-progress.ts'
import { drawnCurve, seedsInsteadOfBand } from './drawn-curves.ts'
import { sameCurve, withKept } from '../../src-renderer/features/compare/same-data.ts'

const variant = { id: 'a.0', short: 'A', slot: 0, environment: environmentSpec.parse({ id: 'CartPole-v1' }) }
const look = { metric: 'return', scheme: 'light', logX: false, logY: false } as const
const curve = {
  x: [0, 10, 20],
  centre: [300, 301, 302],
  rawCentre: [],
  low: [-2_187, 290, 280],
  high: [2_790, 310, 320],
  n: [3, 3, 2],
  falls: [{ x: 20, n: 2, running: false }],
} as unknown as VariantCurve

describe('a drawn curve', () => {
  it('has no band below three seeds, and none beyond what is possible', () => {
    const drawn = drawnCurve(variant, curve, [], look)
    expect(drawn.low).toEqual([0, 290, null])
    expect(drawn.high).toEqual([500, 310, null])
    expect(drawn.cut).toEqual({ low: 0, high: 500 })
    expect(drawn.uncut).toEqual({ low: [-2_187, 290, null], high: [2_790, 310, null] })
  })
  it('says nothing of a cut where there was none', () => {
    expect(drawnCurve(variant, curve, [], { ...look, metric: 'predictedImprovement' })).toMatchObject({
      cut: null,
      low: [-2_187, 290, null],
    })
  })
  it('on log scales leaves out what is not above zero, and counts it', () => {
    const seeds = [{ x: [0, 10, 20], y: [5, 0, 3] }] as unknown as SeedLine[]
    const falling = { ...curve, x: [0, 10, 20], centre: [4, -1, 2], n: [3, 3, 3] }
    const drawn = drawnCurve(variant, falling, seeds, { ...look, metric: 'policyLoss', logY: true })
    expect(drawn).toMatchObject({ x: [0, 20], centre: [4, 2], undrawable: 2, seeds: [{ x: [0, 20], y: [5, 3] }] })
    // A band that reaches below goes as far as the chart does.
    expect(drawn.low).toEqual([2 / 1_000, 280])
    expect(drawnCurve(variant, falling, seeds, { ...look, logX: true })).toMatchObject({ x: [10, 20], undrawable: 2 })
  })
  it('has its seeds in place of the band while fewer than three have begun', () => {
    const runs = (...statuses: string[]) => ({
      summary: summarise(
        statuses.map((status) => ({ status, progress: {} })) as unknown as Parameters<typeof summarise>[0],
      ),
    })
    expect(seedsInsteadOfBand(runs('finished', 'running', 'queued'))).toBe(true)
    expect(seedsInsteadOfBand(runs('finished', 'running', 'running'))).toBe(false)
  })
})

it('an answer that is equal to the last one is the last one', () => {
  const before = new Map([
    ['a', curve],
    ['b', curve],
  ])
  const copy = (change = {}) => ({ ...structuredClone(curve), ...change })
  expect(
    withKept(
      before,
      new Map([
        ['a', copy()],
        ['b', copy()],
      ]),
      sameCurve,
    ),
  ).toBe(before)
  for (const change of [{ centre: [300, 301, 303] }, { falls: [] }]) {
    const next = withKept(
      before,
      new Map([
        ['a', copy()],
        ['b', copy(change)],
      ]),
      sameCurve,
    )
    expect(next.get('a')).toBe(curve)
    expect(next.get('b')).not.toBe(curve)
  }
  expect([...withKept(before, new Map([['a', copy()]]), sameCurve).keys()]).toEqual(['a'])
})
