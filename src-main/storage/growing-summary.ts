import type { MetricSummary } from '../../src-shared/domain/run-summary.ts'
import { lastValues } from '../../src-shared/domain/run-summary.ts'
import type { MetricName } from '../../src-shared/domain/metric.ts'

/** A metric's summary that takes further values: the newest are kept, for the mean of the last 10. */
interface GrowingMetric {
  count: number
  lowest: number
  highest: number
  /** At most 10, oldest first. */
  newest: number[]
}

/** A run's summary after so many of its rows. */
export interface GrowingSummary {
  rows: number
  metrics: Map<MetricName, GrowingMetric>
}

export const emptySummary = (): GrowingSummary => ({ rows: 0, metrics: new Map() })

/** NaN stands for "absent"; what isn't finite can't be drawn or sorted by, and is passed over as in curves. */
export function addValue(summary: GrowingSummary, metric: MetricName, value: number): void {
  if (!Number.isFinite(value)) return
  const known = summary.metrics.get(metric)
  if (known === undefined) {
    summary.metrics.set(metric, { count: 1, lowest: value, highest: value, newest: [value] })
    return
  }
  known.count++
  if (value < known.lowest) known.lowest = value
  if (value > known.highest) known.highest = value
  if (known.newest.length === lastValues) known.newest.shift()
  known.newest.push(value)
}

export const metricSummaryOf = ({ count, lowest, highest, newest }: GrowingMetric): MetricSummary => ({
  count,
  last: newest.at(-1)!,
  lowest,
  highest,
  meanOfLast10: mean(newest),
})

/** Finite also where the sum is not. */
function mean(values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0)
  return Number.isFinite(sum) ? sum / values.length : values.reduce((total, value) => total + value / values.length, 0)
}
