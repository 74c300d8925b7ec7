import { expect, it } from 'vitest'
import type { ComparedCurve } from '../../../src-shared/figure/compared-curve.ts'
import { tooltipLines } from './tooltip.ts'

const curve = (label: string, centre: number[], low: (number | null)[]): ComparedCurve => ({
  key: label,
  label,
  colour: 'red',
  dash: [],
  x: [10, 20],
  centre,
  rawCentre: [],
  uncut: { low: [], high: [] },
  undrawable: 0,
  floor: { x: -Infinity, y: -Infinity },
  low,
  high: low.map((value) => (value === null ? null : value + 2)),
  cut: null,
  n: [3, 2],
  falls: [],
  seeds: [],
})

it('lists what the curves are worth at x, best first, without those that haven’t begun', () => {
  const curves = [curve('A', [1, 2], [0, 1]), curve('B', [5, 6], [null, null])]
  const lines = (x: number) => tooltipLines(curves, x, null).lines
  expect(lines(20).map((line) => `${line.label}: ${line.text}`)).toEqual(['B: 6, N 2', 'A: 2 [1, 3], N 2'])
  expect(lines(15).map((line) => line.text)).toEqual(['5, N 3', '1 [0, 2], N 3'])
  expect(lines(9)).toEqual([])
})

it('of many names the nearest to the pointer among those around it, and counts the others', () => {
  const curves = Array.from({ length: 20 }, (_, i) => curve(`V${i}`, [i, i], [null, null]))
  const { lines, leftOut } = tooltipLines(curves, 15, 3.2)
  expect(lines.map(({ label }) => label)).toEqual(
    ['V9', 'V8', 'V7', 'V6', 'V5', 'V4', 'V3', 'V2', 'V1', 'V0', 'V10', 'V11'].toSorted(
      (a, b) => Number(b.slice(1)) - Number(a.slice(1)),
    ),
  )
  expect(lines.filter((line) => line.nearest).map(({ label }) => label)).toEqual(['V3'])
  expect(leftOut).toBe(8)
  // By the keyboard there is no height: the best are shown.
  expect(tooltipLines(curves, 15, null).lines[0]!.label).toBe('V19')
})
