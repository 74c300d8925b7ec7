import { xAxis, yAxis } from './axes.ts'
import type { AxisSpec } from './axes.ts'
import { chartFont } from './chart-theme.ts'
import type { ChartTheme } from './chart-theme.ts'
import {
  bandRoom,
  bandSeries,
  centreSeries,
  fallSeries,
  labelSeries,
  seedSeries,
  solvedSeries,
} from './compare-series.ts'
import type { ComparedCurve } from './compare-series.ts'
import type { EChartsOption } from './echarts.ts'

export interface CompareChartInput {
  curves: readonly ComparedCurve[]
  showSeeds: boolean
  /**
   * How wide the names at the lines' ends are, in px; 0 leaves them out: above six variants a list beside the chart
   * says them instead.
   */
  labelRoomPx: number
  solvedAt: number | null
  x: AxisSpec
  y: AxisSpec & { format: (y: number) => string }
  /** What stands in the tooltip at an x. */
  tooltip: (x: number) => HTMLElement | string
}

/** The axis ends where the curves do; an end like 101,376 gets no label of its own beside 100k. */
function withoutOddEnd({ max, format = String }: AxisSpec): (x: number) => string {
  return (x) => (x === max && Number(x.toPrecision(2)) !== x ? '' : format(x))
}

/** Compare's chart: for each variant its seeds faint, its band, its centre, and its name where the line ends. */
export function compareChart(theme: ChartTheme, input: CompareChartInput): EChartsOption {
  const { curves } = input
  const drawn = curves.filter((curve) => curve.x.length > 0)
  const firstX = drawn.reduce((least, curve) => Math.min(least, curve.x[0]!), Infinity)
  const room = bandRoom(drawn)
  const series = [
    ...(input.showSeeds ? curves.map(seedSeries) : []),
    ...drawn.map((curve) => bandSeries(curve, room)),
    ...drawn.map(centreSeries),
    ...drawn.map((curve) => fallSeries(curve, theme)),
    input.solvedAt === null || drawn.length === 0 ? null : solvedSeries(input.solvedAt, firstX, input.y.format, theme),
    input.labelRoomPx > 0 ? labelSeries(drawn, input.labelRoomPx, theme) : null,
  ].filter((one) => one !== null)
  return {
    animation: false,
    textStyle: { fontFamily: chartFont },
    grid: { left: 12, right: input.labelRoomPx > 0 ? input.labelRoomPx : 24, top: 34, bottom: 26, containLabel: true },
    xAxis: xAxis(theme, { ...input.x, format: withoutOddEnd(input.x) }),
    yAxis: yAxis(theme, input.y),
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: theme.panel,
      borderColor: theme.line,
      textStyle: { color: theme.text, fontFamily: chartFont, fontSize: 12 },
      axisPointer: { type: 'line', lineStyle: { color: theme.faint, type: 'solid' } },
      formatter: (params) => {
        const first = Array.isArray(params) ? params[0] : params
        const value = first === undefined ? undefined : (first.value as unknown)
        return Array.isArray(value) && typeof value[0] === 'number' ? input.tooltip(value[0]) : ''
      },
    },
    series,
  }
}

/** A curve's values at x: those of its last point at or before x; null before it begins. */
export function curveAt(
  curve: Pick<ComparedCurve, 'x' | 'centre' | 'low' | 'high' | 'n'>,
  x: number,
): { centre: number; low: number | null; high: number | null; n: number } | null {
  let from = 0
  let to = curve.x.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (curve.x[middle]! <= x) from = middle + 1
    else to = middle
  }
  const i = from - 1
  return i < 0
    ? null
    : { centre: curve.centre[i]!, low: curve.low[i] ?? null, high: curve.high[i] ?? null, n: curve.n[i] ?? 0 }
}
