import { xAxis, yAxis } from './axes.ts'
import type { AxisSpec } from './axes.ts'
import { chartFont } from './chart-theme.ts'
import type { ChartTheme } from './chart-theme.ts'
import { bandOpacity, bandRange, bandSeries } from './compare-bands.ts'
import { centreSeries, seedSeries } from './compare-lines.ts'
import { fallSeries, labelSeries, solvedSeries } from './compare-marks.ts'
import type { ComparedCurve } from './compared-curve.ts'
import type { FigureOption } from './chart-option.ts'
import { createMemo } from './memo.ts'
import type { Memo } from './memo.ts'

export interface CompareChartInput {
  curves: readonly ComparedCurve[]
  /**
   * How wide the names at the lines' ends are, in px; 0 leaves them out: above six variants a list beside the chart
   * says them instead.
   */
  labelWidthPx: number
  solvedAt: number | null
  x: AxisSpec
  y: AxisSpec & { format: (y: number) => string }
}

/** The axis ends where the curves do; an end like 101,376 gets no label of its own beside 100k. */
function withoutOddEnd({ max, format = String }: AxisSpec): (x: number) => string {
  return (x) => (x === max && Number(x.toPrecision(2)) !== x ? '' : format(x))
}

/**
 * Compare's chart: for each variant its seeds faint, its band, its centre, and its name where the line ends. With the
 * same memo, parts that don't change are the same objects as before.
 */
export function compareChart(theme: ChartTheme, input: CompareChartInput, memo: Memo = createMemo()): FigureOption {
  const { curves } = input
  const drawn = curves.filter((curve) => curve.x.length > 0)
  const firstX = drawn.reduce((least, curve) => Math.min(least, curve.x[0]!), Infinity)
  const range = bandRange(drawn)
  const opacity = bandOpacity(drawn.length)
  const { scheme } = theme
  const series = [
    ...curves.map((curve) => memo(`seeds ${curve.key}`, [curve.seeds, curve.colour], () => seedSeries(curve))),
    ...drawn.map((curve) =>
      memo(`band ${curve.key}`, [curve, range.low, range.high, opacity], () => bandSeries(curve, range, opacity)),
    ),
    ...drawn.map((curve) => memo(`centre ${curve.key}`, [curve], () => centreSeries(curve))),
    ...drawn.map((curve) => memo(`falls ${curve.key}`, [curve, scheme], () => fallSeries(curve, theme))),
    input.solvedAt === null || drawn.length === 0 ? null : solvedSeries(input.solvedAt, firstX, input.y.format, theme),
    input.labelWidthPx > 0 ? labelSeries(drawn, input.labelWidthPx, theme) : null,
  ].filter((one) => one !== null)
  return {
    animation: false,
    textStyle: { fontFamily: chartFont },
    grid: {
      left: 12,
      right: input.labelWidthPx > 0 ? input.labelWidthPx : 24,
      top: 34,
      bottom: 26,
      containLabel: true,
    },
    xAxis: xAxis(theme, { ...input.x, format: withoutOddEnd(input.x) }),
    yAxis: yAxis(theme, input.y),
    series,
  }
}
