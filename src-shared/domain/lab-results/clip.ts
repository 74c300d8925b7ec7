import * as z from 'zod'

/** Where the ratios of some samples lie. */
const ratioQuantiles = z.object({
  p5: z.number(),
  median: z.number(),
  p95: z.number(),
})

/** The samples whose advantage has one sign. Shares are of these samples. */
const samplesOfSign = z.object({
  samples: z.int(),
  ratios: ratioQuantiles,
  /** Whose gradient is zero: the clipped term is the smaller one. */
  zeroGradient: z.number(),
  /** Whose ratio is outside of [1 - epsilon, 1 + epsilon], on either side. */
  outside: z.number(),
  /** How many samples each bar of the histogram holds. */
  counts: z.array(z.int()),
})
export type SamplesOfSign = z.infer<typeof samplesOfSign>

/** The whole batch after an epoch; nothing of it is an estimate but KL, of which `exact` is the truth. */
export const clipEpoch = z.object({
  /** 0: before the first step. */
  epoch: z.int(),
  /** Share of all samples whose gradient is zero because their ratio went too far the way the advantage wants. */
  zeroGradient: z.number(),
  /** The usual clip fraction: the share of all samples whose ratio is outside of [1 - epsilon, 1 + epsilon]. */
  clipFraction: z.number(),
  /** Null where no sample has this sign. */
  positive: samplesOfSign.nullable(),
  negative: samplesOfSign.nullable(),
  /** KL(old || new), nats a step. */
  kl: z.object({
    /** Mean of -log r over the samples. */
    k1: z.number(),
    /** Mean of r - 1 - log r. */
    k3: z.number(),
    /** From both distributions, at the batch's states. */
    full: z.number(),
    /** Weighted by the old policy's true visits; null where the world is not finite. */
    exact: z.number().nullable(),
  }),
  /** Mean of r Psi over the samples, less its mean before the first step. */
  surrogate: z.number(),
  /** The same of the clipped one. */
  clippedSurrogate: z.number(),
  /** J or J_gamma of the policy by now; null where the world is not finite. */
  objective: z.number().nullable(),
})
export type ClipEpoch = z.infer<typeof clipEpoch>

export const clipResult = z.object({
  lab: z.literal('clip'),
  trajectories: z.int(),
  samples: z.int(),
  envSteps: z.int(),
  epsilon: z.number(),
  /** 1: J; else J_gamma. */
  discount: z.number(),
  /** Edges of the histograms' bars; what is beyond an end stands in its bar. */
  ratioEdges: z.array(z.number()),
  /** One more than there are epochs. */
  epochs: z.array(clipEpoch).min(1),
  /** What a run records as its clip fraction: over all minibatches on the way; null before the last epoch's end. */
  recordedClipFraction: z.number().nullable(),
})
export type ClipResult = z.infer<typeof clipResult>
