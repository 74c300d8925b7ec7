import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { tickFormat } from './axes.ts'
import { bandOpacity, bandRange, bandStretches, bandsCut } from './compare-bands.ts'
import { compareChart, type CompareChartInput } from './compare-chart.ts'
import { seedOpacity } from './compare-lines.ts'
import { curveAt, type ComparedCurve } from './compared-curve.ts'
import { spreadLabels } from './end-labels.ts'
import { afterKey, nearest } from '../../src-renderer/charts/hover-layer.tsx'
import { createMemo } from './memo.ts'
import { seriesDifference } from '../../src-renderer/charts/series-difference.ts'

const theme = {
  scheme: 'light',
  text: '#000',
  soft: '#555',
  faint: '#999',
  line: '#ddd',
  panel: '#fff',
  accent: '#44f',
  danger: '#f00',
} as const
const curve: ComparedCurve = {
  key: 'a.0',
  label: 'A',
  colour: '#7a2f8f',
  dash: [],
  x: [0, 10, 20],
  centre: [1, 2, 3],
  low: [0, null, 2],
  high: [2, null, 4],
  cut: null,
  n: [2, 1, 2],
  falls: [{ x: 15, n: 1 }],
  seeds: [
    { x: [0, 20], y: [-5, 9] },
    { x: [], y: [] },
  ],
}
const input: CompareChartInput = {
  curves: [curve],
  labelWidthPx: 160,
  solvedAt: 2.5,
  x: { name: 'env steps' },
  y: { name: 'return', format: String },
}
const seriesOf = (option: { series?: unknown }) =>
  option.series as { id?: string; type: string; data: unknown[]; lineStyle?: { width: number } }[]

describe('compare’s chart', () => {
  it('draws bands fainter where there are many, and draws them again when their number changes', () => {
    expect([1, 5, 10].map(bandOpacity)).toEqual([0.2, 0.2, 0.1])
    const memo = createMemo()
    const band = (curves: ComparedCurve[]) =>
      seriesOf(compareChart(theme, { ...input, curves }, memo)).find((series) => series.id === 'band a.0')
    const few = band([curve])
    expect(band([curve])).toBe(few)
    expect(band(Array.from({ length: 10 }, (_, index) => ({ ...curve, key: `a.${index}` })))).not.toBe(few)
  })

  it('has one series for all seeds, one for the band, the centre, the falls, the solved line and the names', () => {
    expect(seriesOf(compareChart(theme, input)).map((series) => series.id)).toEqual([
      'seeds a.0',
      'band a.0',
      'centre a.0',
      'falls a.0',
      'solved',
      'labels',
    ])
  })
  it('leaves out what is switched off or isn’t there', () => {
    const bare = compareChart(theme, {
      ...input,
      curves: [{ ...curve, low: [null, null, null], high: [null, null, null], falls: [], seeds: [] }],
      labelWidthPx: 0,
      solvedAt: null,
    })
    expect(seriesOf(bare).map((series) => series.id)).toEqual(['centre a.0'])
  })
  it('makes room for the widest seed and marks a fall on the centre', () => {
    const series = seriesOf(compareChart(theme, input))
    expect(series[0]!.data).toEqual([[0, -5, 20, 9]])
    expect(series[3]!.data).toEqual([[15, 2]])
  })
  it('names its axes', () => {
    const option = compareChart(theme, input)
    expect([option.xAxis, option.yAxis].map((axis) => (Array.isArray(axis) ? undefined : axis?.name))).toEqual([
      'env steps',
      'return',
    ])
  })
  it('draws nothing of a comparison without data', () => {
    expect(
      seriesOf(
        compareChart(theme, {
          ...input,
          curves: [{ ...curve, x: [], centre: [], low: [], high: [], n: [], falls: [], seeds: [] }],
        }),
      ),
    ).toEqual([])
  })
})

describe('drawing by difference', () => {
  it('sets only the series of the curve that changed, and leaves out those that are gone', () => {
    const memo = createMemo()
    const other = { ...curve, key: 'a.1', falls: [] }
    const before = compareChart(theme, { ...input, curves: [curve, other] }, memo)
    const grown = { ...other, x: [0, 10, 21], centre: [1, 2, 2.5] }
    const after = seriesDifference(before, compareChart(theme, { ...input, curves: [curve, grown] }, memo))
    const withData = (option: { series?: unknown }) =>
      seriesOf(option).flatMap(({ id, data }) => (data === undefined ? [] : [id]))
    expect(withData(after)).toEqual(['band a.1', 'centre a.1', 'solved', 'labels'])
    expect(seriesOf(after).map(({ id }) => id)).toEqual(seriesOf(before).map(({ id }) => id))
    const without = seriesDifference(before, compareChart(theme, { ...input, curves: [curve] }, memo))
    expect(seriesOf(without).map(({ id }) => id)).not.toContain('centre a.1')
    expect(withData(seriesDifference(null, before))).toHaveLength(seriesOf(before).length)
  })
})

describe('the layer under the pointer', () => {
  it('goes to the nearest x that has a value', () => {
    const xs = [0, 10, 30]
    expect([-5, 4, 5, 6, 20, 21, 99].map((x) => xs[nearest(xs, x)])).toEqual([0, 0, 0, 10, 10, 30, 30])
  })
  it('moves by the arrow keys, Home and End, and goes by Escape', () => {
    const xs = Array.from({ length: 121 }, (_, i) => i * 10)
    const none = { kind: 'none' as const }
    const at = (x: number) => ({ kind: 'keyboard' as const, x })
    expect(afterKey('ArrowRight', xs, none)).toEqual(at(0))
    expect(afterKey('ArrowRight', xs, at(0))).toEqual(at(20))
    expect(afterKey('ArrowLeft', xs, none)).toEqual(at(1_200))
    expect(afterKey('ArrowLeft', xs, at(10))).toEqual(at(0))
    expect(afterKey('End', xs, at(0))).toEqual(at(1_200))
    expect(afterKey('Escape', xs, at(0))).toEqual(none)
    expect(afterKey('Escape', xs, none)).toBeUndefined()
    expect(afterKey('a', xs, none)).toBeUndefined()
    expect(afterKey('Home', [], none)).toBeUndefined()
  })
})

describe('its parts', () => {
  it('makes seeds fainter the more there are, and never vanish', () => {
    expect(seedOpacity(10)).toBeCloseTo(0.16)
    expect(seedOpacity(40)).toBeCloseTo(0.08)
    expect(seedOpacity(10_000)).toBe(0.04)
  })
  it('lets a band stretch the axis by half of what the lines take, and says when it is cut', () => {
    expect(bandRange([curve])).toEqual({ low: -12, high: 16 })
    expect(bandsCut([curve])).toBe(false)
    const wide = { ...curve, low: [-900, null, 2] }
    expect(bandsCut([wide])).toBe(true)
    expect(seriesOf(compareChart(theme, { ...input, curves: [wide] }))[1]!.data).toEqual([[0, -12, 20, 4]])
  })
  it('breaks the band where one seed is left', () => {
    expect(bandStretches([1, 1, null, 1], [2, 2, null, 2])).toEqual([
      { from: 0, to: 1 },
      { from: 3, to: 3 },
    ])
  })
  it('reads a curve at the last point at or before x', () => {
    expect(curveAt(curve, 12)).toEqual({ centre: 2, low: null, high: null, n: 1 })
    expect(curveAt(curve, 20)?.centre).toBe(3)
    expect(curveAt(curve, -1)).toBeNull()
    expect(curveAt(curve, 21)).toBeNull()
  })
})

describe('names at the lines’ ends', () => {
  it('stay where they are when they don’t meet', () => {
    expect(spreadLabels([100, 20, 200], 20, 0, 300)).toEqual([100, 20, 200])
  })
  it('part about their middle', () => {
    expect(spreadLabels([100, 100], 20, 0, 300)).toEqual([90, 110])
  })
  it('keep their order, their distance and the frame, whatever is wanted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -50, max: 450, noNaN: true }), { minLength: 1, maxLength: 12 }),
        (wanted) => {
          const heights = spreadLabels(wanted, 20, 0, 400)
          const sorted = heights.toSorted((a, b) => a - b)
          for (let i = 1; i < sorted.length; i++) expect(sorted[i]! - sorted[i - 1]!).toBeGreaterThanOrEqual(20 - 1e-9)
          expect(sorted[0]).toBeGreaterThanOrEqual(-1e-9)
          expect(sorted.at(-1)).toBeLessThanOrEqual(400 + 1e-9)
          const order = (values: readonly number[]) =>
            wanted.map((_, i) => i).toSorted((a, b) => values[a]! - values[b]! || a - b)
          expect(order(heights)).toEqual(order(wanted))
        },
      ),
    )
  })
})

describe('ticks', () => {
  it('have as many figures as it takes to tell them apart', () => {
    expect(tickFormat(0.69312, 0.69315)(0.69314)).toBe('0.69314')
    expect(tickFormat(0, 61_000)(61_000)).toBe('61k')
    expect(tickFormat(Infinity, -Infinity)(0.5)).toBe('0.5')
  })
})
