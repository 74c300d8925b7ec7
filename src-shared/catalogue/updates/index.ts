import * as z from 'zod'
import { clip } from './clip.ts'
import { gradientAscent } from './gradient-ascent.ts'
import { klPenalty } from './kl-penalty.ts'
import { naturalGradient } from './natural-gradient.ts'
import { policyIteration } from './policy-iteration.ts'
import { trustRegion } from './trust-region.ts'
import type { UpdateEntry } from './entry.ts'

export const updateCatalogue = [
  gradientAscent,
  naturalGradient,
  trustRegion,
  klPenalty,
  clip,
  policyIteration,
] as const satisfies readonly UpdateEntry[]

type Schemas<Entries extends readonly { schema: unknown }[]> = { [I in keyof Entries]: Entries[I]['schema'] }
export const updateSpec = z.discriminatedUnion(
  'kind',
  updateCatalogue.map((entry) => entry.schema) as unknown as Schemas<typeof updateCatalogue>,
)
export type UpdateSpec = z.infer<typeof updateSpec>

type SpecOf<Step> = z.infer<Extract<(typeof updateCatalogue)[number], { step: Step }>['schema']>
const makes = (update: UpdateSpec, step: UpdateEntry['step']): boolean =>
  updateCatalogue.some((entry) => entry.id === update.kind && entry.step === step)

/** Whether it climbs a gradient in minibatches, with an optimiser. */
export const climbsGradient = (update: UpdateSpec): update is SpecOf<'gradient'> => makes(update, 'gradient')

/** Whether its step is solved for with the policy's Fisher matrix. */
export const solvesFisher = (update: UpdateSpec): update is SpecOf<'fisher-solve'> => makes(update, 'fisher-solve')
