import * as z from 'zod'
import type { CatalogueEntry } from '../entry.ts'
import { discount, discountStates, normalise } from '../fields.ts'

const schema = z.strictObject({
  kind: z.literal('advantage'),
  method: z.enum(['gae', 'td', 'monte-carlo']).default('gae').meta({
    title: 'method',
    description: 'GAE blends; one-step TD trusts the critic; Monte Carlo trusts the rewards.',
  }),
  lambda: z.number().min(0).max(1).default(0.95).meta({
    title: 'λ',
    description: '0 trusts the critic, 1 trusts the rewards. Used by GAE only.',
  }),
  discount,
  discountStates,
  normalise: normalise.default(true),
})

export const advantage = {
  id: 'advantage',
  title: 'Advantage, GAE(λ)',
  sentence: 'How much better an action was than the critic expected; λ trades bias for variance.',
  box: 'PG (advantage function)',
  schema,
} satisfies CatalogueEntry
