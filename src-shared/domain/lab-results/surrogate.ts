import * as z from 'zod'
import { measured, truthOrigin } from './measured.ts'

/** What is promised and what is so at theta + alpha d. All but KL are changes from theta. */
export const surrogatePoint = z.object({
  alpha: z.number(),
  /** Of J: without width where it is solved; null where it is not known here. */
  truth: measured.nullable(),
  /** alpha d . g */
  firstOrder: z.number(),
  surrogate: z.number(),
  clipped: z.number(),
  /** KL(rho || rho_alpha) of a trajectory in nats: exact in finite worlds, elsewhere at the batch's states. */
  kl: z.number(),
})
export type SurrogatePoint = z.infer<typeof surrogatePoint>

export const surrogateResult = z.object({
  lab: z.literal('surrogate'),
  /** 'sampled': from so many episodes at every fourth point, the same random numbers at each. */
  truth: truthOrigin,
  /** 1: J; else J_gamma. */
  discount: z.number(),
  /** At theta. */
  objective: measured.nullable(),
  parameters: z.int(),
  /** Null where expectations are solved from the model. */
  trajectories: z.int().nullable(),
  direction: z.enum(['gradient', 'natural']),
  clip: z.number(),
  /** g . d, and in finite worlds the same with the exact gradient of J. */
  slope: z.number(),
  trueSlope: z.number().nullable(),
  points: z.array(surrogatePoint),
})
export type SurrogateResult = z.infer<typeof surrogateResult>
