import * as z from 'zod'
import type { CatalogueEntry } from '../entry.ts'
import { discount, discountStates, normalise } from '../fields.ts'

const schema = z.strictObject({
  kind: z.literal('mean-baseline'),
  source: z.enum(['separate', 'leave-one-out', 'same-batch']).default('leave-one-out').meta({
    title: 'baseline from',
    description: 'Separate trajectories and leave-one-out add no bias; the same batch does.',
  }),
  discount,
  discountStates,
  normalise,
})

export const meanBaseline = {
  id: 'mean-baseline',
  title: 'Mean baseline',
  sentence: 'Reward-to-go minus its average at each time step.',
  box: 'PG with baseline',
  schema,
} satisfies CatalogueEntry
