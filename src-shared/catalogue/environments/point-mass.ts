import * as z from 'zod'
import type { EnvironmentEntry } from './entry.ts'
import { copies, timeLimit } from './fields.ts'
import { sumOfRewards } from './return-bounds.ts'

const schema = z.strictObject({
  id: z.literal('point-mass'),
  dimensions: z
    .int()
    .min(1)
    .max(16)
    .default(2)
    .meta({ title: 'dimensions', description: 'In how many directions it moves.' }),
  friction: z
    .number()
    .min(0)
    .max(10)
    .default(0.5)
    .meta({ title: 'friction', description: 'How quickly its speed decays.', unit: '1/s' }),
  goalRadius: z.number().min(0).max(2).default(0).meta({
    title: 'goal radius',
    description: 'An episode ends this close to the origin; 0 never ends it.',
    unit: 'm',
  }),
  timeLimit: timeLimit(100),
  copies,
})
export type PointMassSpec = z.infer<typeof schema>

export const pointMass = {
  id: 'point-mass',
  title: 'Point mass',
  sentence: 'Push a mass to the origin and keep it there.',
  schema,
  kind: 'control',
  actions: 'continuous',
  size: ({ dimensions }: PointMassSpec) => ({ actionSize: dimensions, actionLimit: 1, dimensions: 2 * dimensions }),
  picture: () => ({
    kind: 'shapes',
    shapes: [
      { look: 'goalLine', ellipse: [190, 24, 9, 9] },
      {
        look: 'trace',
        line: [
          [46, 64],
          [84, 60],
          [122, 46],
          [152, 36],
          [176, 28],
        ],
      },
      { look: 'body', ellipse: [46, 64, 6, 6] },
    ],
  }),
  // In a corner, pushing with all force.
  returnBounds: (spec: PointMassSpec) =>
    sumOfRewards(spec.timeLimit, -(2 * Math.sqrt(spec.dimensions) + 0.01 * spec.dimensions), 0),
  facts:
    'Steps of 0.1 s, a force between -1 and 1 in each direction, walls 2 m from the origin. Each step costs its ' +
    'distance to the origin and a hundredth of the squared force.',
} satisfies EnvironmentEntry
