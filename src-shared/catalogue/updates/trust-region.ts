import * as z from 'zod'
import type { UpdateEntry } from './entry.ts'
import { cgSteps, damping, per, schedule } from '../fields.ts'

const schema = z.strictObject({
  kind: z.literal('trust-region'),
  delta: z
    .number()
    .positive()
    .max(100)
    .default(0.01)
    .meta({ title: 'δ', description: 'The largest KL of one update.' }),
  schedule: schedule.meta({ title: 'δ schedule', description: 'How δ changes over the budget.' }),
  cgSteps,
  damping,
  backtrackFactor: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.8)
    .meta({ title: 'backtrack factor', description: 'A rejected step is shortened by this factor and tried again.' }),
  maxBacktracks: z
    .int()
    .min(1)
    .max(100)
    .default(10)
    .meta({ title: 'most backtracks', description: 'After this many tries the policy stays as it is.' }),
  per: per.default('step'),
})

export const trustRegion = {
  id: 'trust-region',
  title: 'Trust region',
  sentence: 'Natural step, then a line search on the sampled KL (TRPO).',
  box: 'Trust region policy optimization',
  schema,
  step: 'fisher-solve',
} satisfies UpdateEntry
