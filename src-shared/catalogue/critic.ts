import * as z from 'zod'
import { featureSpec } from './features.ts'
import { learningRate, networkFields, optimiser, schedule } from './fields.ts'

const network = z
  .discriminatedUnion('kind', [
    z
      .strictObject({ kind: z.literal('neural'), ...networkFields })
      .meta({ title: 'neural', description: 'A network of its own.' }),
    z
      .strictObject({ kind: z.literal('linear'), features: featureSpec })
      .meta({ title: 'linear', description: 'Linear in features of the state.' }),
    z
      .strictObject({ kind: z.literal('tabular') })
      .meta({ title: 'tabular', description: 'One value per state; needs a finite world.' }),
    z
      .strictObject({ kind: z.literal('shared') })
      .meta({ title: 'shared', description: 'The policy’s own network with one more output.' }),
  ])
  .default({ kind: 'neural', hidden: [64, 64], activation: 'tanh', layerNorm: false, start: 'orthogonal' })
  .meta({ title: 'critic network', description: 'What estimates the value of a state.' })

/** The value function beside a policy: `V(s)`, or with the time step `V_h(s)` and `b_h(s)`. */
export const criticSpec = z.strictObject({
  network,
  timeStep: z.boolean().default(false).meta({
    title: 'sees the time step',
    description: 'With a horizon, the value of a state depends on the time step h: gives h to the critic as an input.',
  }),
  loss: z
    .discriminatedUnion('kind', [
      z
        .strictObject({ kind: z.literal('squared') })
        .meta({ title: 'squared error', description: 'Half the squared error.' }),
      z
        .strictObject({
          kind: z.literal('clipped'),
          clip: z
            .number()
            .positive()
            .max(1000)
            .default(0.2)
            .meta({ title: 'value clip', description: 'How far a value may move in one update.' }),
        })
        .meta({
          title: 'clipped',
          description: 'The larger of the plain and the clipped squared error, as many PPO implementations do.',
        }),
    ])
    .default({ kind: 'squared' })
    .meta({ title: 'loss', description: 'What the critic’s fit minimises.' }),
  coefficient: z.number().positive().max(100).default(0.5).meta({
    title: 'loss weight',
    description: 'How much the loss of a critic that is fitted with the policy counts beside the policy’s.',
  }),
  fit: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('with-policy') }).meta({
        title: 'with the policy',
        description: 'The same minibatches, one step, one gradient norm over both.',
      }),
      z
        .strictObject({
          kind: z.literal('separate'),
          epochs: z
            .int()
            .min(1)
            .max(1000)
            .default(10)
            .meta({ title: 'critic epochs', description: 'Passes through the batch in each update.' }),
          minibatchSize: z
            .int()
            .min(1)
            .max(1_000_000)
            .default(64)
            .meta({ title: 'minibatch size', description: 'Samples in each step of the critic.', unit: 'samples' }),
          learningRate: learningRate.default(1e-3),
          schedule,
          optimiser,
        })
        .meta({ title: 'on its own', description: 'Epochs and an optimiser of its own.' }),
    ])
    .default({
      kind: 'separate',
      epochs: 10,
      minibatchSize: 64,
      learningRate: 1e-3,
      schedule: 'constant',
      optimiser: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-5 },
    })
    .meta({ title: 'fit', description: 'How the critic is trained.' }),
})
export type CriticSpec = z.infer<typeof criticSpec>
