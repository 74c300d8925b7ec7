import * as z from 'zod'
import { experimentId } from './ids.ts'
import { curveAxis, metricName } from './metric.ts'

/** One point of one experiment (points.ts): all its seeds. */
export const variantKey = z.object({ experimentId, variantIndex: z.int().min(0) })
export type VariantKey = z.infer<typeof variantKey>

export const keyText = (key: VariantKey): string => `${key.experimentId}.${key.variantIndex}`

export const mostCompared = 1_000

/** Over what a curve is drawn: how far the run is, or any recorded metric (then seeds are paths, without a centre). */
export const comparisonX = z.union([curveAxis, metricName])
export type ComparisonX = z.infer<typeof comparisonX>

/** What stands for the seeds at an x. */
export const centreKind = z.enum(['mean', 'median', 'iqm'])
export type CentreKind = z.infer<typeof centreKind>

/** How sure the centre is (t-interval, percentile bootstrap) or how far the seeds lie apart (SD, min to max). */
export const bandKind = z.enum(['t', 'sd', 'bootstrap', 'range', 'none'])
export type BandKind = z.infer<typeof bandKind>

/** A bootstrap band's resamples of the seeds, and the seed that they are drawn from. */
export const bandResamples = 2_000
export const bandSeed = 1

/** Of each seed's recorded points, before the seeds are put together; for the eye only. */
export const smoothing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** Exponential moving average over recorded points, without the bias of its start. */
  z.strictObject({ kind: z.literal('ema'), weight: z.number().gt(0).lt(1) }),
  /** Mean over the last so many episodes. */
  z.strictObject({ kind: z.literal('running-mean'), episodes: z.int().min(2).max(1_000_000) }),
])
export type Smoothing = z.infer<typeof smoothing>

/** What makes one curve: each variant of each experiment; equal settings wherever they are; equal values of some. */
export const grouping = z.union([z.enum(['variant', 'settings']), z.array(z.string().min(1)).min(1).max(20)])
export type Grouping = z.infer<typeof grouping>

export const numberRange = z
  .tuple([z.number(), z.number()])
  .refine(([low, high]) => low < high, 'the second must be the larger one')

/** Where the curve of a run begins that goes on from a checkpoint of another: at zero, or where it left. */
export const forkStart = z.enum(['from-zero', 'where-left'])

/**
 * What is compared and how it is drawn: one value, the same in the window, in a saved comparison, in an address and for
 * `ascent compare`. Its defaults are what Compare shows when nobody has chosen.
 */
export const comparisonSpec = z.strictObject({
  selection: z.array(variantKey).max(mostCompared),
  group: grouping.default('variant'),
  /** One chart for each value of this setting. */
  facet: z.string().min(1).nullable().default(null),
  /** One chart each; none chosen: what the compared runs record decides. */
  metrics: z.array(metricName).max(12).default([]),
  /** Null: what the compared runs record decides. */
  x: comparisonX.nullable().default(null),
  centre: centreKind.default('mean'),
  band: bandKind.default('t'),
  smoothing: smoothing.default({ kind: 'none' }),
  showSeeds: z.boolean().default(true),
  drawForks: forkStart.default('from-zero'),
  logX: z.boolean().default(false),
  logY: z.boolean().default(false),
  /** Null: as far as the curves go. */
  xRange: numberRange.nullable().default(null),
  yRange: numberRange.nullable().default(null),
  /** Not drawn, but still in the legend. */
  hidden: z.array(variantKey).max(mostCompared).default([]),
  /** Against which the others are tested. */
  baseline: variantKey.nullable().default(null),
  /** "Final" is the mean of so many last evaluations. */
  finalOver: z.int().min(1).max(10_000).default(1),
  /** For "steps to a threshold". */
  threshold: z.number().nullable().default(null),
  /** By world: which scores count as 0 and as 1. Null: worlds are not put together. */
  anchors: z
    .record(z.string(), z.strictObject({ zero: z.number(), one: z.number() }))
    .nullable()
    .default(null),
})
export type ComparisonSpec = z.infer<typeof comparisonSpec>

export const nothingCompared: ComparisonSpec = comparisonSpec.parse({ selection: [] })

/** What is drawn where a band doesn't go with its centre. */
export const drawnBand = ({ centre, band }: { centre: CentreKind; band: BandKind }): BandKind =>
  bandRefusal(band, centre) === null ? band : 'bootstrap'

/** Why a band doesn't go with a centre, or null where it does: both are about a mean. */
export function bandRefusal(band: BandKind, centre: CentreKind): string | null {
  if (centre === 'mean' || (band !== 't' && band !== 'sd')) return null
  const what = band === 't' ? 'A t-interval' : 'A standard deviation'
  return `${what} is about a mean; choose the mean, or a bootstrap interval.`
}
