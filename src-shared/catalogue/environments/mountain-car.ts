import * as z from 'zod'
import type { EnvironmentEntry } from './entry.ts'
import { copies, timeLimit } from './fields.ts'
import { mountainPicture } from './mountain-picture.ts'
import { sumOfRewards } from './return-bounds.ts'

const schema = z.strictObject({
  id: z.literal('MountainCar-v0'),
  timeLimit: timeLimit(200),
  copies,
})
export type MountainCarSpec = z.infer<typeof schema>

export const mountainCar = {
  id: 'MountainCar-v0',
  title: 'MountainCar',
  sentence: 'A weak car must swing back and forth to climb a hill.',
  schema,
  kind: 'control',
  actions: 'discrete',
  size: () => ({ actions: 3, dimensions: 2 }),
  picture: () => mountainPicture,
  solvedAt: -110,
  returnBounds: (spec: MountainCarSpec) => sumOfRewards(spec.timeLimit, -1, 0),
  facts:
    'Gymnasium’s equations (Moore 1990). Each step costs 1 until the car stands on the right hill: hard to find by chance.',
  actionNames: ['left', 'coast', 'right'],
  observations: [
    { name: 'position', low: -1.2, high: 0.6 },
    { name: 'velocity', low: -0.07, high: 0.07 },
  ],
} satisfies EnvironmentEntry
