import * as z from 'zod'

/** theta and J before each step and after the last; what each step adds. */
const bernoulliAscent = z.object({
  thetas: z.array(z.number()),
  objectives: z.array(z.number()),
  steps: z.array(z.number()),
})
export type BernoulliAscent = z.infer<typeof bernoulliAscent>

/** What x = (F + damping I)^{-1} g is at one damping. */
const atDamping = z.object({
  damping: z.number(),
  /** Between g and x. */
  angleDegrees: z.number(),
  /** g . x of the step along x whose KL is delta to second order, by the damped F as trainers have it. */
  predictedImprovement: z.number(),
  /** x . F x / g . x: the share of delta that F without damping says is spent. */
  klShare: z.number(),
  /** What is left of g, relative to it; null where the spectrum is whole, and x exact. */
  residual: z.number().nullable(),
})
export type AtDamping = z.infer<typeof atDamping>

export const naturalResult = z.object({
  lab: z.literal('natural'),
  bernoulli: z.object({ eta: z.number(), vanilla: bernoulliAscent, natural: bernoulliAscent }),
  parameters: z.int(),
  /** 1: of J; else of J_gamma. */
  discount: z.number(),
  /** Null where g and F are exact. */
  trajectories: z.int().nullable(),
  envSteps: z.int(),
  /** In which numbers the policy's derivatives are worked out. */
  precision: z.enum(['float32', 'float64']),
  gradientNorm: z.number(),
  /** Descending, without damping. */
  spectrum: z.object({
    whole: z.boolean(),
    eigenvalues: z.array(z.number()),
    /** How far each may be off; null where it is whole. */
    errors: z.array(z.number()).nullable(),
    /** (u . g)^2 / |g|^2 of each eigenvector. */
    gradientShares: z.array(z.number()),
  }),
  /** From much damping to little. Empty where g is zero. */
  dampings: z.array(atDamping),
  delta: z.number(),
  /** At the chosen damping. Null where g is zero. */
  conjugateGradient: z
    .object({
      damping: z.number(),
      /** |r_k| / |g| after each step: as the algorithm keeps it, and of x itself. */
      kept: z.array(z.number()),
      actual: z.array(z.number()),
      /** Between g and the last x. */
      angleDegrees: z.number(),
    })
    .nullable(),
})
export type NaturalResult = z.infer<typeof naturalResult>
