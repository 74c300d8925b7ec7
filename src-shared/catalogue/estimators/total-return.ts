import * as z from 'zod'
import type { CatalogueEntry } from '../entry.ts'
import { discount, discountStates, normalise } from '../fields.ts'

const schema = z.strictObject({ kind: z.literal('total-return'), discount, discountStates, normalise })

export const totalReturn = {
  id: 'total-return',
  title: 'Total return',
  sentence: 'REINFORCE as first written: nothing is left out, most variance.',
  box: 'REINFORCE policy gradient',
  schema,
} satisfies CatalogueEntry
