import * as z from 'zod'
import type { CatalogueEntry } from '../entry.ts'
import { discount, discountStates, normalise } from '../fields.ts'

const schema = z.strictObject({
  kind: z.literal('importance-sampling'),
  weights: z.enum(['per-trajectory', 'per-decision']).default('per-decision').meta({
    title: 'weights',
    description:
      'One likelihood ratio for the whole trajectory, or one for each reward up to its step (less variance).',
  }),
  selfNormalised: z.boolean().default(false).meta({
    title: 'self-normalised',
    description: 'Divides by the sum of the weights instead of M: less variance, slightly biased.',
  }),
  discount,
  discountStates,
  normalise,
})

export const importanceSampling = {
  id: 'importance-sampling',
  title: 'Likelihood ratios',
  sentence: 'Learns from stored trajectories of another policy, reweighted.',
  box: 'Importance sampling',
  schema,
} satisfies CatalogueEntry
