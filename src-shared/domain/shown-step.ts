import * as z from 'zod'

/** A time step h from 0 to H - 1, or all of an episode's together. */
export const shownStep = z.union([z.int().min(0), z.literal('summed')])
export type ShownStep = z.infer<typeof shownStep>
