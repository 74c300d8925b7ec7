import * as z from 'zod'
import { environmentTraits } from '../environments/index.ts'
import { policyParameterCount } from '../parameter-count.ts'
import type { LabEntry, LabFacts, LabProblem } from './entry.ts'
import { freshTable, labDiscount, labEnvironment, labPolicy, labSeed } from './fields.ts'

const schema = z.strictObject({
  lab: z.literal('natural'),
  environment: labEnvironment,
  policy: labPolicy.default(freshTable),
  trajectories: z.int().min(1).max(100_000).default(20).meta({
    title: 'trajectories M',
    description: 'Of which gradient and Fisher matrix are estimated, where the world is not finite.',
  }),
  discount: labDiscount,
  damping: z.number().min(0).max(1_000_000).default(1e-3).meta({
    title: 'damping',
    description: 'Added to the Fisher matrix’s diagonal where conjugate gradient solves with it.',
  }),
  cgSteps: z.int().min(1).max(500).default(20).meta({
    title: 'CG steps',
    description: 'Steps of conjugate gradient, each one product with the Fisher matrix.',
  }),
  delta: z.number().positive().max(100).default(0.01).meta({
    title: 'KL δ',
    description: 'What a step may spend where steps at other dampings are compared: KL of a trajectory.',
    unit: 'nats',
  }),
  theta: z.number().min(-30).max(30).default(0).meta({
    title: 'Bernoulli: first θ',
    description: 'Where the two ascents of the chapter’s example begin.',
  }),
  eta: z.number().positive().max(100).default(0.005).meta({
    title: 'Bernoulli: η',
    description: 'Their learning rate: a natural step adds 99 η.',
  }),
  steps: z.int().min(1).max(1_000).default(20).meta({
    title: 'Bernoulli: steps',
    description: 'How many steps each of them takes.',
  }),
  seed: labSeed,
})
export type NaturalSpec = z.infer<typeof schema>

/** Up to so many parameters the Fisher matrix is formed and its spectrum whole. */
export const mostDenseParameters = 500
/** Beyond them: so many eigenvalues, the largest, from so many products. */
export const lanczosEigenvalues = 50
export const lanczosSteps = 130

export const natural = {
  id: 'natural',
  title: 'Natural gradient',
  summary: 'the Fisher matrix, looked into',
  sentence: 'What does the Fisher matrix do to a gradient, and what does it cost to solve with it?',
  schema,
  policies: ['policy'],
  unused: (spec) => (environmentTraits(spec.environment).finite ? ['trajectories'] : []),
  problems,
  effort,
} satisfies LabEntry<typeof schema>

function problems(_spec: NaturalSpec, { environment }: LabFacts): LabProblem[] {
  const world = environmentTraits(environment)
  if (world.known && world.episodeSteps === undefined)
    return [
      { path: ['environment'], message: 'whole trajectories need an end: give the world a horizon or a time limit' },
    ]
  return []
}

/** Of one parameter in one row of a Fisher product, on one core. */
const secondsPerNumber = 3e-10

function effort(spec: NaturalSpec, { environment, policies }: LabFacts) {
  const { finite, states = 0, actions = 1, episodeSteps = 200 } = environmentTraits(environment)
  const { policy } = policies['policy']!
  const parameters = policyParameterCount(policy, environment) ?? 10_000
  const rows = finite ? states : spec.trajectories * episodeSteps
  const isDense = parameters <= mostDenseParameters
  const products = (isDense ? parameters : lanczosSteps + 7 * 100) + 2 * spec.cgSteps
  // A table touches one state's numbers a row, a network all of them.
  const perRow = policy.kind === 'tabular-softmax' ? actions : parameters
  return {
    seconds:
      products * (rows * (perRow * 6 * secondsPerNumber + 1e-7)) +
      (isDense ? parameters ** 3 * 1e-8 : parameters * 1e-4),
    bytes: 100_000_000 + 8 * parameters * (isDense ? 3 * parameters : lanczosSteps + lanczosEigenvalues) + 200 * rows,
    lower: { path: 'trajectories', title: 'trajectories M' },
  }
}
