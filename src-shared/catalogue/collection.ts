import * as z from 'zod'

/** How a batch comes about. Which key is there decides the kind, as docs/architecture.md writes it. */
export const collectionSpec = z
  .union([
    z
      .strictObject({
        trajectories: z
          .int()
          .min(1)
          .max(100_000)
          .meta({ title: 'trajectories M', description: 'Whole trajectories for each update.' }),
        baselineTrajectories: z.int().min(1).max(100_000).optional().meta({
          title: 'baseline trajectories N',
          description: 'Separate trajectories, only to learn the baseline from.',
        }),
      })
      .meta({
        title: 'trajectories',
        description: 'Whole trajectories: exactly the first M that were started, each run to its end.',
      }),
    z
      .strictObject({
        stepsPerCopy: z.int().min(1).max(1_000_000).meta({
          title: 'steps per copy',
          description: 'Steps that each copy of the world takes for one update; episodes may be cut.',
        }),
      })
      .meta({ title: 'steps', description: 'A fixed number of steps of each copy.' }),
    z
      .strictObject({
        dataset: z
          .string()
          .min(1, 'name the file of stored trajectories')
          .meta({ title: 'data set', description: 'A file of stored trajectories, recorded from a run.' }),
        trajectories: z
          .int()
          .min(1)
          .max(100_000)
          .optional()
          .meta({ title: 'trajectories M', description: 'How many of them each update uses; empty uses all.' }),
      })
      .meta({ title: 'data set', description: 'Stored trajectories of another policy: nothing new is sampled.' }),
    z
      .strictObject({
        exact: z.literal(true).meta({ title: 'exact', description: 'Expectations solved from the model.' }),
      })
      .meta({
        title: 'exact',
        description:
          'No samples: expectations are solved from the model. Takes no env steps, so the budget is in updates or time.',
      }),
  ])
  .default({ trajectories: 32 })
  .meta({ title: 'collect', description: 'The data that each update uses.' })
export type CollectionSpec = z.infer<typeof collectionSpec>
