import * as z from 'zod'
import {
  bandKind,
  centreKind,
  comparisonX,
  mostCompared,
  numberRange,
  smoothing,
  variantKey,
} from '../domain/comparison.ts'
import { runId } from '../domain/ids.ts'
import { metricName } from '../domain/metric.ts'

/**
 * The curve of one group of runs, as docs/statistics.md defines it, thinned for drawing to about `maxPoints`. Over a
 * metric that goes back in some run there is no curve (`goesBack`): only the seeds' paths.
 */
export const variantCurve = z.object({
  /** The group's first variant. */
  key: variantKey,
  x: z.array(z.number()),
  centre: z.array(z.number()),
  /** The centre without smoothing, where there is some; else empty. */
  rawCentre: z.array(z.number()),
  /** The band's ends, as computed; null where fewer than two seeds are left. Without a band empty. */
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
  goesBack: z.boolean(),
})
export type VariantCurve = z.infer<typeof variantCurve>

const drawnParams = z.object({
  /** What makes one curve each: all runs of these variants together. A run that stands there twice counts once. */
  groups: z.array(z.array(variantKey).min(1).max(mostCompared)).max(mostCompared),
  metric: metricName,
  x: comparisonX,
  /** Only points in this range, and one on either side: zoomed in, detail appears. */
  xRange: numberRange.nullable().default(null),
  /** Over env steps, updates and so on each curve and seed has at most about so many points. */
  maxPoints: z.int().min(10).max(5000).default(600),
})
export const curvesParams = drawnParams.extend({
  centre: centreKind.default('mean'),
  band: bandKind.default('t'),
  smoothing: smoothing.default({ kind: 'none' }),
})
/** The recorded values themselves: single seeds are never smoothed. */
export const seedsParams = drawnParams
/** One run's recorded points: over a metric a path, which may go back. */
export const seedLine = z.object({
  /** The first variant of the run's group. */
  key: variantKey,
  runId,
  seed: z.int(),
  x: z.array(z.number()),
  y: z.array(z.number()),
})
export type SeedLine = z.infer<typeof seedLine>
