import * as z from 'zod'
import type { EnvironmentEntry } from './entry.ts'
import { copies, horizon } from './fields.ts'

const schema = z
  .strictObject({
    id: z.literal('garnet'),
    states: z
      .int()
      .min(1)
      .max(1_000)
      .default(20)
      .meta({ title: 'states', description: 'How many states the world has.' }),
    actions: z
      .int()
      .min(2)
      .max(100)
      .default(4)
      .meta({ title: 'actions', description: 'How many actions each state offers.' }),
    branching: z
      .int()
      .min(1)
      .max(1_000)
      .default(3)
      .meta({ title: 'branching', description: 'To how many different states an action can lead.' }),
    worldSeed: z
      .int()
      .min(0)
      .max(4_294_967_295)
      .default(0)
      .meta({ title: 'world seed', description: 'Which random world it is; the same for every run.' }),
    horizon: horizon(20),
    copies,
  })
  .superRefine((spec, context) => {
    if (spec.branching > spec.states)
      context.addIssue({
        code: 'custom',
        path: ['branching'],
        message: `an action can’t lead to ${spec.branching} different states when there are ${spec.states}: lower the branching`,
      })
  })
export type GarnetSpec = z.infer<typeof schema>

export const garnet = {
  id: 'garnet',
  title: 'Random MDP (Garnet)',
  sentence: 'A world drawn at random, small enough to be solved exactly.',
  schema,
  kind: 'finite',
  actions: 'discrete',
  size: ({ states, actions }: GarnetSpec) => ({ states, actions, dimensions: 1 }),
  picture: ({ states }: GarnetSpec) => ({ kind: 'graph', nodes: states }),
  facts:
    'Archibald, McKinnon and Thomas (1995): each action leads to a few random states with random probabilities; ' +
    'rewards are standard normal. Any state may be the first.',
} satisfies EnvironmentEntry
