import * as z from 'zod'
import { mostCompared, variantKey } from '../domain/comparison.ts'
import { runId } from '../domain/ids.ts'
import { curveAxis, metricName } from '../domain/metric.ts'

/** A mean over seeds with its 95 % t-interval; below N = 2 there is no interval. */
export const estimate = z.object({
  mean: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.int(),
})
export type Estimate = z.infer<typeof estimate>

/** One variant's curve over seeds, as docs/statistics.md defines it, decimated for drawing to at most `maxPoints`. */
export const variantCurve = z.object({
  key: variantKey,
  x: z.array(z.number()),
  centre: z.array(z.number()),
  /** The band's ends; null where fewer than two seeds are left. */
  low: z.array(z.number().nullable()),
  high: z.array(z.number().nullable()),
  /** Seeds behind each point. */
  n: z.array(z.int()),
  /** Where N falls because a seed ended before its budget or (`running`) hasn't come further yet. */
  falls: z.array(z.object({ x: z.number(), n: z.int(), running: z.boolean() })),
  /** Where the first and the last of the seeds that reached their budget end; null while none has. */
  ends: z.object({ first: z.number(), last: z.number() }).nullable(),
  seeds: z.object({ total: z.int(), finished: z.int(), running: z.int(), queued: z.int(), endedEarly: z.int() }),
  /** Points on the union of the seeds' x before decimation, and recorded points in all. */
  unionPoints: z.int(),
  recordedPoints: z.int(),
  /** Finished seeds' values at the curve's last x in env steps, averaged; null while none has finished. */
  final: estimate.nullable(),
  /** Each seed's highest recorded value, averaged. */
  best: estimate.nullable(),
  /** Which metric final and best are of: evaluationReturn where it is recorded. */
  tableMetric: metricName,
})
export type VariantCurve = z.infer<typeof variantCurve>

export const curvesParams = z.object({
  selection: z.array(variantKey).max(mostCompared),
  metric: metricName,
  axis: curveAxis,
  maxPoints: z.int().min(10).max(5000).default(600),
})
export const seedLine = z.object({
  key: variantKey,
  runId,
  seed: z.int(),
  x: z.array(z.number()),
  y: z.array(z.number()),
})
export type SeedLine = z.infer<typeof seedLine>
