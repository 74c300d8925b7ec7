import * as z from 'zod'
import type { EnvironmentEntry } from './entry.ts'
import { copies, horizon } from './fields.ts'

const schema = z.strictObject({
  id: z.literal('Taxi'),
  horizon: horizon(200),
  copies,
})
export type TaxiSpec = z.infer<typeof schema>

export const taxi = {
  id: 'Taxi',
  title: 'Taxi',
  sentence: 'Fetch a passenger and bring them where they want to go.',
  schema,
  kind: 'finite',
  actions: 'discrete',
  size: () => ({ states: 500, actions: 6, dimensions: 1 }),
  picture: () => ({ kind: 'tiles', rows: ['G.#.G', '..#..', '.....', '#.#..', 'G#.SG'] }),
  solvedAt: 7,
  returnBounds: (spec: TaxiSpec) => ({ low: -10 * spec.horizon, high: 20 }),
  facts:
    'The rules of Gymnasium’s Taxi-v3: 500 states, each step costs 1, a pick-up or drop-off in the wrong place ' +
    '10, and the right drop-off pays 20 and ends the episode.',
  actionNames: ['down', 'up', 'right', 'left', 'pick up', 'drop off'],
} satisfies EnvironmentEntry
