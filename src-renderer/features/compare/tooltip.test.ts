import { expect, it } from 'vitest'
import type { ComparedCurve } from '../../charts/compare-series.ts'
import { seedWords } from './results-table.tsx'
import { tooltipLines } from './tooltip.ts'

const curve = (label: string, centre: number[], low: (number | null)[]): ComparedCurve => ({
  key: label,
  label,
  colour: 'red',
  dash: [],
  x: [10, 20],
  centre,
  low,
  high: low.map((value) => (value === null ? null : value + 2)),
  n: [3, 2],
  falls: [],
  seeds: [],
})

it('lists what the curves are worth at x, best first, without those that haven’t begun', () => {
  const curves = [curve('A', [1, 2], [0, 1]), curve('B', [5, 6], [null, null])]
  expect(tooltipLines(curves, 20).map((line) => `${line.label}: ${line.text}`)).toEqual([
    'B: 6, N 2',
    'A: 2 [1, 3], N 2',
  ])
  expect(tooltipLines(curves, 15).map((line) => line.text)).toEqual(['5, N 3', '1 [0, 2], N 3'])
  expect(tooltipLines(curves, 9)).toEqual([])
})

it('says how the seeds stand', () => {
  expect(seedWords({ total: 10, finished: 10, running: 0, queued: 0, endedEarly: 0 })).toBe('10 finished')
  expect(seedWords({ total: 10, finished: 6, running: 2, queued: 1, endedEarly: 1 })).toBe(
    '6 of 10 finished, 2 running, 1 queued, 1 ended early',
  )
})
