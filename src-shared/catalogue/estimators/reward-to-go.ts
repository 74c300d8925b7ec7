import * as z from 'zod'
import type { CatalogueEntry } from '../entry.ts'
import { discount, discountStates, normalise } from '../fields.ts'

const schema = z.strictObject({ kind: z.literal('reward-to-go'), discount, discountStates, normalise })

export const rewardToGo = {
  id: 'reward-to-go',
  title: 'Reward-to-go',
  sentence: 'Each action is credited only with the rewards that follow it.',
  box: 'Policy gradient with Q-function',
  schema,
} satisfies CatalogueEntry
