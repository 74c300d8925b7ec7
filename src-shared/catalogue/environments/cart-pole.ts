import * as z from 'zod'
import type { EnvironmentEntry } from './entry.ts'
import { copies, timeLimit } from './fields.ts'
import { sumOfRewards } from './return-bounds.ts'

const schema = z.strictObject({
  id: z.literal('CartPole-v1'),
  timeLimit: timeLimit(500),
  copies,
})
export type CartPoleSpec = z.infer<typeof schema>

export const cartPole = {
  id: 'CartPole-v1',
  title: 'CartPole',
  sentence: 'Keep a pole upright on a cart by pushing left or right.',
  schema,
  kind: 'control',
  actions: 'discrete',
  size: () => ({ actions: 2, dimensions: 4 }),
  picture: () => ({
    kind: 'shapes',
    shapes: [
      {
        look: 'ground',
        line: [
          [10, 69],
          [230, 69],
        ],
      },
      { look: 'body', box: [98, 56, 44, 13] },
      {
        look: 'pole',
        line: [
          [120, 56],
          [133, 12],
        ],
      },
      { look: 'joint', ellipse: [120, 56, 2.5, 2.5] },
    ],
  }),
  solvedAt: 475,
  returnBounds: (spec: CartPoleSpec) => sumOfRewards(spec.timeLimit, 0, 1),
  facts:
    'Gymnasium’s equations (Barto, Sutton and Anderson 1983), Euler steps of 0.02 s. Each step pays 1; the ' +
    'episode ends when the pole leans more than 12° or the cart leaves the track.',
  actionNames: ['left', 'right'],
  // Velocities have no bound; these are what a balancing cart shows.
  observations: [
    { name: 'position', low: -2.4, high: 2.4, unit: 'm' },
    { name: 'velocity', low: -3, high: 3, unit: 'm/s' },
    { name: 'angle', low: -0.21, high: 0.21, unit: 'rad' },
    { name: 'angular velocity', low: -3.5, high: 3.5, unit: 'rad/s' },
  ],
} satisfies EnvironmentEntry
