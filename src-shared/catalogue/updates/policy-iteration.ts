import * as z from 'zod'
import type { UpdateEntry } from './entry.ts'

const schema = z.strictObject({ kind: z.literal('policy-iteration') })

export const policyIteration = {
  id: 'policy-iteration',
  title: 'Policy iteration',
  sentence: 'Greedy in the estimated Q, for contrast: nothing keeps the new policy near the old one.',
  box: 'Local policy optimization: motivation',
  schema,
  step: 'greedy-table',
} satisfies UpdateEntry
