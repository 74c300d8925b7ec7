import * as z from 'zod'
import type { UpdateEntry } from './entry.ts'
import {
  entropyCoefficient,
  epochs,
  learningRate,
  maxGradientNorm,
  minibatches,
  optimiser,
  per,
  schedule,
} from '../fields.ts'

const schema = z.strictObject({
  kind: z.literal('kl-penalty'),
  penalty: z
    .enum(['full', 'single-sample'])
    .default('full')
    .meta({
      title: 'KL penalty',
      description:
        'In full, from the distributions of each state; or + λ log π of the actions that were taken, as the chapter’s ' +
        'box prints it: the same on average, and with few samples a pull towards just these actions.',
    }),
  lambda: z.number().positive().max(1e6).default(1).meta({ title: 'λ', description: 'Weight of the KL penalty.' }),
  adaptive: z.boolean().default(false).meta({
    title: 'adaptive λ',
    description:
      'Doubles λ when the KL was above 1.5 times its target, halves it when it was below the target divided by 1.5.',
  }),
  targetKl: z
    .number()
    .positive()
    .max(100)
    .default(0.01)
    .meta({ title: 'target KL', description: 'The KL that adaptive λ aims at.' }),
  leastLambda: z.number().positive().nullable().default(1e-6).meta({
    title: 'smallest λ',
    description: 'Adaptive λ doesn’t fall below this; empty sets no bound, and λ may be halved until it is 0.',
  }),
  mostLambda: z.number().positive().nullable().default(1e6).meta({
    title: 'largest λ',
    description: 'Adaptive λ doesn’t rise above this; empty sets no bound.',
  }),
  learningRate: learningRate.default(3e-4),
  schedule,
  optimiser,
  epochs: epochs.default(10),
  minibatches: minibatches.default(4),
  per: per.default('step'),
  entropyCoefficient,
  maxGradientNorm: maxGradientNorm.default(0.5),
})

export const klPenalty = {
  id: 'kl-penalty',
  title: 'Proximal, KL penalty',
  sentence: 'A soft constraint: a penalty on the KL, with a fixed or adaptive weight.',
  box: 'Proximal policy optimization',
  schema,
  step: 'gradient',
} satisfies UpdateEntry
