import * as z from 'zod'
import type { CatalogueEntry } from '../entry.ts'
import { networkFields } from '../fields.ts'

const schema = z.strictObject({
  kind: z.literal('neural-softmax'),
  ...networkFields,
})

export const neuralSoftmax = {
  id: 'neural-softmax',
  title: 'Neural softmax',
  sentence: 'A network maps the state to action scores.',
  box: 'Example policy parameterizations: neural policies',
  schema,
} satisfies CatalogueEntry
