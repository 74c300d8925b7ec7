import * as z from 'zod'
import type { EnvironmentEntry } from './entry.ts'
import { copies, timeLimit } from './fields.ts'
import { mountainPicture } from './mountain-picture.ts'

const schema = z.strictObject({
  id: z.literal('MountainCarContinuous-v0'),
  timeLimit: timeLimit(999),
  copies,
})
export type MountainCarContinuousSpec = z.infer<typeof schema>

export const mountainCarContinuous = {
  id: 'MountainCarContinuous-v0',
  title: 'MountainCar, continuous',
  sentence: 'The weak car with a throttle: force costs, the hill pays.',
  schema,
  kind: 'control',
  actions: 'continuous',
  size: () => ({ actionSize: 1, actionLimit: 1, dimensions: 2 }),
  picture: () => mountainPicture,
  solvedAt: 90,
  // A force is paid for as it was given, however large: there is no lowest return.
  returnBounds: () => ({ low: -Infinity, high: 100 }),
  facts:
    'Gymnasium’s equations. A force between -1 and 1; each step costs a tenth of its square, and the hill pays ' +
    '100. Standing still is a tempting local optimum.',
  observations: [
    { name: 'position', low: -1.2, high: 0.6 },
    { name: 'velocity', low: -0.07, high: 0.07 },
  ],
} satisfies EnvironmentEntry
