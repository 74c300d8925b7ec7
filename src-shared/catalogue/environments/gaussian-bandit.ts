import * as z from 'zod'
import type { EnvironmentEntry } from './entry.ts'
import { copies, horizon } from './fields.ts'

const schema = z.strictObject({
  id: z.literal('gaussian-bandit'),
  means: z
    .array(z.number())
    .min(2, 'a bandit needs at least two arms')
    .max(1_000)
    .default([0, 0.25, 0.5, 0.75, 1])
    .meta({
      title: 'means',
      description: 'The average reward of each arm.',
      unit: 'reward',
    }),
  deviation: z.number().min(0).max(1_000).default(1).meta({
    title: 'standard deviation',
    description: 'How widely an arm’s reward scatters about its mean.',
    unit: 'reward',
  }),
  horizon: horizon(1),
  copies,
})
export type GaussianBanditSpec = z.infer<typeof schema>

export const gaussianBandit = {
  id: 'gaussian-bandit',
  title: 'Gaussian bandit',
  sentence: 'Arms that pay a normally distributed reward.',
  schema,
  kind: 'bandit',
  actions: 'discrete',
  size: ({ means }: GaussianBanditSpec) => ({ states: 1, actions: means.length, dimensions: 1 }),
  picture: ({ means }: GaussianBanditSpec) => ({ kind: 'bars', values: means }),
  facts: 'One state. Each step pulls an arm and pays its mean plus normal noise.',
} satisfies EnvironmentEntry
