import * as z from 'zod'
import { centreKind, comparisonSpec, mostCompared, variantKey } from '../domain/comparison.ts'
import { runId } from '../domain/ids.ts'
import { curveAxis, metricName } from '../domain/metric.ts'

/** Of each seed: the end, the highest value, or the whole curve (docs/statistics.md). */
export const seedFigure = z.enum(['final', 'best', 'area'])
export type SeedFigure = z.infer<typeof seedFigure>

export const statisticsParams = z.strictObject({
  /** Who asks: a newer question of the same asker takes the place of an older one. */
  asker: z.string().min(1).max(100),
  groups: z
    .array(
      z.strictObject({
        /** All their runs together; a run that stands there twice counts once. */
        variants: z.array(variantKey).min(1).max(mostCompared),
        /** Groups of one world are compared with each other. */
        world: z.string().max(10_000),
        /** What it is called in each of several worlds. */
        algorithm: z.string().max(1_000),
      }),
    )
    .max(mostCompared),
  metric: metricName,
  axis: curveAxis,
  centre: centreKind,
  finalOver: comparisonSpec.shape.finalOver,
  threshold: comparisonSpec.shape.threshold,
  /** What differences, seeds needed, profiles and aggregates are about. */
  figure: seedFigure.default('final'),
  /** The group that the others are compared with. */
  baseline: z.int().min(0).nullable().default(null),
  /** By world; null: no aggregates. */
  anchors: comparisonSpec.shape.anchors,
  /** Profiles take a chart; they are computed where one is drawn. */
  profiles: z.boolean().default(false),
  /** The group whose intervals' coverage is measured, where it has enough seeds. */
  coverageOf: z.int().min(0).nullable().default(null),
  resamples: z.int().min(100).max(100_000).default(2_000),
  seed: z.int().min(0).max(4_294_967_295).default(1),
})
export type StatisticsParams = z.infer<typeof statisticsParams>

export const worldAnchors = z.object({
  zero: z.object({ value: z.number(), episodes: z.int().nullable() }),
  one: z.number().nullable(),
})
export type WorldAnchors = z.infer<typeof worldAnchors>

/** The centre over seeds with its 95 % interval; below two seeds there is none. Not cut at what is possible. */
const seedsEstimate = z.object({
  centre: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.int(),
})
export type SeedsEstimate = z.infer<typeof seedsEstimate>

const stepsOrNever = z.union([z.number(), z.literal('never')])
export type StepsOrNever = z.infer<typeof stepsOrNever>

const groupStatistics = z.object({
  counts: z.object({
    total: z.int(),
    finished: z.int(),
    running: z.int(),
    queued: z.int(),
    endedEarly: z.int(),
    /** Finished, but without a value of this metric up to the curve's last x. */
    withoutValue: z.int(),
  }),
  /** The curve's first and last x; null while no seed has reached its budget. */
  range: z.object({ from: z.number(), to: z.number() }).nullable(),
  /** The fewest evaluations that a seed's final value is the mean of. */
  finalOver: z.int().nullable(),
  final: seedsEstimate.nullable(),
  best: seedsEstimate.nullable(),
  area: seedsEstimate.nullable(),
  /** Kaplan-Meier's median; "never": beyond the budget. Null without a threshold, or without any value. */
  steps: z
    .object({
      median: stepsOrNever,
      low: stepsOrNever.nullable(),
      high: stepsOrNever.nullable(),
      reached: z.int(),
      /** Of the runs that have ended: one that still trains may get there. */
      never: z.int(),
    })
    .nullable(),
  /** One entry a run: null where it is left out. */
  seeds: z.array(
    z.object({
      runId,
      seed: z.int(),
      final: z.number().nullable(),
      best: z.number().nullable(),
      area: z.number().nullable(),
      steps: z.object({ x: z.number(), reached: z.boolean() }).nullable(),
    }),
  ),
})
export type GroupStatistics = z.infer<typeof groupStatistics>

const difference = z.object({
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  p: z.number(),
  /** Corrected by Holm over all variants that are compared with the baseline in this way. */
  holm: z.number(),
})
export type DifferenceStatistics = z.infer<typeof difference>

const improvement = z.object({ probability: z.number(), low: z.number().nullable(), high: z.number().nullable() })

/** Two-sided 5 %, 80 % power. "AtUpperSd": with the SDs at their upper 80 % limits. */
const seedsNeeded = z.object({
  /** Of both sides, or of the differences of pairs. */
  sds: z.array(z.number()),
  upperSds: z.array(z.number()),
  smallest: z.number(),
  smallestAtUpperSd: z.number(),
  /** A side (or pairs) for the measured difference; null where no number up to 10,000 tells it. */
  needed: z.int().nullable(),
  neededAtUpperSd: z.int().nullable(),
})
export type SeedsNeeded = z.infer<typeof seedsNeeded>

const againstBaseline = z.object({
  improvement,
  /** Of seeds whose variances may differ; null below two seeds on a side. */
  welch: difference.nullable(),
  /** On the seeds that both have run, once each; null below two pairs. */
  paired: difference.extend({ pairs: z.int() }).nullable(),
  enough: seedsNeeded.nullable(),
  enoughPaired: seedsNeeded.nullable(),
})
export type AgainstBaseline = z.infer<typeof againstBaseline>

const profile = z.object({
  threshold: z.array(z.number()),
  share: z.array(z.number()),
  low: z.array(z.number()),
  high: z.array(z.number()),
})

const ends = z.object({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() })

const aggregate = z.object({
  algorithm: z.string(),
  /** Seeds in each world, in the order of `worlds`; 0 where it has none: then there is nothing over all worlds. */
  seeds: z.array(z.int()),
  over: z
    .object({
      mean: ends,
      median: ends,
      iqm: ends,
      optimalityGap: ends,
      profile: profile.nullable(),
      /** Against the baseline's algorithm, averaged over worlds. */
      improvement: improvement.nullable(),
    })
    .nullable(),
})
export type Aggregate = z.infer<typeof aggregate>

export const statisticsAnswer = z.object({
  groups: z.array(groupStatistics),
  /** In the order of the groups; null of the baseline, of other worlds' groups, and where nothing has finished. */
  against: z.array(againstBaseline.nullable()),
  /** In the order of the groups, of the figure's values; null below two seeds, and where none were asked for. */
  profiles: z.array(profile.nullable()),
  /** With n + n seeds of this group's SD: in the order of the groups; null below two seeds. */
  alone: z.array(
    z.object({ sd: z.number(), upperSd: z.number(), smallest: z.number(), smallestAtUpperSd: z.number() }).nullable(),
  ),
  /** Normalised between the anchors; null without anchors for each of the worlds. */
  aggregates: z.object({ worlds: z.array(z.string()), algorithms: z.array(aggregate) }).nullable(),
  /** Share of intervals over `n` of the group's own seeds that hold all seeds' centre. */
  coverage: z.array(z.object({ n: z.int(), share: z.number(), error: z.number(), draws: z.int() })).nullable(),
})
export type StatisticsAnswer = z.infer<typeof statisticsAnswer>
