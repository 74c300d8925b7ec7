import * as z from 'zod'
import type { EnvironmentEntry } from './entry.ts'
import { copies, horizon, slip } from './fields.ts'
import { fixedHorizon } from './return-bounds.ts'

const schema = z.strictObject({
  id: z.literal('chain'),
  states: z.int().min(2).max(1_000).default(5).meta({ title: 'states', description: 'How long the chain is.' }),
  slip: slip(0.2).meta({
    title: 'slip',
    description: 'How likely the other action happens instead.',
    unit: 'probability',
  }),
  smallReward: z
    .number()
    .default(2)
    .meta({ title: 'small reward', description: 'Paid whenever one goes back to the start.', unit: 'reward' }),
  largeReward: z
    .number()
    .default(10)
    .meta({ title: 'large reward', description: 'Paid for going forward at the far end.', unit: 'reward' }),
  horizon: horizon(20),
  copies,
})
export type ChainSpec = z.infer<typeof schema>

export const chain = {
  id: 'chain',
  title: 'Chain',
  sentence: 'A small reward close by, a large one at the end of a long walk.',
  schema,
  kind: 'finite',
  actions: 'discrete',
  size: ({ states }: ChainSpec) => ({ states, actions: 2, dimensions: 1 }),
  picture: ({ states }: ChainSpec) => ({ kind: 'chain', states }),
  returnBounds: (spec: ChainSpec) =>
    fixedHorizon(
      spec.horizon,
      Math.min(0, spec.smallReward, spec.largeReward),
      Math.max(0, spec.smallReward, spec.largeReward),
    ),
  facts:
    'Strens’s chain (2000): forward moves one state on and pays only at the end; back returns to the start and pays a little.',
  actionNames: ['forward', 'back'],
} satisfies EnvironmentEntry
