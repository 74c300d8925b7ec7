import type { RunId } from '../domain/ids.ts'
import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { tickFormat } from './axes.ts'
import { bandOpacity, bandRange, bandStretches, bandsCut } from './compare-bands.ts'
import { compareChart, type ComparePanel, type CompareChartInput } from './compare-chart.ts'
import { seedOpacity } from './compare-lines.ts'
import { curveAt, type ComparedCurve } from './compared-curve.ts'
import { spreadLabels } from './end-labels.ts'
import { afterKey, nearest } from '../../src-renderer/charts/hover-place.ts'
import { createMemo } from './memo.ts'
import { draggedSides, roundedRange, zoomOfKey } from '../../src-renderer/charts/zoom-drag.ts'
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
  paper: false,
} as const
const curve: ComparedCurve = {
  key: 'a.0',
  label: 'A',
  colour: '#7a2f8f',
  dash: [],
  x: [0, 10, 20],
  centre: [1, 2, 3],
  rawCentre: [],
  low: [0, null, 2],
  high: [2, null, 4],
  uncut: { low: [0, null, 2], high: [2, null, 4] },
  cut: null,
  n: [2, 1, 2],
  falls: [{ x: 15, n: 1 }],
  seeds: [
    { runId: 'run00001' as RunId, x: [0, 20], y: [-5, 9] },
    { runId: 'run00002' as RunId, x: [], y: [] },
  ],
  undrawable: 0,
  floor: { x: -Infinity, y: -Infinity },
}
const panel: ComparePanel = {
  id: 'return',
  curves: [curve],
  room: [curve],
  solvedAt: 2.5,
  x: { name: 'env steps' },
  y: { name: 'return', format: String },
}
const input: CompareChartInput = {
  panels: [panel],
  columns: 1,
  names: 'ends',
  namesWidthPx: 160,
  size: { width: 900, height: 500 },
}
const withCurves = (curves: ComparedCurve[], change: Partial<ComparePanel> = {}): CompareChartInput => ({
  ...input,
  panels: [{ ...panel, curves, room: curves, ...change }],
})
const seriesOf = (option: { series?: unknown }) =>
  option.series as { id?: string; type: string; data: unknown[]; xAxisIndex?: number }[]

describe('compare’s chart', () => {
  it('draws bands fainter where there are many, and draws them again when their number changes', () => {
    expect([1, 5, 10].map(bandOpacity)).toEqual([0.2, 0.2, 0.1])
    const memo = createMemo()
    const band = (curves: ComparedCurve[]) =>
      seriesOf(compareChart(theme, withCurves(curves), memo)).find((series) => series.id === 'bands')
    const few = band([curve])
    expect(band([curve])).toBe(few)
    expect(band(Array.from({ length: 10 }, (_, index) => ({ ...curve, key: `a.${index}` })))).not.toBe(few)
  })

  it('has one series for all seeds, one for the bands, the centres, the falls, the solved line and the names', () => {
    expect(seriesOf(compareChart(theme, input)).map((series) => series.id)).toEqual([
      'seeds',
      'bands',
      'centres',
      'falls',
      'solved',
      'labels',
    ])
    const smoothed = withCurves([{ ...curve, rawCentre: [1, 9, 3] }])
    expect(seriesOf(compareChart(theme, smoothed)).map((series) => series.id)).toContain('raw')
  })
  it('leaves out what is switched off or isn’t there', () => {
    const none = { low: [null, null, null], high: [null, null, null], falls: [], seeds: [] }
    const bare = compareChart(theme, {
      ...withCurves([{ ...curve, ...none }], { solvedAt: null }),
      names: 'none',
    })
    expect(seriesOf(bare).map((series) => series.id)).toEqual(['centres'])
  })
  it('makes room for the widest seed and marks a fall on the centre', () => {
    const series = seriesOf(compareChart(theme, input))
    expect(series[0]!.data).toEqual([[0, -5, 20, 9]])
    expect(series[3]!.data).toEqual([[15, 2]])
  })
  it('stands as many charts side by side as there is room for, each with axes of its own', () => {
    const four = { ...input, panels: [0, 1, 2, 3].map((index) => ({ ...panel, id: String(index) })), labelWidthPx: 0 }
    const grids = (width: number, columns: number) => {
      const option = compareChart(theme, { ...four, columns, size: { width, height: 600 } })
      return (option.grid as { left: number; top: number }[]).map(({ left, top }) => [left, top])
    }
    expect(grids(1_000, 1)).toEqual([
      [12, 34],
      [512, 34],
      [12, 334],
      [512, 334],
    ])
    expect(grids(1_200, 4).map(([, top]) => top)).toEqual([34, 34, 34, 34])
    expect(grids(300, 1).map(([left]) => left)).toEqual([12, 12, 12, 12])
    const series = seriesOf(compareChart(theme, four)).filter(({ id }) => id?.startsWith('centres'))
    expect(series.map(({ xAxisIndex }) => xAxisIndex)).toEqual([0, 1, 2, 3])
    const beside = withCurves([curve], {
      room: [curve, { ...curve, seeds: [{ ...curve.seeds[0]!, x: [0], y: [99] }] }],
    })
    const room = seriesOf(compareChart(theme, beside)).find(({ id }) => id === 'room')
    expect(room!.data).toContainEqual([0, 99, 0, 99])
    // Only the lowest of each column names its x.
    const names = (compareChart(theme, four).xAxis as { name: string }[]).map(({ name }) => name)
    expect(names).toEqual(['', '', 'env steps', 'env steps'])
  })
  it('names its axes', () => {
    const option = compareChart(theme, input)
    expect([option.xAxis, option.yAxis].flat().map((axis) => axis.name)).toEqual(['env steps', 'return'])
  })
  it('draws nothing of a comparison without data', () => {
    expect(
      seriesOf(
        compareChart(
          theme,
          withCurves([{ ...curve, x: [], centre: [], low: [], high: [], n: [], falls: [], seeds: [] }]),
        ),
      ),
    ).toEqual([])
  })
})

describe('drawing by difference', () => {
  it('sets only the series in which something changed, and leaves out those that are gone', () => {
    const memo = createMemo()
    const other = { ...curve, key: 'a.1', falls: [] }
    const chart = (curves: ComparedCurve[]) => compareChart(theme, withCurves(curves), memo)
    const before = chart([curve, other])
    const withData = (option: { series?: unknown }) =>
      seriesOf(option).flatMap(({ id, data }) => (data === undefined ? [] : [id]))
    expect(withData(seriesDifference(null, before))).toHaveLength(seriesOf(before).length)
    // Its seeds are the same as before.
    const grown = chart([curve, { ...other, x: [0, 10, 21], centre: [1, 2, 2.5] }])
    expect(withData(seriesDifference(before, grown))).toEqual(['bands', 'centres', 'falls', 'solved', 'labels'])
    const without = chart([{ ...curve, falls: [] }])
    expect(seriesOf(seriesDifference(grown, without)).map(({ id }) => id)).not.toContain('falls')
  })
})

describe('the layer under the pointer', () => {
  it('goes to the nearest x that has a value', () => {
    const xs = [0, 10, 30]
    expect([-5, 4, 5, 6, 20, 21, 99].map((x) => xs[nearest(xs, x)])).toEqual([0, 0, 0, 10, 10, 30, 30])
  })
  it('moves by the arrow keys, Home and End, and goes by Escape', () => {
    const xs = [() => Array.from({ length: 121 }, (_, i) => i * 10), () => [5]]
    const none = { kind: 'none' as const }
    const at = (x: number, panel = 0) => ({ kind: 'keyboard' as const, panel, x })
    expect(afterKey('ArrowRight', xs, none)).toEqual(at(0))
    expect(afterKey('ArrowRight', xs, at(0))).toEqual(at(20))
    expect(afterKey('ArrowLeft', xs, none)).toEqual(at(1_200))
    expect(afterKey('ArrowLeft', xs, at(10))).toEqual(at(0))
    expect(afterKey('End', xs, at(0))).toEqual(at(1_200))
    expect(afterKey('Escape', xs, at(0))).toEqual(none)
    expect(afterKey('Escape', xs, none)).toBeUndefined()
    expect(afterKey('a', xs, none)).toBeUndefined()
    expect(afterKey('Home', [() => []], none)).toBeUndefined()
    // Down to the next chart, and no further.
    expect(afterKey('ArrowDown', xs, at(20))).toEqual(at(20, 1))
    expect(afterKey('ArrowDown', xs, at(20, 1))).toBeUndefined()
  })
})

describe('zooming', () => {
  it('takes the sides of a drag by its direction', () => {
    const from = { xPx: 100, yPx: 100 }
    const to = (x: number, y: number) => ({ xPx: 100 + x, yPx: 100 + y })
    expect(draggedSides(from, to(3, 2), true)).toBeNull()
    expect(draggedSides(from, to(100, 5), true)).toEqual({ x: true, y: false })
    expect(draggedSides(from, to(5, -100), true)).toEqual({ x: false, y: true })
    expect(draggedSides(from, to(80, 60), true)).toEqual({ x: true, y: true })
    expect(draggedSides(from, to(80, 60), false)).toEqual({ x: true, y: false })
  })
  it('writes ranges no finer than can be seen', () => {
    expect(roundedRange(20_412.83991, 1_000.2)).toEqual([1_000, 20_413])
    expect(roundedRange(0.1234567, 0.2345678)).toEqual([0.1235, 0.2346])
    expect(roundedRange(5, 5)).toBeNull()
  })
  it('goes by keys from the crosshair', () => {
    const all = { xRange: null }
    expect(zoomOfKey('[', 20, [0, 100], all)).toEqual([20, 100])
    expect(zoomOfKey(']', 60, [0, 100], { xRange: [20, 100] })).toEqual([20, 60])
    expect(zoomOfKey(']', null, [0, 100], all)).toBeUndefined()
    expect(zoomOfKey('Backspace', null, [0, 100], all)).toBe('reset')
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
    expect(bandsCut([curve], bandRange([curve]))).toBe(false)
    const wide = { ...curve, low: [-900, null, 2] }
    expect(bandsCut([wide], bandRange([wide]))).toBe(true)
    // Where a chart beside it takes as much room, nothing is cut.
    const tall = { ...curve, centre: curve.centre.map((y) => 1_000 * y) }
    expect(bandsCut([wide], bandRange([wide, tall]))).toBe(false)
    expect(seriesOf(compareChart(theme, withCurves([wide])))[1]!.data).toEqual([[0, -12, 20, 4]])
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
