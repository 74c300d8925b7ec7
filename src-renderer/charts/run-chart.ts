import type { EChartsOption } from 'echarts'
import type { ChartInk } from './compare-chart.ts'

export interface RunChartInput {
  /** What the y-axis and the tooltip call it. */
  name: string
  xName: string
  x: readonly number[]
  /** Null where the row has no such value: the line goes on to the next that has. */
  y: readonly (number | null)[]
  colour: string
  large: boolean
  formatX: (x: number) => string
  formatY: (y: number) => string
  ink: ChartInk
}

/** The points that exist: a metric that is recorded every tenth update has a tenth of the points. */
export function presentPoints(x: readonly number[], y: readonly (number | null)[]): [number, number][] {
  const points: [number, number][] = []
  for (let i = 0; i < x.length; i++) {
    const value = y[i]
    if (value !== null && value !== undefined && Number.isFinite(value)) points.push([x[i]!, value])
  }
  return points
}

/** One metric of one run. Small ones share the page with many others and have few ticks; a large one names its axes. */
export function runChart(input: RunChartInput): EChartsOption {
  const { ink, large } = input
  const points = presentPoints(input.x, input.y)
  const label = { color: ink.soft, fontFamily: ink.fontFamily, fontSize: large ? 12 : 11 }
  const axisLine = { show: true, lineStyle: { color: ink.faint } }
  return {
    animation: false,
    textStyle: { fontFamily: ink.fontFamily },
    grid: { left: large ? 12 : 4, right: large ? 24 : 14, top: large ? 34 : 8, bottom: large ? 30 : 4, containLabel: true },
    xAxis: {
      type: 'value',
      name: large ? input.xName : undefined,
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: label,
      min: 'dataMin',
      max: 'dataMax',
      splitNumber: large ? 6 : 3,
      splitLine: { show: false },
      axisLine,
      axisTick: { lineStyle: { color: ink.faint } },
      axisLabel: { ...label, hideOverlap: true, formatter: input.formatX },
    },
    yAxis: {
      type: 'value',
      name: large ? input.name : undefined,
      nameTextStyle: { ...label, align: 'left' },
      scale: true,
      splitNumber: large ? 6 : 3,
      splitLine: { lineStyle: { color: ink.line } },
      axisLabel: { ...label, hideOverlap: true, formatter: input.formatY },
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: ink.panel,
      borderColor: ink.line,
      textStyle: { color: ink.text, fontFamily: ink.fontFamily, fontSize: 12 },
      axisPointer: { type: 'line', lineStyle: { color: ink.faint, type: 'solid' } },
      formatter: (params) => {
        const first = Array.isArray(params) ? params[0] : params
        const value = first?.value
        if (!Array.isArray(value) || typeof value[0] !== 'number' || typeof value[1] !== 'number') return ''
        return `${input.formatX(value[0])}: ${input.formatY(value[1])}`
      },
    },
    series: [
      {
        type: 'line',
        data: points,
        showSymbol: points.length === 1,
        symbol: 'circle',
        symbolSize: 6,
        lineStyle: { width: large ? 2.2 : 1.6, color: input.colour },
        itemStyle: { color: input.colour },
        emphasis: { disabled: true },
        animation: false,
      },
    ],
  }
}
