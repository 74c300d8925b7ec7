import * as z from 'zod'

const numbers = z.array(z.number())

/** One stochastic ascent: an entry for each update, of the theta before it. */
const ascent = z.object({
  /** |grad J|^2, exact. */
  squaredNorms: numbers,
  /** Their mean over the updates so far. */
  averages: numbers,
  objectives: numbers,
  steps: numbers,
})
export type Ascent = z.infer<typeof ascent>

export const convergenceResult = z.object({
  lab: z.literal('convergence'),
  /** 1: J; else J_gamma. */
  discount: z.number(),
  trajectories: z.int(),
  parameters: z.int(),
  /** M: the best J that any policy has less the worst. */
  range: z.number(),
  /** eta_k = min(1 / beta, sqrt(M / (beta sigma^2 k))), with both as estimated until then. */
  decreasing: ascent,
  constant: ascent,
  /** Of the decreasing one, after each update: the largest change of the gradient over a change of theta, and E|g_k - grad J|^2. */
  betas: numbers,
  variances: numbers,
  /** 4 sqrt(M beta sigma^2 / K) after K updates, with both as they are by then. */
  bounds: numbers,
  /** In how many of the decreasing ascent's updates 1 / beta was the smaller. */
  capped: z.int(),
})
export type ConvergenceResult = z.infer<typeof convergenceResult>
