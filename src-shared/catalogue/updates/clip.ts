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
  kind: z.literal('clip'),
  clip: z
    .number()
    .gt(0)
    .max(10)
    .default(0.2)
    .meta({ title: 'clip ε', description: 'A probability ratio counts only within 1 − ε and 1 + ε.' }),
  clipSchedule: schedule.meta({ title: 'clip schedule', description: 'How ε changes over the budget.' }),
  learningRate: learningRate.default(3e-4),
  schedule,
  optimiser,
  epochs: epochs.default(10),
  minibatches: minibatches.default(4),
  targetKl: z.number().positive().nullable().default(null).meta({
    title: 'stop at KL',
    description: 'Ends an update’s epochs early when the KL from the old policy is above this; empty never does.',
  }),
  per: per.default('step'),
  entropyCoefficient,
  maxGradientNorm: maxGradientNorm.default(0.5),
})

export const clip = {
  id: 'clip',
  title: 'Proximal, clipped',
  sentence: 'Clips the probability ratio (PPO-clip).',
  box: 'Proximal policy optimization (clipped, Schulman et al. 2017)',
  schema,
  step: 'gradient',
} satisfies UpdateEntry
