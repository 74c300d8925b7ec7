import * as z from 'zod'
import { betterEnd } from './metric-direction.ts'
import { metricName } from './metric.ts'
import type { MetricName } from './metric.ts'

/** How many of a metric's newest values the mean of the last ones takes. */
export const lastValues = 10

/** One metric of one run in a few numbers: of the values that its rows have, without gaps and what is not finite. */
export const metricSummary = z.object({
  /** How many values were recorded: at least 1. */
  count: z.int().min(1),
  last: z.number(),
  lowest: z.number(),
  highest: z.number(),
  /** Of the last 10 values, or of all where there are fewer. */
  meanOfLast10: z.number(),
})
export type MetricSummary = z.infer<typeof metricSummary>

/** Of every metric that the run has a value of. */
export const runSummary = z.partialRecord(metricName, metricSummary)
export type RunSummary = z.infer<typeof runSummary>

/** What History can show, filter and sort a metric by. `best` is its highest or lowest value: `betterEnd`. */
export const summaryStatistic = z.enum(['last', 'best', 'lowest', 'highest', 'meanOfLast10', 'count'])
export type SummaryStatistic = z.infer<typeof summaryStatistic>

/** Undefined for the best of a metric that has no better end. */
export function summaryValue(
  summary: MetricSummary,
  metric: MetricName,
  statistic: SummaryStatistic,
): number | undefined {
  if (statistic !== 'best') return summary[statistic]
  const better = betterEnd(metric)
  return better === undefined ? undefined : better === 'higher' ? summary.highest : summary.lowest
}
