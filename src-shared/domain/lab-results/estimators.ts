import * as z from 'zod'
import { measuredEstimators } from '../../catalogue/labs/estimators.ts'
import { measured } from './measured.ts'

/** What K batches of one size showed of one estimator. */
export const estimatorAtSize = z.object({
  batchSize: z.int(),
  /** How many batches these numbers are of: fewer than asked for while it measures, and where it was stopped. */
  batches: z.int(),
  /** E|g_k - E g_k|^2, summed over all parameters. */
  variance: measured,
  /** |E g_k - g|^2; its estimate is itself unbiased, so it may fall below zero. */
  squaredBias: measured,
  /** Their sum. */
  meanSquaredError: measured,
  /** Mean cosine of g_k to g; null where one of them is always zero. */
  cosine: measured.nullable(),
  /** K bias^2 / sqrt(2 tr Sigma^2); null where the estimates don't vary. */
  z: z.number().nullable(),
  /** Of "unbiased", by the scaled chi-square; corrected over the page by Holm. */
  p: z.number(),
  pHolm: z.number(),
  /** Over all trajectories of the world, where they are few; null where they aren't, or this can't be so worked out. */
  exact: z.object({ variance: z.number(), squaredBias: z.number(), meanSquaredError: z.number() }).nullable(),
})
export type EstimatorAtSize = z.infer<typeof estimatorAtSize>

export const estimatorsResult = z.object({
  lab: z.literal('estimators'),
  truth: z.object({
    kind: z.enum(['exact', 'sampled']),
    /** 1: the gradient of J; else that of J_gamma. */
    discount: z.number(),
    /** |g|, and of a sampled one how far it may be off. */
    norm: measured,
    /** Of a sampled one. */
    trajectories: z.int().nullable(),
  }),
  /** In theta. */
  parameters: z.int(),
  /** How many different trajectories the world has, where they were all gone through. */
  enumeratedTrajectories: z.int().nullable(),
  envSteps: z.int(),
  batchesDone: z.int(),
  estimators: z.array(z.object({ id: z.enum(measuredEstimators), atSizes: z.array(estimatorAtSize) })),
})
export type EstimatorsResult = z.infer<typeof estimatorsResult>
