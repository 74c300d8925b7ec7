import * as z from 'zod'
import type { EnvironmentEntry } from './entry.ts'
import { copies, horizon } from './fields.ts'

const schema = z.strictObject({
  id: z.literal('FrozenLake-v1'),
  map: z.enum(['4x4', '8x8']).default('4x4').meta({ title: 'map', description: 'One of Gymnasium’s two lakes.' }),
  slippery: z.boolean().default(true).meta({
    title: 'slippery',
    description: 'On ice a move goes where it was meant to only one time in three, else to either side.',
  }),
  horizon: horizon(100),
  copies,
})
export type FrozenLakeSpec = z.infer<typeof schema>

const lakes = {
  '4x4': ['SFFF', 'FHFH', 'FFFH', 'HFFG'],
  '8x8': ['SFFFFFFF', 'FFFFFFFF', 'FFFHFFFF', 'FFFFFHFF', 'FFFHFFFF', 'FHHFFFHF', 'FHFFHFHF', 'FFFHFFFG'],
}

export const frozenLake = {
  id: 'FrozenLake-v1',
  title: 'FrozenLake',
  sentence: 'Cross a slippery lake without falling into a hole.',
  schema,
  kind: 'finite',
  actions: 'discrete',
  size: ({ map }: FrozenLakeSpec) => ({ states: map === '4x4' ? 16 : 64, actions: 4, dimensions: 2 }),
  picture: ({ map }: FrozenLakeSpec) => ({ kind: 'tiles', rows: lakes[map] }),
  solvedAt: 0.7,
  returnBounds: () => ({ low: 0, high: 1 }),
  facts:
    'Gymnasium’s table. Pays 1 on reaching the goal; goal and holes end the episode. With horizon 100 the best possible is 0.7442.',
  actionNames: ['left', 'down', 'right', 'up'],
} satisfies EnvironmentEntry
