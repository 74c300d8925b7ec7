import * as z from 'zod'
import type { CatalogueEntry } from '../entry.ts'
import { featureSpec } from '../features.ts'

const schema = z.strictObject({
  kind: z.literal('linear-softmax'),
  features: featureSpec,
})

export const linearSoftmax = {
  id: 'linear-softmax',
  title: 'Linear softmax',
  sentence: 'A score per action, linear in features φ(s, a).',
  box: 'Example policy parameterizations: linear in features',
  schema,
} satisfies CatalogueEntry
