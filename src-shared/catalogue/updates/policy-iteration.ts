import * as z from 'zod'
import { featureSpec } from '../features.ts'
import { learningRate, networkFields } from '../fields.ts'
import type { UpdateEntry } from './entry.ts'

/** Exploration where nothing else is asked for and Q is sampled: with none, the other actions are never tried again. */
const usualExploration = 0.02

const regression = (rate: number) => ({
  epochs: z
    .int()
    .min(1)
    .max(1000)
    .default(30)
    .meta({ title: 'fit epochs', description: 'Passes through the batch in each update’s fit.' }),
  minibatchSize: z
    .int()
    .min(1)
    .max(4096)
    .default(64)
    .meta({ title: 'minibatch size', description: 'Samples in each step of the fit.', unit: 'samples' }),
  learningRate: learningRate
    .default(rate)
    .meta({ title: 'learning rate η', description: 'How far one step of the fit goes, by Adam.' }),
})

const schema = z.strictObject({
  kind: z.literal('policy-iteration'),
  exploration: z.number().min(0).lt(1).nullable().default(null).meta({
    title: 'exploration ε',
    emptyText: '0.02, exact 0',
    description:
      'How likely an action other than the greedy one is tried; empty takes 0.02 where Q is sampled and 0 where it is exact.',
  }),
  fit: z
    .discriminatedUnion('kind', [
      z
        .strictObject({ kind: z.literal('table') })
        .meta({ title: 'table', description: 'The mean of Ψ over all samples of each action in each state.' }),
      z.strictObject({ kind: z.literal('linear'), features: featureSpec, ...regression(0.05) }).meta({
        title: 'linear',
        description:
          'Linear in features, fitted to Ψ again in each update; values of rarely tried actions are extrapolated.',
      }),
      z.strictObject({ kind: z.literal('neural'), ...networkFields, ...regression(3e-3) }).meta({
        title: 'neural',
        description:
          'A network with one output for each action, fitted to Ψ again in each update; values of rarely tried actions are extrapolated.',
      }),
    ])
    .default({ kind: 'table' })
    .meta({ title: 'Q̂', description: 'What Ψ is generalised with, from the samples to every state and action.' }),
})
export type PolicyIterationSpec = z.infer<typeof schema>

/** How likely actions other than the greedy one are, all together. */
export function explorationOf({ exploration }: PolicyIterationSpec, exact: boolean): number {
  return exploration ?? (exact ? 0 : usualExploration)
}

export const policyIteration = {
  id: 'policy-iteration',
  title: 'Policy iteration',
  sentence:
    'Greedy in the estimated Q except for exploration, for contrast: nothing keeps the new policy near the old one.',
  box: 'Local policy optimization: motivation',
  schema,
  step: 'greedy-table',
} satisfies UpdateEntry
