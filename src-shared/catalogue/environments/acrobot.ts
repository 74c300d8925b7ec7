import * as z from 'zod'
import type { EnvironmentEntry } from './entry.ts'
import { copies, timeLimit } from './fields.ts'
import { sumOfRewards } from './return-bounds.ts'

const schema = z.strictObject({
  id: z.literal('Acrobot-v1'),
  timeLimit: timeLimit(500),
  copies,
})
export type AcrobotSpec = z.infer<typeof schema>

export const acrobot = {
  id: 'Acrobot-v1',
  title: 'Acrobot',
  sentence: 'Swing a two-link arm up by its middle joint.',
  schema,
  kind: 'control',
  actions: 'discrete',
  size: () => ({ actions: 3, dimensions: 6 }),
  picture: () => ({
    kind: 'shapes',
    shapes: [
      {
        look: 'goalLine',
        line: [
          [70, 22],
          [170, 22],
        ],
      },
      {
        look: 'pole',
        line: [
          [120, 40],
          [98, 60],
        ],
      },
      {
        look: 'pole',
        line: [
          [98, 60],
          [116, 78],
        ],
      },
      { look: 'joint', ellipse: [120, 40, 3.5, 3.5] },
      { look: 'joint', ellipse: [98, 60, 3.5, 3.5] },
    ],
  }),
  solvedAt: -100,
  returnBounds: (spec: AcrobotSpec) => sumOfRewards(spec.timeLimit, -1, 0),
  facts:
    'Gymnasium’s equations (the book’s dynamics of Sutton and Barto), Runge-Kutta steps of 0.2 s. Each step ' +
    'costs 1 until the tip is above the line.',
  actionNames: ['torque -1', 'torque 0', 'torque +1'],
  observations: [
    { name: 'cos θ₁', low: -1, high: 1 },
    { name: 'sin θ₁', low: -1, high: 1 },
    { name: 'cos θ₂', low: -1, high: 1 },
    { name: 'sin θ₂', low: -1, high: 1 },
    { name: 'angular velocity 1', low: -12.566370614359172, high: 12.566370614359172, unit: 'rad/s' },
    { name: 'angular velocity 2', low: -28.274333882308138, high: 28.274333882308138, unit: 'rad/s' },
  ],
} satisfies EnvironmentEntry
