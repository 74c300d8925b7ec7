import * as z from 'zod'
import { autopsyMethods } from '../../catalogue/labs/autopsy.ts'
import { measured, truthOrigin } from './measured.ts'

const method = z.enum(autopsyMethods)

/** One update's step from the first batch. Improvements are sums over a trajectory. */
export const autopsyStep = z.object({
  method,
  /** g . step, g of the batch. */
  predicted: z.number(),
  /** Of the surrogate on the batch. */
  surrogate: z.number(),
  /** Of J: without width where it is solved; null where it was not measured. */
  truth: measured.nullable(),
  /** KL(rho || rho_new) of a trajectory in nats: exact in finite worlds, elsewhere at the batch's states. */
  kl: z.number(),
  /** The same at the batch's states. */
  batchKl: z.number(),
  /** |step| */
  norm: z.number(),
  /** How often the update's own step was taken; null where no multiple of it spends the KL, and it was left. */
  factor: z.number().nullable(),
  /** Where its end stands in the plane, and the share of its squared length that is outside of it. */
  at: z.object({ x: z.number(), y: z.number() }).nullable(),
  outside: z.number().nullable(),
})
export type AutopsyStep = z.infer<typeof autopsyStep>

/** A plane through theta with true J and exact KL on a grid, row by row from the lowest y. */
export const autopsyPlane = z.object({
  /** Two parameters; or the exact gradient, and what the exact natural step, or else the batch's gradient, adds to it. */
  axes: z.enum(['parameters', 'natural', 'batch']),
  points: z.int(),
  x: z.object({ low: z.number(), high: z.number() }),
  y: z.object({ low: z.number(), high: z.number() }),
  objectives: z.array(z.number()),
  kls: z.array(z.number()),
})
export type AutopsyPlane = z.infer<typeof autopsyPlane>

/** The same of each batch, the first among them. */
export const autopsyBatches = z.object({
  method,
  predicted: z.array(z.number()),
  surrogate: z.array(z.number()),
  truth: z.array(z.number().nullable()),
  kl: z.array(z.number()),
})
export type AutopsyBatches = z.infer<typeof autopsyBatches>

export const autopsyResult = z.object({
  lab: z.literal('autopsy'),
  truth: truthOrigin,
  discount: z.number(),
  /** J at theta. */
  objective: measured.nullable(),
  parameters: z.int(),
  trajectories: z.int(),
  /** Null where each step has its own length. */
  delta: z.number().nullable(),
  steps: z.array(autopsyStep),
  plane: autopsyPlane.nullable(),
  batches: z.array(autopsyBatches),
})
export type AutopsyResult = z.infer<typeof autopsyResult>
