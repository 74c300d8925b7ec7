import * as z from 'zod'
import type { CatalogueEntry } from '../entry.ts'
import { discount, discountStates, normalise } from '../fields.ts'

const schema = z.strictObject({
  kind: z.literal('exact-advantage'),
  discount: discount.default(1),
  discountStates,
  normalise,
})

export const exactAdvantage = {
  id: 'exact-advantage',
  title: 'Exact advantage',
  sentence: 'Solved from the model; only where the world is finite and known.',
  box: 'PG (advantage function)',
  schema,
} satisfies CatalogueEntry
