import * as z from 'zod'
import { measured } from './measured.ts'

/** Null where it is beyond what numbers hold. */
const estimate = measured.nullable()
const finite = z.number().nullable()

/** What the trajectories tell of the target policy at one distance from the behaviour policy. */
export const importancePoint = z.object({
  /** 0: the behaviour policy itself; 1: the target. */
  distance: z.number(),
  /** J of the policy at this distance: without width where it is exact; null where it is not known. */
  truth: estimate,
  ordinary: estimate,
  selfNormalised: estimate,
  perDecision: estimate,
  /** (sum of w)^2 / sum of w^2 */
  effectiveSampleSize: z.number(),
  largestWeight: finite,
  /** The share of the sum of all weights that the largest carries. */
  largestShare: z.number(),
  meanWeight: finite,
  /** KL(rho || rho_target) of a trajectory, in nats; without width where it is exact. */
  kl: estimate,
  /** For each bar: how many trajectories it holds, and which share of the sum they carry. */
  histogram: z.object({ counts: z.array(z.int()), shares: z.array(z.number()) }),
  /** Of one trajectory, in finite worlds of which both policies are known: 1 / E[w^2], and variances. */
  exact: z
    .object({ effectiveSampleShare: z.number(), ordinaryVariance: finite, perDecisionVariance: finite })
    .nullable(),
})
export type ImportancePoint = z.infer<typeof importancePoint>

export const importanceResult = z.object({
  lab: z.literal('importance'),
  trajectories: z.int(),
  envSteps: z.int(),
  /** Recorded ones have one point: the target. */
  recorded: z.boolean(),
  /** 1: J; else J_gamma. */
  discount: z.number(),
  /** Edges of the histograms' bars: log10 of the weight. What is below the first stands in the first bar. */
  edgesLog10: z.array(z.number()),
  /** 'sampled': from so many episodes at every tenth of the way, and linear between. */
  truth: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('exact') }),
    z.object({ kind: z.literal('sampled'), episodes: z.int() }),
    z.object({ kind: z.literal('unknown') }),
  ]),
  points: z.array(importancePoint),
})
export type ImportanceResult = z.infer<typeof importanceResult>

/** Below this share of the trajectories an effective sample size is not to be trusted. */
export const leastEffectiveShare = 0.05
