import * as z from 'zod'
import type { CatalogueEntry } from '../entry.ts'
import { networkFields, sigma, squash } from '../fields.ts'

const schema = z.strictObject({
  kind: z.literal('neural-gaussian'),
  ...networkFields,
  sigma,
  squash,
})

export const neuralGaussian = {
  id: 'neural-gaussian',
  title: 'Neural Gaussian',
  sentence: 'Continuous actions: a network gives the mean, noise is added.',
  box: 'Continuous action spaces',
  schema,
} satisfies CatalogueEntry
