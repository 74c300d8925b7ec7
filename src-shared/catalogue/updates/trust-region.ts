import * as z from 'zod'
import type { CatalogueEntry } from '../entry.ts'
import { per } from '../fields.ts'

const schema = z.strictObject({
  kind: z.literal('trust-region'),
  delta: z.number().positive().max(100).default(0.01).meta({ title: 'δ', description: 'The most KL that one update may spend.' }),
  cgSteps: z.int().min(1).max(1000).default(10).meta({ title: 'CG steps', description: 'At most this many conjugate-gradient steps.' }),
  damping: z.number().min(0).max(10).default(1e-3).meta({ title: 'damping', description: 'Added to the Fisher matrix’s diagonal, so that it can be inverted.' }),
  backtrackFactor: z.number().gt(0).lt(1).default(0.8).meta({ title: 'backtrack factor', description: 'A rejected step is shortened by this factor and tried again.' }),
  maxBacktracks: z.int().min(1).max(100).default(10).meta({ title: 'most backtracks', description: 'After this many tries the policy stays as it is.' }),
  per: per.default('step'),
})

export const trustRegion = {
  id: 'trust-region',
  title: 'Trust region',
  sentence: 'Natural step, then a line search on the sampled KL (TRPO).',
  formula: '\\theta^{k+1} = \\arg\\max_\\theta L_{\\theta^k}(\\theta)\\ \\text{where}\\ \\mathrm{KL} \\le \\delta',
  box: 'Trust region policy optimization',
  schema,
} satisfies CatalogueEntry
