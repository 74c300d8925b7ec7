import * as z from 'zod'

/** What a surface colours: the probability of an action, a component of the mean action or of sigma, or the critic's V. */
export const surfaceOf = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('probability'), action: z.int().min(0) }),
  z.strictObject({ kind: z.literal('mean'), component: z.int().min(0) }),
  z.strictObject({ kind: z.literal('sigma'), component: z.int().min(0) }),
  z.strictObject({ kind: z.literal('value') }),
])
export type SurfaceOf = z.infer<typeof surfaceOf>

/** A dimension of the world's state from `low` to `high` in `count` places, both ends among them. */
export const surfaceAxis = z.strictObject({
  dimension: z.int().min(0),
  low: z.number(),
  high: z.number(),
  count: z.int().min(2).max(200),
})
export type SurfaceAxis = z.infer<typeof surfaceAxis>
