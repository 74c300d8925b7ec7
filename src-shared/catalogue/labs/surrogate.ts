import * as z from 'zod'
import { environmentTraits } from '../environments/index.ts'
import { policyParameterCount } from '../parameter-count.ts'
import type { LabEntry, LabFacts, LabProblem } from './entry.ts'
import { freshTable, labDiscount, labEnvironment, labPolicy, labPsi, labReferenceEpisodes, labSeed } from './fields.ts'

const schema = z.strictObject({
  lab: z.literal('surrogate'),
  environment: labEnvironment,
  policy: labPolicy.default(freshTable),
  expectations: z.enum(['batch', 'exact']).default('batch').meta({
    title: 'expectations from',
    description: 'A batch of trajectories, as in training, or solved from the model.',
  }),
  trajectories: z.int().min(1).max(100_000).default(8).meta({
    title: 'trajectories M',
    description: 'Of the one batch that gradient and surrogates are estimated from.',
  }),
  psi: labPsi,
  direction: z.enum(['gradient', 'natural']).default('gradient').meta({
    title: 'direction d',
    description: 'The gradient of the surrogate, or the natural gradient.',
  }),
  reach: z.number().positive().max(1_000).default(20).meta({
    title: 'reach',
    description: 'How far the line goes: up to this KL of a trajectory.',
    unit: 'nats',
  }),
  clip: z
    .number()
    .gt(0)
    .max(10)
    .default(0.2)
    .meta({ title: 'clip ε', description: 'In the clipped surrogate a ratio counts only within 1 − ε and 1 + ε.' }),
  discount: labDiscount,
  referenceEpisodes: labReferenceEpisodes,
  seed: labSeed,
})
export type SurrogateSpec = z.infer<typeof schema>

/** The line has so many points, theta itself among them. */
export const surrogatePoints = 41
/** Where J is sampled, it is at every so many of them. */
export const surrogateSampledEvery = 4

export const surrogate = {
  id: 'surrogate',
  title: 'Surrogate against J',
  summary: 'where a promise stops to hold',
  sentence: 'How far along a step can the surrogate be believed?',
  schema,
  policies: ['policy'],
  unused,
  adapted,
  problems,
  effort,
} satisfies LabEntry<typeof schema>

function unused({ environment, expectations }: SurrogateSpec): string[] {
  return [
    ...(expectations === 'exact' ? ['trajectories', 'psi'] : []),
    ...(environmentTraits(environment).finite ? ['referenceEpisodes'] : ['expectations']),
  ]
}

function adapted(spec: SurrogateSpec): SurrogateSpec {
  if (environmentTraits(spec.environment).finite) return spec
  return { ...spec, expectations: 'batch', psi: spec.psi === 'exact-advantage' ? 'mean-baseline' : spec.psi }
}

function problems({ expectations, psi }: SurrogateSpec, { environment }: LabFacts): LabProblem[] {
  const found: LabProblem[] = []
  const { known, finite, episodeSteps } = environmentTraits(environment)
  if (known && episodeSteps === undefined)
    found.push({
      path: ['environment'],
      message: 'whole trajectories need an end: give the world a horizon or a time limit',
    })
  if (known && finite) return found
  const noModel = 'this world has no finite model to solve'
  if (expectations === 'exact') found.push({ path: ['expectations'], message: `${noModel}: take a batch` })
  else if (psi === 'exact-advantage') found.push({ path: ['psi'], message: `${noModel}: take a reward-to-go` })
  return found
}

/** Seconds for one step of a trajectory, and for a row of a batch to be gone through once. */
const drawingSeconds = 2e-6
const passSeconds = 4e-7
/** For each parameter of a network that a row goes through. */
const perWeightSeconds = 4e-10
/** Evaluations of the KL until the end of the line is found, and two surrogates at each of its points. */
const passes = 60 + 2 * surrogatePoints

function effort(spec: SurrogateSpec, { environment, policies }: LabFacts) {
  const { policy } = policies['policy']!
  const { episodeSteps: steps = 1_000, finite, states = 0, actions = 0 } = environmentTraits(environment)
  const weights = policy.kind === 'tabular-softmax' ? 0 : (policyParameterCount(policy, environment) ?? 10_000)
  const rows = spec.expectations === 'exact' ? states : spec.trajectories * steps
  const solving = finite ? passes * steps * states * actions * 4e-8 : 0
  const places = (surrogatePoints - 1) / surrogateSampledEvery + 1
  const referring = finite ? 0 : places * spec.referenceEpisodes * steps * (drawingSeconds + weights * perWeightSeconds)
  const batch = rows * (drawingSeconds + passes * (passSeconds + weights * perWeightSeconds))
  return {
    seconds: solving + referring + batch,
    bytes: 100_000_000 + rows * 400,
    lower:
      referring > batch
        ? { path: 'referenceEpisodes', title: 'reference episodes' }
        : { path: 'trajectories', title: 'trajectories M' },
  }
}
