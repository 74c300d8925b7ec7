import * as z from 'zod'
import type { EnvironmentEntry } from './entry.ts'
import { copies, horizon } from './fields.ts'
import { fixedHorizon } from './return-bounds.ts'

const schema = z.strictObject({
  id: z.literal('bernoulli-bandit'),
  probabilities: z
    .array(z.number().min(0).max(1))
    .min(2, 'a bandit needs at least two arms')
    .max(1_000)
    .default([0.1, 0.3, 0.5, 0.7, 0.9])
    .meta({
      title: 'probabilities',
      description: 'How likely each arm pays 1; otherwise it pays 0.',
      unit: 'probability',
    }),
  horizon: horizon(1),
  copies,
})
export type BernoulliBanditSpec = z.infer<typeof schema>

export const bernoulliBandit = {
  id: 'bernoulli-bandit',
  title: 'Bernoulli bandit',
  sentence: 'Arms that pay 1 or nothing.',
  schema,
  kind: 'bandit',
  actions: 'discrete',
  size: ({ probabilities }: BernoulliBanditSpec) => ({ states: 1, actions: probabilities.length, dimensions: 1 }),
  picture: ({ probabilities }: BernoulliBanditSpec) => ({ kind: 'bars', values: probabilities }),
  returnBounds: (spec: BernoulliBanditSpec) => fixedHorizon(spec.horizon, 0, 1),
  facts: 'One state. Each step pulls an arm, which pays 1 with its probability and 0 otherwise.',
} satisfies EnvironmentEntry
