import * as z from 'zod'

const clip = z.number().positive().max(1_000_000).default(10)

/** What is rescaled by running statistics on its way from the world to policy, estimator and critic. */
export const normalisationSpec = z
  .strictObject({
    observations: z
      .boolean()
      .default(false)
      .meta({
        title: 'normalise observations',
        description:
          'Policy and critic see each number of an observation less its running mean, over its running standard ' +
          'deviation. Evaluation uses the statistics as they are.',
      }),
    observationClip: clip.meta({
      title: 'observation clip',
      description: 'A normalised observation is cut at plus and minus this.',
    }),
    rewards: z
      .boolean()
      .default(false)
      .meta({
        title: 'scale rewards',
        description:
          'Estimator and critic see rewards over the running standard deviation of the discounted return. Recorded ' +
          'returns stay as the world pays them.',
      }),
    rewardClip: clip.meta({
      title: 'reward clip',
      description: 'A scaled reward is cut at plus and minus this.',
    }),
  })
  .default({ observations: false, observationClip: 10, rewards: false, rewardClip: 10 })
  .meta({
    title: 'normalisation',
    description: 'Running statistics that observations and rewards are rescaled by, moved by each step of all copies.',
  })
export type NormalisationSpec = z.infer<typeof normalisationSpec>
