import * as z from 'zod'
import type { CatalogueEntry } from '../entry.ts'
import { networkFields } from '../fields.ts'

const schema = z.strictObject({
  kind: z.literal('neural-scores'),
  ...networkFields,
})

export const neuralScores = {
  id: 'neural-scores',
  title: 'Neural scores',
  sentence: 'A network scores each pair of state and action, one after the other.',
  box: 'Example policy parameterizations: neural policies',
  schema,
} satisfies CatalogueEntry
