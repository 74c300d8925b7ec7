import * as z from 'zod'
import type { CatalogueEntry } from '../entry.ts'
import { discount, discountStates, normalise } from '../fields.ts'

const schema = z.strictObject({
  kind: z.literal('learned-baseline'),
  source: z
    .enum(['separate', 'same-batch'])
    .default('separate')
    .meta({
      title: 'learned from',
      description:
        'N separate trajectories, as in the chapter’s box, or the batch itself, as in practice. A critic fitted on ' +
        'its own is fitted before its values are taken, which adds bias; one fitted with the policy is fitted after.',
    }),
  discount,
  discountStates,
  normalise,
})

export const learnedBaseline = {
  id: 'learned-baseline',
  title: 'Learned baseline',
  sentence: 'Reward-to-go minus a critic’s estimate, learned from N separate trajectories or the same batch.',
  box: 'Policy gradient with a learned baseline',
  schema,
} satisfies CatalogueEntry
