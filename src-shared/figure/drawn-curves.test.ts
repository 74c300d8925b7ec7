import { describe, expect, it } from 'vitest'
import { environmentSpec } from '../catalogue/environments/index.ts'
import type { VariantCurve } from '../contract/comparison.ts'
import { summarise } from '../domain/run-progress.ts'
import { drawnCurve, seedsInsteadOfBand } from './drawn-curves.ts'
import { sameCurve, withKept } from '../../src-renderer/features/compare/same-data.ts'

const cartPole = { environment: environmentSpec.parse({ id: 'CartPole-v1' }) }
const variant = { id: 'a.0', short: 'A', slot: 0, experiment: { spec: cartPole } } as Parameters<typeof drawnCurve>[0]
const curve = {
  x: [0, 10, 20],
  centre: [300, 301, 302],
  low: [-2_187, 290, 280],
  high: [2_790, 310, 320],
  n: [3, 3, 2],
  falls: [{ x: 20, n: 2, running: false }],
} as unknown as VariantCurve

describe('a drawn curve', () => {
  it('has no band below three seeds, and none beyond what is possible', () => {
    const drawn = drawnCurve(variant, curve, [], 'return', 'light')
    expect(drawn.low).toEqual([0, 290, null])
    expect(drawn.high).toEqual([500, 310, null])
    expect(drawn.cut).toEqual({ low: 0, high: 500 })
  })
  it('says nothing of a cut where there was none', () => {
    expect(drawnCurve(variant, curve, [], 'predictedImprovement', 'light')).toMatchObject({
      cut: null,
      low: [-2_187, 290, null],
    })
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
