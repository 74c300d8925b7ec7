import * as z from 'zod'

/** A number that was measured, with its 95 % interval. */
export const measured = z.object({ value: z.number(), low: z.number(), high: z.number() })
export type Measured = z.infer<typeof measured>

/** Where what is called true comes from: solved, from so many episodes with the same random numbers, or not known. */
export const truthOrigin = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exact') }),
  z.object({ kind: z.literal('sampled'), episodes: z.int() }),
  z.object({ kind: z.literal('unknown') }),
])
