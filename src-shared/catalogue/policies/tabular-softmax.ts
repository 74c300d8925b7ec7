import * as z from 'zod'
import type { CatalogueEntry } from '../entry.ts'

const schema = z.strictObject({ kind: z.literal('tabular-softmax') })

export const tabularSoftmax = {
  id: 'tabular-softmax',
  title: 'Tabular softmax',
  sentence: 'One preference per state and action; needs a finite world.',
  box: 'Example policy parameterizations: softmax tabular',
  schema,
} satisfies CatalogueEntry
