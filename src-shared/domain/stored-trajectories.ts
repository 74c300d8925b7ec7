import * as z from 'zod'
import { environmentSpec } from '../catalogue/environments/index.ts'

/**
 * One whole trajectory: rows of observations and actions (an index, or the unsquashed components), rewards, and log
 * pi(a|s) of the policy that acted.
 */
const storedTrajectory = z
  .strictObject({
    observations: z.array(z.array(z.number())).min(1),
    actions: z.array(z.array(z.number())).min(1),
    rewards: z.array(z.number()).min(1),
    logProbs: z.array(z.number()).min(1),
  })
  .superRefine((trajectory, context) => {
    for (const key of ['actions', 'rewards', 'logProbs'] as const) {
      if (trajectory[key].length === trajectory.observations.length) continue
      context.addIssue({
        code: 'custom',
        path: [key],
        message:
          `has ${trajectory[key].length} steps where observations has ${trajectory.observations.length}: ` +
          'give one of each for every step',
      })
    }
  })
export type StoredTrajectory = z.infer<typeof storedTrajectory>

/** A data set of trajectories, recorded from a run: what likelihood ratios reweight. */
export const storedTrajectories = z.strictObject({
  format: z.literal('ascent-trajectories'),
  version: z.literal(1),
  environment: environmentSpec,
  trajectories: z.array(storedTrajectory).min(1, 'a data set needs at least one trajectory'),
})
export type StoredTrajectories = z.infer<typeof storedTrajectories>
