import { xAxis, yAxis } from './axes.ts'
import type { AxisSpec } from './axes.ts'
import { chartFont } from './chart-theme.ts'
import type { ChartTheme } from './chart-theme.ts'
import { bandOpacity, bandRange, bandSeries, roomSeries } from './compare-bands.ts'
import { centreSeries, rawSeries, seedSeries } from './compare-lines.ts'
import { listedCurves, listSeries } from './compare-list.ts'
import { fallSeries, labelSeries, solvedSeries } from './compare-marks.ts'
import type { ComparedCurve } from './compared-curve.ts'
import type { FigureGrid, FigureOption, FigureSeries } from './chart-option.ts'
import { createMemo } from './memo.ts'
import type { Memo } from './memo.ts'
import { panelScale } from './panel-scale.ts'

/** One chart of the figure. */
export interface ComparePanel {
  id: string
  curves: readonly ComparedCurve[]
  /** All curves that its axes make room for: those of the charts beside it, so that heights can be compared. */
  room: readonly ComparedCurve[]
  solvedAt: number | null
  x: AxisSpec
  y: AxisSpec & { format: (y: number) => string }
}

export interface CompareChartInput {
  panels: readonly ComparePanel[]
  /** How many stand side by side in a row, if there is room. */
  columns: number
  /**
   * Where names stand: at the lines' ends (of one chart); in a list at the right; or nowhere: the window has a list of
   * its own.
   */
  names: 'ends' | 'list' | 'none'
  /** How wide the names are. */
  namesWidthPx: number
  size: { width: number; height: number }
}

/** The axis ends where the curves do; an end like 101,376 gets no label of its own beside 100k. */
function withoutOddEnd({ max, format = String }: AxisSpec): (x: number) => string {
  return (x) => (x === max && Number(x.toPrecision(2)) !== x ? '' : format(x))
}

/**
 * Compare's figure, for each chart the variants' seeds faint, their bands, their centres, and their names where the
 * lines end. With the same memo, parts that don't change are the same objects as before.
 */
export function compareChart(theme: ChartTheme, input: CompareChartInput, memo: Memo = createMemo()): FigureOption {
  const { panels, names, namesWidthPx } = input
  // A list takes its room from all charts.
  const size = names === 'list' ? { ...input.size, width: input.size.width - namesWidthPx } : input.size
  const endsWidthPx = names === 'ends' ? namesWidthPx : 0
  const listed = names === 'list' ? listedCurves(panels.map(({ curves }) => curves)) : []
  const { rows, columns } = panelRows(panels.length, input.columns, size)
  return {
    animation: false,
    textStyle: { fontFamily: chartFont },
    grid: panels.map((_, index) => panelGrid(index, rows, columns, input.size, size.width, endsWidthPx)),
    xAxis: panels.map(({ x }, index) => ({
      ...xAxis(theme, { ...x, name: index + columns < panels.length ? '' : x.name, format: withoutOddEnd(x) }),
      gridIndex: index,
      splitNumber: columns === 1 ? 5 : 3,
    })),
    yAxis: panels.map(({ y }, index) => ({
      ...yAxis(theme, y),
      gridIndex: index,
      splitNumber: rows === 1 ? 5 : 3,
      nameTruncate: { maxWidth: size.width / columns - 24, ellipsis: '…' },
    })),
    series: [
      ...panels.flatMap((panel, index) => panelSeries(theme, panel, index, endsWidthPx, memo)),
      ...(listed.length === 0 ? [] : [listSeries(listed, { left: size.width, width: namesWidthPx }, theme)]),
    ],
  }
}

function panelSeries(
  theme: ChartTheme,
  { id, curves, room, solvedAt, x, y }: ComparePanel,
  index: number,
  labelWidthPx: number,
  memo: Memo,
): FigureSeries[] {
  const { scheme } = theme
  const drawn = curves.filter((curve) => curve.x.length > 0)
  const firstX = drawn.reduce((least, curve) => Math.min(least, curve.x[0]!), Infinity)
  const range = bandRange(room)
  const opacity = bandOpacity(drawn.length)
  const scale = panelScale(index, x.log === true, y.log === true)
  const looks = [index, id, scheme, theme.paper, scale.log.x, scale.log.y] as const
  const of = (pick: (curve: ComparedCurve) => unknown) => [...curves.map(pick), ...looks]
  return [
    room.length > curves.length
      ? memo(`room ${index}`, [...room, ...looks], () => roomSeries(room, range, scale))
      : null,
    memo(`seeds ${index}`, [...of(({ seeds }) => seeds), ...of(({ colour }) => colour)], () =>
      seedSeries(curves, theme, scale),
    ),
    memo(`bands ${index}`, [...of((curve) => curve), range.low, range.high], () =>
      bandSeries(drawn, range, opacity, scale),
    ),
    memo(
      `raw ${index}`,
      of((curve) => curve),
      () => rawSeries(drawn, scale),
    ),
    memo(
      `centres ${index}`,
      of((curve) => curve),
      () => centreSeries(drawn, theme, scale),
    ),
    memo(
      `falls ${index}`,
      of((curve) => curve),
      () => fallSeries(drawn, theme, scale),
    ),
    solvedAt === null || drawn.length === 0 ? null : solvedSeries(solvedAt, firstX, y.format, theme, scale),
    labelWidthPx > 0 ? labelSeries(drawn, labelWidthPx, theme, scale) : null,
  ].filter((one) => one !== null)
}

/** Narrower than this a chart can't be read. */
const leastPanelWidthPx = 260

/** Facets stand side by side and metrics below each other; several metrics alone fill the figure row by row. */
function panelRows(
  count: number,
  wanted: number,
  { width, height }: { width: number; height: number },
): { rows: number; columns: number } {
  const fitting = Math.max(1, Math.floor(width / leastPanelWidthPx))
  // Each about half as wide again as it is high.
  const square = Math.round(Math.sqrt((count * width) / height / 1.5))
  const columns = Math.min(count, fitting, wanted === 1 || wanted > fitting ? Math.max(1, square) : wanted)
  return { rows: Math.ceil(count / columns), columns }
}

function panelGrid(
  index: number,
  rows: number,
  columns: number,
  whole: { width: number; height: number },
  width: number,
  endsWidthPx: number,
): FigureGrid {
  const { height } = whole
  const left = ((index % columns) * width) / columns
  const top = (Math.floor(index / columns) * height) / rows
  return {
    left: left + 12,
    right: whole.width - left - width / columns + (endsWidthPx > 0 ? endsWidthPx : 24),
    top: top + 34,
    bottom: height - top - height / rows + 26,
    outerBoundsMode: 'same',
    outerBoundsContain: 'axisLabel',
  }
}
