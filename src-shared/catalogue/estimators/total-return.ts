import * as z from 'zod'
import type { CatalogueEntry } from '../entry.ts'
import { discount, discountStates, normalise } from '../fields.ts'

const schema = z.strictObject({ kind: z.literal('total-return'), discount, discountStates, normalise })

export const totalReturn = {
  id: 'total-return',
  title: 'Total return',
  sentence: 'The original REINFORCE: every action is credited with the whole return; highest variance.',
  box: 'REINFORCE policy gradient',
  schema,
} satisfies CatalogueEntry
