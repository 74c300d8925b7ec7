import * as z from 'zod'
import { environmentSpec } from '../environments/index.ts'
import { policySpec } from '../policies/index.ts'

/** Fields that several labs share. */

/** The world that a lab's policies act in. Where a policy is a run's, it is that run's world. */
export const labWorld = (first: 'gridworld' | 'chain') =>
  environmentSpec
    .default(() => environmentSpec.parse({ id: first }))
    .meta({ title: 'world', description: 'Where the policy acts.' })
export const labEnvironment = labWorld('gridworld')

export const labSeed = z
  .int()
  .min(0)
  .max(Number.MAX_SAFE_INTEGER)
  .default(1)
  .meta({ title: 'seed', description: 'Everything that is drawn follows from it: the same seed, the same numbers.' })

/** Numbers typed for a small table: theta[s][a], or all in one row. */
const typedTheta = z
  .union([z.array(z.number()).min(1), z.array(z.array(z.number()).min(1)).min(1)])
  .meta({ title: 'θ', description: 'theta[s][a]: the preferences of the tabular softmax.' })

/** Where a policy's parameters come from. Each lab gives the field its own title. */
export const labPolicy = z
  .discriminatedUnion('from', [
    z
      .strictObject({
        from: z.literal('fresh'),
        policy: policySpec
          .default({ kind: 'tabular-softmax' })
          .meta({ title: 'policy', description: 'How actions are chosen.' }),
        seed: labSeed.meta({ title: 'initial seed', description: 'Which first weights are drawn.' }),
      })
      .meta({ title: 'fresh', description: 'A policy before any training.' }),
    z
      .strictObject({
        from: z.literal('run'),
        runId: z.string().min(1, 'choose a run').meta({ title: 'run', description: 'Of which run the policy is.' }),
        update: z.int().min(0).nullable().default(null).meta({
          title: 'checkpoint',
          description: 'After how many updates: the last checkpoint up to there; empty takes the last of all.',
          emptyText: 'the last',
        }),
      })
      .meta({ title: 'run', description: 'A run’s policy as one of its checkpoints has it.' }),
    z
      .strictObject({ from: z.literal('typed'), theta: typedTheta })
      .meta({ title: 'typed', description: 'Numbers of your own, for a table.' }),
  ])
  .meta({ title: 'θ from', description: 'Where the policy’s parameters come from.' })
export type LabPolicy = z.infer<typeof labPolicy>

export const freshTable: LabPolicy = { from: 'fresh', policy: { kind: 'tabular-softmax' }, seed: 1 }

export const labDiscount = z.number().min(0).max(1).default(1).meta({
  title: 'discount γ',
  description: 'How much a reward one step later counts; 1 counts all rewards alike.',
})

export const labWeightStates = z.boolean().default(true).meta({
  title: 'weight by γʰ',
  description:
    'The gradient of J_γ weights step h by γʰ; practice leaves it out. Without a discount there is nothing to weight.',
})

/** What multiplies the score, where a lab climbs a surrogate of one batch. */
export const labPsi = z
  .enum(['exact-advantage', 'mean-baseline', 'reward-to-go'])
  .default('mean-baseline')
  .meta({
    title: 'Ψ',
    description:
      'What each action is judged by: its advantage solved from the model, or its reward-to-go, with or without the mean ' +
      'of the other trajectories taken off.',
  })
export type LabPsi = z.infer<typeof labPsi>

export const labReferenceEpisodes = z.int().min(0).max(1_000_000).default(200).meta({
  title: 'reference episodes',
  description: 'Where the world is not finite: so many episodes estimate each J; 0 leaves it out.',
})
