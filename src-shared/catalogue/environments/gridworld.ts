import * as z from 'zod'
import type { EnvironmentEntry } from './entry.ts'
import { copies, horizon, slip } from './fields.ts'
import type { ReturnBounds } from './return-bounds.ts'

/** Rows of equal length made of S, G, H, # and dots, with at least one start. Every complaint names the row. */
const gridMap = z
  .array(
    z.string().min(1, 'a row of the map needs at least one field').max(64, 'a row of the map has at most 64 fields'),
  )
  .min(1, 'the map needs at least one row')
  .max(64, 'the map has at most 64 rows')
  .superRefine((rows, context) => {
    rows.forEach((row, index) => {
      const wrong = /[^SGH#.]/.exec(row)
      if (wrong)
        context.addIssue({
          code: 'custom',
          path: [index],
          message: `row ${index} of the map holds "${wrong[0]}": use S start, G goal, H hole, # wall and . floor`,
        })
      if (row.length !== rows[0]!.length)
        context.addIssue({
          code: 'custom',
          path: [index],
          message: `row ${index} of the map has ${row.length} fields and row 0 has ${rows[0]!.length}: make them equally long`,
        })
    })
    if (!rows.some((row) => row.includes('S')))
      context.addIssue({ code: 'custom', message: 'the map has no start: put an S on one field' })
  })

const schema = z.strictObject({
  id: z.literal('gridworld'),
  map: gridMap.default(['S...', '.#.H', '....', 'H..G']).meta({
    title: 'map',
    description:
      'One string for each row: S start, G goal, H hole, # wall, a dot floor. With several starts one is drawn.',
  }),
  slip: slip(0.1).meta({
    title: 'slip',
    description: 'How likely a move goes to the left or right of where it was meant to, half each.',
    unit: 'probability',
  }),
  stepReward: z
    .number()
    .default(-0.04)
    .meta({ title: 'step reward', description: 'Paid for a step that ends on floor or on a start.', unit: 'reward' }),
  goalReward: z.number().default(1).meta({
    title: 'goal reward',
    description: 'Paid for the step onto a goal, which ends the episode.',
    unit: 'reward',
  }),
  holeReward: z.number().default(-1).meta({
    title: 'hole reward',
    description: 'Paid for the step into a hole, which ends the episode.',
    unit: 'reward',
  }),
  horizon: horizon(50),
  copies,
})
export type GridworldSpec = z.infer<typeof schema>

/** So many steps on the floor, then perhaps one onto a goal or into a hole: the extremes are the shortest and longest. */
function returnBounds({ stepReward, goalReward, holeReward, horizon }: GridworldSpec): ReturnBounds {
  const sums = [
    horizon * stepReward,
    ...[goalReward, holeReward].flatMap((last) => [last, (horizon - 1) * stepReward + last]),
  ]
  return { low: Math.min(...sums), high: Math.max(...sums) }
}

export const gridworld = {
  id: 'gridworld',
  title: 'Gridworld',
  sentence: 'A map to draw yourself, with walls, holes, a goal and slippery ground.',
  schema,
  kind: 'finite',
  actions: 'discrete',
  size: ({ map }: GridworldSpec) => ({ states: map.length * (map[0]?.length ?? 0), actions: 4, dimensions: 2 }),
  picture: ({ map }: GridworldSpec) => ({ kind: 'tiles', rows: map }),
  returnBounds,
  facts:
    'States are the fields, row by row. A move against a wall or the edge leaves the state as it is. Goals and holes end the episode.',
  actionNames: ['left', 'down', 'right', 'up'],
} satisfies EnvironmentEntry
