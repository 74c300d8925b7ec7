import * as z from 'zod'
import type { CatalogueEntry } from '../entry.ts'
import { featureSpec } from '../features.ts'
import { sigma, squash } from '../fields.ts'

const schema = z.strictObject({
  kind: z.literal('linear-gaussian'),
  features: featureSpec,
  sigma,
  squash,
})

export const linearGaussian = {
  id: 'linear-gaussian',
  title: 'Linear Gaussian',
  sentence: 'Continuous actions: a mean that is linear in features of the state, plus noise.',
  box: 'Continuous action spaces (exercise)',
  schema,
} satisfies CatalogueEntry
