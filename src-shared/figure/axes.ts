import { formatCount, formatNumber, formatShort, plural } from '../words/format.ts'
import type { ComparisonX } from '../domain/comparison.ts'
import { isCurveAxis, metricDefinition, metricWithUnit, type CurveAxis } from '../domain/metric.ts'
import { chartFont } from './chart-theme.ts'
import type { ChartTheme } from './chart-theme.ts'

export interface AxisSpec {
  /** With its unit: "compute time, s". */
  name: string
  min?: number | 'dataMin'
  max?: number | 'dataMax'
  log?: boolean
  format?: (value: number) => string
  /** How a tooltip names a place on this axis. */
  inWords?: (value: number) => string
}

export const curveAxisNames: Record<CurveAxis, string> = {
  envSteps: 'environment steps',
  episodes: 'episodes',
  updates: 'updates',
  computeMs: 'compute time, s',
  wallMs: 'wall time, s',
}
/** The unit of one place on the axis: "after 20k env steps". */
export const curveAxisUnits: Record<CurveAxis, string> = {
  envSteps: 'env steps',
  episodes: 'episodes',
  updates: 'updates',
  computeMs: 's',
  wallMs: 's',
}
/** Times are kept in milliseconds and shown in seconds. */
export const curveAxisFormat = (axis: CurveAxis) =>
  axis === 'computeMs' || axis === 'wallMs' ? (value: number) => formatNumber(value / 1000, 3) : formatShort

/** One place on the axis, for a tooltip: "20,907 environment steps", "update 57", "12.3 s of compute time". */
export function curveAxisWords(axis: CurveAxis): (value: number) => string {
  switch (axis) {
    case 'envSteps':
      return (steps) => plural(Math.round(steps), 'environment step')
    case 'episodes':
      return (episodes) => plural(Math.round(episodes), 'episode')
    case 'updates':
      return (update) => `update ${formatCount(Math.round(update))}`
    case 'computeMs':
      return (ms) => `${formatNumber(ms / 1_000)} s of compute time`
    case 'wallMs':
      return (ms) => `${formatNumber(ms / 1_000)} s of wall time`
  }
}

/** How the x-axis is named, its numbers written and one place on it told: "20k env steps". */
export function xAxisOf(x: ComparisonX): { name: string; unit: string; format: (value: number) => string } {
  if (isCurveAxis(x)) return { name: curveAxisNames[x], unit: curveAxisUnits[x], format: curveAxisFormat(x) }
  const { unit, label } = metricDefinition(x)
  return { name: metricWithUnit(x), unit: unit ?? label, format: formatShort }
}

/** Figures enough to tell the ticks of a narrow range apart: 0.69312 and 0.69314, but 500 and 61k. */
export function tickFormat(low: number, high: number): (value: number) => string {
  const size = Math.max(Math.abs(low), Math.abs(high))
  const range = high - low
  if (!(range > 0) || size / range < 100) return formatShort
  const digits = Math.min(12, Math.ceil(Math.log10(size / range)) + 2)
  return (value) => formatNumber(value, digits)
}

const common = (theme: ChartTheme, format: (value: number) => string, log = false) => ({
  type: log ? ('log' as const) : ('value' as const),
  axisLabel: { color: theme.soft, fontFamily: chartFont, fontSize: 11.5, formatter: format, hideOverlap: true },
  nameTextStyle: { color: theme.soft, fontFamily: chartFont, fontSize: 11.5 },
  animation: false,
})

export function xAxis(theme: ChartTheme, spec: AxisSpec) {
  return {
    ...common(theme, spec.format ?? formatShort, spec.log),
    name: spec.name,
    nameLocation: 'middle' as const,
    nameGap: 24,
    min: spec.min ?? 'dataMin',
    max: spec.max ?? 'dataMax',
    ...(spec.inWords && { axisPointer: { label: { formatter: inWordsOf(spec.inWords) } } }),
    // At the bottom, not where y is 0.
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.faint } },
    axisTick: { show: true, lineStyle: { color: theme.faint } },
    splitLine: { show: false },
  }
}

const inWordsOf =
  (inWords: (value: number) => string) =>
  ({ value }: { value: unknown }) =>
    inWords(Number(value))

export function yAxis(theme: ChartTheme, spec: AxisSpec) {
  return {
    ...common(theme, spec.format ?? formatShort, spec.log),
    name: spec.name,
    nameLocation: 'end' as const,
    nameGap: 10,
    nameTextStyle: {
      color: theme.soft,
      fontFamily: chartFont,
      fontSize: 11.5,
      align: 'left' as const,
      padding: [0, 0, 0, -30],
    },
    scale: true,
    min: spec.min,
    max: spec.max,
    // At the left, not where x is 0.
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.faint } },
    axisTick: { show: true, lineStyle: { color: theme.faint } },
    splitLine: { show: true, lineStyle: { color: theme.line } },
  }
}
