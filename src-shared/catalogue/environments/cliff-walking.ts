import * as z from 'zod'
import type { EnvironmentEntry } from './entry.ts'
import { copies, horizon } from './fields.ts'
import { sumOfRewards } from './return-bounds.ts'

const schema = z.strictObject({
  id: z.literal('CliffWalking-v1'),
  slippery: z.boolean().default(false).meta({
    title: 'slippery',
    description: 'A move goes where it was meant to only one time in three, else to either side.',
  }),
  horizon: horizon(100),
  copies,
})
export type CliffWalkingSpec = z.infer<typeof schema>

export const cliffWalking = {
  id: 'CliffWalking-v1',
  title: 'CliffWalking',
  sentence: 'Walk along a cliff; a step over the edge costs 100 and leads back to the start.',
  schema,
  kind: 'finite',
  actions: 'discrete',
  size: () => ({ states: 48, actions: 4, dimensions: 2 }),
  picture: () => ({ kind: 'tiles', rows: ['............', '............', '............', 'SHHHHHHHHHHG'] }),
  solvedAt: -13,
  returnBounds: (spec: CliffWalkingSpec) => sumOfRewards(spec.horizon, -100, 0),
  facts: 'Gymnasium’s table, 4 by 12 fields. Each step costs 1; the goal ends the episode. The shortest way pays -13.',
  actionNames: ['up', 'right', 'down', 'left'],
} satisfies EnvironmentEntry
