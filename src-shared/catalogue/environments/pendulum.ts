import * as z from 'zod'
import type { EnvironmentEntry } from './entry.ts'
import { copies, timeLimit } from './fields.ts'
import { sumOfRewards } from './return-bounds.ts'

const schema = z.strictObject({
  id: z.literal('Pendulum-v1'),
  gravity: z
    .number()
    .min(0)
    .max(100)
    .default(10)
    .meta({ title: 'gravity', description: 'How strongly the pendulum is pulled down.', unit: 'm/s²' }),
  timeLimit: timeLimit(200),
  copies,
})
export type PendulumSpec = z.infer<typeof schema>

export const pendulum = {
  id: 'Pendulum-v1',
  title: 'Pendulum',
  sentence: 'Swing a pendulum up and hold it there with little torque.',
  schema,
  kind: 'control',
  actions: 'continuous',
  size: () => ({ actionSize: 1, actionLimit: 2, dimensions: 3 }),
  picture: () => ({
    kind: 'shapes',
    shapes: [
      { look: 'hill', ellipse: [120, 42, 34, 34] },
      {
        look: 'pole',
        line: [
          [120, 42],
          [134, 12],
        ],
      },
      { look: 'joint', ellipse: [120, 42, 3.5, 3.5] },
    ],
  }),
  solvedAt: -250,
  // The angle is at most π, the speed 8 and the torque 2.
  returnBounds: (spec: PendulumSpec) =>
    sumOfRewards(spec.timeLimit, -(Math.PI * Math.PI + 0.1 * 8 * 8 + 0.001 * 2 * 2), 0),
  facts:
    'Gymnasium’s equations, Euler steps of 0.05 s, a torque between -2 and 2. Pays minus angle², a tenth of ' +
    'speed² and a thousandth of torque². Never ends by itself.',
  observations: [
    { name: 'cos θ', low: -1, high: 1 },
    { name: 'sin θ', low: -1, high: 1 },
    { name: 'angular velocity', low: -8, high: 8, unit: 'rad/s' },
  ],
} satisfies EnvironmentEntry
