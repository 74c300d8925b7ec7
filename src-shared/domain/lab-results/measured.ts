import * as z from 'zod'

/** A number that was measured, with its 95 % interval. */
export const measured = z.object({ value: z.number(), low: z.number(), high: z.number() })
export type Measured = z.infer<typeof measured>
