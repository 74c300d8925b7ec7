import * as z from 'zod'
import { environmentTraits } from '../environments/index.ts'
import type { LabEntry, LabFacts, LabProblem } from './entry.ts'
import { freshTable, labDiscount, labPolicy, labSeed, labWorld } from './fields.ts'
import type { LabPolicy } from './fields.ts'

/** Forward at the chain's beginning, back towards its end. */
const turningBack: LabPolicy = { from: 'typed', theta: [2, 1, 0, -1, -2].map((forward) => [forward, 0]) }

const schema = z.strictObject({
  lab: z.literal('difference'),
  environment: labWorld('chain'),
  before: labPolicy.default(freshTable).meta({ title: 'old policy', description: 'Whose advantages are taken.' }),
  after: labPolicy.default(turningBack).meta({ title: 'new policy', description: 'Whose trajectories are taken.' }),
  discount: labDiscount,
  trajectories: z.int().min(1).max(100_000).default(100).meta({
    title: 'trajectories for Q',
    description: 'Fitted policy iteration estimates Q of the old policy from so many, and is greedy in it.',
  }),
  delta: z.number().min(0).max(100).default(0.01).meta({
    title: 'δ of the bounded step',
    description: 'KL of a trajectory that the natural gradient step beside it may spend.',
    unit: 'nats',
  }),
  seed: labSeed,
})
export type DifferenceSpec = z.infer<typeof schema>

export const difference = {
  id: 'difference',
  title: 'Performance difference',
  summary: 'both sides, state by state',
  sentence: 'Where does the difference between two policies come from, and how bad can it get?',
  schema,
  policies: ['before', 'after'],
  problems,
  effort,
} satisfies LabEntry<typeof schema>

/** Both sides are kept for every state and step. */
const mostEntries = 100_000

function problems(_spec: DifferenceSpec, { environment }: LabFacts): LabProblem[] {
  const { known, finite, states = 0, horizon = 0 } = environmentTraits(environment)
  if (!known || !finite)
    return [
      {
        path: ['environment'],
        message: 'both sides are solved from a finite model, and this world has none: choose a finite world',
      },
    ]
  if (states * horizon > mostEntries)
    return [
      {
        path: ['environment', 'horizon'],
        message:
          `${states} states times ${horizon} steps are more than the ${mostEntries} numbers that are kept of each ` +
          'side: lower the horizon, or choose a smaller world',
      },
    ]
  return []
}

function effort(spec: DifferenceSpec, { environment }: LabFacts) {
  const { episodeSteps: steps = 0, states = 0, actions = 0 } = environmentTraits(environment)
  // The bisection for the bounded step evaluates a KL about a hundred times, the rest solves the world about ten times.
  return {
    seconds: spec.trajectories * steps * 2e-6 + 110 * states * actions * 1e-7 + 10 * steps * states * actions * 4e-8,
    bytes: 100_000_000 + 300 * steps * states + 400 * steps * spec.trajectories,
    lower: { path: 'trajectories', title: 'trajectories for Q' },
  }
}
