import * as z from 'zod'
import { environmentTraits } from '../environments/index.ts'
import type { LabEntry, LabFacts, LabProblem } from './entry.ts'
import { freshTable, labDiscount, labEnvironment, labPolicy, labSeed } from './fields.ts'

const schema = z.strictObject({
  lab: z.literal('convergence'),
  environment: labEnvironment,
  policy: labPolicy.default(freshTable),
  updates: z.int().min(2).max(100_000).default(400).meta({
    title: 'updates K',
    description: 'Steps of stochastic gradient ascent, by each way of choosing their size.',
  }),
  trajectories: z
    .int()
    .min(1)
    .max(100_000)
    .default(16)
    .meta({ title: 'trajectories a batch', description: 'Of which each update estimates its gradient.' }),
  constantStep: z
    .number()
    .positive()
    .max(1_000_000)
    .default(0.5)
    .meta({ title: 'constant η', description: 'Of the ascent that keeps its step.' }),
  discount: labDiscount,
  seed: labSeed,
})
export type ConvergenceSpec = z.infer<typeof schema>

/** Batches at the first theta, of which the batch's variance is estimated before the first step. */
export const firstBatches = 30

export const convergence = {
  id: 'convergence',
  title: 'Convergence',
  summary: 'the gradient’s norm over updates',
  sentence: 'How fast does the true gradient’s norm go down, and what does theory promise of it?',
  schema,
  policies: ['policy'],
  problems,
  effort,
} satisfies LabEntry<typeof schema>

function problems(_spec: ConvergenceSpec, { environment }: LabFacts): LabProblem[] {
  const { known, finite } = environmentTraits(environment)
  if (known && finite) return []
  return [
    {
      path: ['environment'],
      message: 'the true gradient is solved from a finite model, and this world has none: choose a finite world',
    },
  ]
}

function effort(spec: ConvergenceSpec, { environment }: LabFacts) {
  const { episodeSteps: steps = 0, states = 0, actions = 0 } = environmentTraits(environment)
  const updates = 2 * (spec.updates + firstBatches)
  return {
    seconds: updates * (spec.trajectories * steps * 5e-7 + steps * states * actions * 4e-8 + 2e-5),
    bytes: 100_000_000 + 300 * spec.trajectories * steps + 200 * spec.updates,
    lower: { path: 'updates', title: 'updates K' },
  }
}
