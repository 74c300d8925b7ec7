import * as z from 'zod'
import { clip } from './clip.ts'
import { gradientAscent } from './gradient-ascent.ts'
import { klPenalty } from './kl-penalty.ts'
import { naturalGradient } from './natural-gradient.ts'
import { policyIteration } from './policy-iteration.ts'
import { trustRegion } from './trust-region.ts'

export const updateCatalogue = [gradientAscent, naturalGradient, trustRegion, klPenalty, clip, policyIteration]

export const updateSpec = z.discriminatedUnion('kind', [
  gradientAscent.schema,
  naturalGradient.schema,
  trustRegion.schema,
  klPenalty.schema,
  clip.schema,
  policyIteration.schema,
])
export type UpdateSpec = z.infer<typeof updateSpec>
