import { formatNumber } from '../../src-shared/words/format.ts'
import { xAxis, yAxis } from '../../src-shared/figure/axes.ts'
import type { AxisSpec } from '../../src-shared/figure/axes.ts'
import { chartFont } from '../../src-shared/figure/chart-theme.ts'
import type { ChartTheme } from '../../src-shared/figure/chart-theme.ts'
import type { EChartsOption } from './echarts.ts'

export interface LineSeries {
  name: string
  x: ArrayLike<number>
  /** NaN or null where nothing was recorded: the line has no point there, and goes on to the next. */
  y: ArrayLike<number | null>
  color: string
  dash?: readonly number[]
}

/**
 * Lines over one axis, for a run's curves; axes without names are those of small multiples, with little room. The data
 * come decimated from the server.
 */
export function lineChart(
  theme: ChartTheme,
  axes: { x: AxisSpec; y: AxisSpec },
  series: readonly LineSeries[],
  reference?: { value: number; label: string },
): EChartsOption {
  return {
    animation: false,
    textStyle: { fontFamily: chartFont },
    grid: {
      left: 8,
      right: 14,
      top: axes.y.name === '' ? 10 : 28,
      bottom: axes.x.name === '' ? 6 : 26,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: { ...xAxis(theme, axes.x), splitNumber: axes.x.name === '' ? 3 : 5 },
    yAxis: { ...yAxis(theme, axes.y), splitNumber: axes.y.name === '' ? 3 : 5 },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: theme.panel,
      borderColor: theme.line,
      textStyle: { color: theme.text, fontFamily: chartFont, fontSize: 12 },
      axisPointer: { type: 'line', lineStyle: { color: theme.faint } },
      valueFormatter: (value) => (typeof value === 'number' ? formatNumber(value) : 'not recorded'),
    },
    series: series.map((line, index) => ({
      type: 'line',
      name: line.name,
      data: points(line),
      showSymbol: line.x.length === 1,
      symbolSize: 5,
      lineStyle: { color: line.color, width: 1.6, type: line.dash?.length ? [...line.dash] : 'solid' },
      itemStyle: { color: line.color },
      emphasis: { disabled: true },
      markLine: index === 0 && reference ? referenceLine(theme, reference) : undefined,
    })),
  }
}

function points(line: LineSeries): [number, number][] {
  const result: [number, number][] = []
  for (let i = 0; i < line.x.length; i++) {
    const y = line.y[i]
    if (y !== null && y !== undefined && Number.isFinite(y)) result.push([line.x[i]!, y])
  }
  return result
}

/** A dashed line across the chart, named at its start: "solved: 475". */
function referenceLine(theme: ChartTheme, reference: { value: number; label: string }) {
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    lineStyle: { color: theme.faint, type: [4, 4], width: 1 },
    label: {
      formatter: reference.label,
      position: 'insideStartTop' as const,
      color: theme.soft,
      fontFamily: chartFont,
      fontSize: 11.5,
    },
    data: [{ yAxis: reference.value }],
  }
}
