import * as z from 'zod'
import { environmentTraits } from '../environments/index.ts'
import { policyParameterCount } from '../parameter-count.ts'
import { clip } from '../updates/clip.ts'
import { gradientAscent } from '../updates/gradient-ascent.ts'
import { updateSpec } from '../updates/index.ts'
import type { UpdateSpec } from '../updates/index.ts'
import { klPenalty } from '../updates/kl-penalty.ts'
import { naturalGradient } from '../updates/natural-gradient.ts'
import { trustRegion } from '../updates/trust-region.ts'
import type { LabEntry, LabFacts, LabProblem } from './entry.ts'
import { freshTable, labDiscount, labEnvironment, labPolicy, labPsi, labReferenceEpisodes, labSeed } from './fields.ts'

/** The updates that are taken apart, in the order of the page. */
export const autopsyMethods = ['gradient-ascent', 'natural-gradient', 'trust-region', 'kl-penalty', 'clip'] as const
export type AutopsyMethod = (typeof autopsyMethods)[number]
/** The field that holds an update's settings. */
const fields = {
  'gradient-ascent': 'gradientAscent',
  'natural-gradient': 'naturalGradient',
  'trust-region': 'trustRegion',
  'kl-penalty': 'klPenalty',
  clip: 'clip',
} as const satisfies Record<AutopsyMethod, string>

/** What of each update counts for one step, with rates that move a table visibly; everything is per trajectory. */
const ascent = gradientAscent.schema.pick({ learningRate: true, optimiser: true })
const natural = naturalGradient.schema.pick({ step: true, cgSteps: true, damping: true })
const trust = trustRegion.schema.pick({
  delta: true,
  cgSteps: true,
  damping: true,
  backtrackFactor: true,
  maxBacktracks: true,
})
const epochs = { learningRate: true, optimiser: true, epochs: true, minibatches: true, maxGradientNorm: true } as const
const penalty = klPenalty.schema.pick({ penalty: true, lambda: true, ...epochs })
const clipped = clip.schema.pick({ clip: true, ...epochs })

const schema = z.strictObject({
  lab: z.literal('autopsy'),
  environment: labEnvironment,
  policy: labPolicy.default(freshTable),
  trajectories: z
    .int()
    .min(1)
    .max(100_000)
    .default(32)
    .meta({ title: 'trajectories M', description: 'Of each batch; all updates take their step from the same one.' }),
  psi: labPsi,
  methods: z
    .array(z.enum(autopsyMethods))
    .min(1, 'choose at least one')
    .default([...autopsyMethods])
    .meta({ title: 'updates', description: 'Which steps are taken from the batch.' }),
  lengths: z.enum(['equal-kl', 'own-settings']).default('equal-kl').meta({
    title: 'length of steps',
    description: 'Each step scaled until it spends the same KL, or each as its own settings make it.',
  }),
  delta: z.number().positive().max(100).default(0.05).meta({
    title: 'KL of each step',
    description: 'What each step spends: KL of a trajectory.',
    unit: 'nats',
  }),
  batches: z
    .int()
    .min(1)
    .max(10_000)
    .default(200)
    .meta({ title: 'batches', description: 'So many batches show how often a promise is kept.' }),
  gradientAscent: ascent
    .default(() => ascent.parse({ learningRate: 0.1, optimiser: { kind: 'sgd' } }))
    .meta({ title: 'gradient ascent', description: 'Its settings.' }),
  naturalGradient: natural
    .default(() => natural.parse({}))
    .meta({ title: 'natural gradient', description: 'Its settings.' }),
  trustRegion: trust.default(() => trust.parse({})).meta({ title: 'trust region', description: 'Its settings.' }),
  klPenalty: penalty
    .default(() => penalty.parse({ learningRate: 0.01 }))
    .meta({ title: 'KL penalty', description: 'Its settings.' }),
  clip: clipped
    .default(() => clipped.parse({ learningRate: 0.01 }))
    .meta({ title: 'clipped', description: 'Its settings.' }),
  discount: labDiscount,
  referenceEpisodes: labReferenceEpisodes,
  seed: labSeed,
})
export type AutopsySpec = z.infer<typeof schema>

/** The update as a variant has it. */
export function autopsyUpdate(spec: AutopsySpec, method: AutopsyMethod): UpdateSpec {
  return updateSpec.parse({ kind: method, per: 'trajectory', ...spec[fields[method]] })
}

export const autopsy = {
  id: 'autopsy',
  title: 'Step autopsy',
  summary: 'one batch, five steps',
  sentence: 'What does each update make of the same batch, and does it keep its promise?',
  schema,
  policies: ['policy'],
  unused,
  adapted,
  problems,
  effort,
} satisfies LabEntry<typeof schema>

function unused({ environment, methods, lengths }: AutopsySpec): string[] {
  return [
    ...autopsyMethods.filter((method) => !methods.includes(method)).map((method) => fields[method]),
    ...(lengths === 'own-settings' ? ['delta'] : []),
    ...(environmentTraits(environment).finite ? ['referenceEpisodes'] : []),
  ]
}

function adapted(spec: AutopsySpec): AutopsySpec {
  if (environmentTraits(spec.environment).finite) return spec
  return {
    ...spec,
    batches: Math.min(spec.batches, 20),
    psi: spec.psi === 'exact-advantage' ? 'mean-baseline' : spec.psi,
  }
}

function problems(spec: AutopsySpec, { environment, policies }: LabFacts): LabProblem[] {
  const found: LabProblem[] = []
  const against = (path: string, message: string) => found.push({ path: path.split('.'), message })
  const { known, finite, episodeSteps } = environmentTraits(environment)
  if (known && episodeSteps === undefined)
    against('environment', 'whole trajectories need an end: give the world a horizon or a time limit')
  if (spec.psi === 'exact-advantage' && !(known && finite))
    against('psi', 'this world has no finite model to solve: take a reward-to-go')
  if (policies['policy']!.critic?.network.kind === 'shared')
    against(
      'policy',
      'this run’s critic is an output of its policy’s network, so that no step is the policy’s alone: take a run whose ' +
        'critic has a network of its own, or a fresh policy',
    )
  const cuts = (['kl-penalty', 'clip'] as const)
    .filter((method) => spec.methods.includes(method))
    .map((method) => spec[fields[method]].minibatches)
  const most = Math.max(0, ...cuts)
  if (most > spec.trajectories)
    against('trajectories', `a batch is cut into ${most} minibatches: take as many trajectories, or fewer minibatches`)
  return found
}

/** Seconds for one step of a trajectory, and for a row of a batch to be gone through once. */
const drawingSeconds = 2e-6
const passSeconds = 4e-7
/** For each parameter of a network that a row goes through. */
const perWeightSeconds = 4e-10
/** Evaluations of the KL until a step has its length. */
const scalings = 45
/** The plane has so many points to a side. */
export const autopsyGrid = 33

function effort(spec: AutopsySpec, { environment, policies }: LabFacts) {
  const { policy } = policies['policy']!
  const { episodeSteps: steps = 1_000, finite, states = 0, actions = 0 } = environmentTraits(environment)
  const weights = policy.kind === 'tabular-softmax' ? 0 : (policyParameterCount(policy, environment) ?? 10_000)
  const rows = spec.trajectories * steps
  const row = passSeconds + weights * perWeightSeconds
  const passes = (method: AutopsyMethod) =>
    method === 'kl-penalty' || method === 'clip'
      ? spec[fields[method]].epochs + 2
      : method === 'gradient-ascent'
        ? 3
        : 15
  const solving = steps * states * actions * 4e-8
  const scaling = spec.lengths === 'own-settings' ? 0 : scalings * (finite ? states * actions * 1e-7 : rows * row)
  const step = spec.methods.reduce((sum, method) => sum + rows * (drawingSeconds + passes(method) * row) + scaling, 0)
  const judging = finite ? solving : spec.referenceEpisodes * steps * (drawingSeconds + weights * perWeightSeconds)
  return {
    seconds: spec.batches * (step + spec.methods.length * judging) + autopsyGrid * autopsyGrid * solving,
    bytes: 100_000_000 + spec.methods.length * (rows * 200 + weights * 40),
    lower: { path: 'batches', title: 'batches' },
  }
}
