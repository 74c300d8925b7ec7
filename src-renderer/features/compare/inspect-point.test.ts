import { expect, it } from 'vitest'
import type { MetricColumns } from '../../../src-shared/contract/methods.ts'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import type { Run } from '../../../src-shared/domain/run.ts'
import type { ComparedCurve } from '../../../src-shared/figure/compared-curve.ts'
import { runNear, updateAt } from './inspect-point.ts'

const seed = (runId: string, y: number[]) => ({ runId: runId as RunId, x: [10, 20], y })
const curve = (key: string, centre: number[], seeds: ReturnType<typeof seed>[]): ComparedCurve => ({
  key,
  label: key,
  colour: 'red',
  dash: [],
  x: [10, 20],
  centre,
  rawCentre: [],
  uncut: { low: [], high: [] },
  undrawable: 0,
  floor: { x: -Infinity, y: -Infinity },
  low: [],
  high: [],
  cut: null,
  n: [1, 1],
  falls: [],
  seeds,
})
const run = (id: string, seedOfRun: number, startedAt: number | null = 1) => ({ id, seed: seedOfRun, startedAt }) as Run
const variants = [
  { id: 'a', runs: [run('a2', 2), run('a1', 1)] },
  { id: 'b', runs: [run('b0', 0, null), run('b1', 1)] },
]

it('finds the single seed nearest to the point', () => {
  const curves = [
    curve('a', [2, 3], [seed('a1', [1, 2]), seed('a2', [3, 6])]),
    curve('b', [0, 0], [seed('b1', [0, 0])]),
  ]
  expect(runNear(curves, variants, 20, 5.8)).toBe('a2')
  expect(runNear(curves, variants, 15, 0.9)).toBe('a1')
  expect(runNear(curves, variants, 25, 1)).toBeNull()
})

it('without single seeds takes the first that has begun of the nearest curve; by keyboard of the best', () => {
  const curves = [curve('a', [2, 3], []), curve('b', [0, 0], [])]
  expect(runNear(curves, variants, 20, 0.4)).toBe('b1')
  expect(runNear(curves, variants, 20, null)).toBe('a1')
})

it('tells the update at a place on any axis', () => {
  const columns = { update: [1, 2, 3], envSteps: [10, 40, 90], computeMs: [5, 6, 7] } as unknown as MetricColumns
  expect(updateAt(columns, 'envSteps', 60)).toBe(2)
  expect(updateAt(columns, 'updates', 2.9)).toBe(3)
  expect(updateAt(columns, 'computeMs', 0)).toBe(1)
  expect(updateAt(columns, 'entropy', 0.3)).toBeUndefined()
})
