import * as z from 'zod'

export const evaluationSpec = z
  .strictObject({
    every: z
      .union([
        z.int().min(1).max(1e9).meta({ title: 'updates', description: 'After so many updates.', unit: 'updates' }),
        z.strictObject({
          envSteps: z.int().min(1).max(1e12).meta({
            title: 'every',
            description: 'The first update at or beyond each multiple of so many env steps, from step 0 on.',
            unit: 'env steps',
          }),
          startsByUpdate: z
            .literal(true)
            .optional()
            .meta({
              title: 'starts by update',
              description:
                'As experiments of earlier versions have it: an evaluation’s starts and noise go by the update’s number, so ' +
                'that variants with other batch sizes meet others. Left out, they go by the env steps it stands for.',
            }),
        }),
      ])
      .default(10)
      .meta({
        title: 'every',
        description:
          'How often: after so many updates, or at each multiple of so many env steps, from step 0 on. One more at the end.',
      }),
    episodes: z
      .int()
      .min(1)
      .max(10_000)
      .default(20)
      .meta({ title: 'episodes', description: 'Episodes of one evaluation, apart from training.' }),
    actions: z
      .enum(['sampled', 'mode'])
      .default('sampled')
      .meta({ title: 'actions', description: 'Sampled from the policy, or its most likely action.' }),
  })
  .meta({
    title: 'evaluation',
    description: 'Episodes apart from training, with their own random numbers; outside env steps and compute time.',
  })
export type EvaluationSpec = z.infer<typeof evaluationSpec>
