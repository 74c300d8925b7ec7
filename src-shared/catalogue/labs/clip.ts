import * as z from 'zod'
import { environmentTraits } from '../environments/index.ts'
import { learningRate, normalise } from '../fields.ts'
import { policyParameterCount } from '../parameter-count.ts'
import { clip as clipUpdate } from '../updates/clip.ts'
import type { LabEntry, LabFacts, LabProblem } from './entry.ts'
import { freshTable, labDiscount, labEnvironment, labPolicy, labSeed } from './fields.ts'

const advantages = z
  .discriminatedUnion('from', [
    z.strictObject({ from: z.literal('exact') }).meta({
      title: 'exact',
      description: 'A_h(s, a) solved from the model.',
    }),
    z.strictObject({ from: z.literal('returns') }).meta({
      title: 'returns',
      description: 'Reward-to-go minus its mean at that time step over the other trajectories.',
    }),
    z
      .strictObject({
        from: z.literal('critic'),
        lambda: z.number().min(0).max(1).default(0.95).meta({
          title: 'λ of GAE',
          description: '0 trusts the critic, 1 trusts the rewards.',
        }),
      })
      .meta({
        title: 'the run’s critic',
        description: 'GAE with the critic of the run, which is fitted beside the policy where the run does that.',
      }),
  ])
  .default({ from: 'exact' })
  .meta({ title: 'advantages', description: 'What each sample’s ratio is multiplied by.' })

const update = clipUpdate.schema.shape

const schema = z.strictObject({
  lab: z.literal('clip'),
  environment: labEnvironment,
  policy: labPolicy.default(freshTable),
  trajectories: z.int().min(1).max(100_000).default(32).meta({
    title: 'trajectories M',
    description: 'The one batch that all epochs go through.',
  }),
  advantages,
  discount: labDiscount,
  normalise: normalise.default(true),
  clip: update.clip,
  epochs: z.int().min(1).max(100).default(10).meta({
    title: 'epochs',
    description: 'How many times the update goes through the batch; each is looked at.',
  }),
  minibatches: update.minibatches,
  learningRate: learningRate.default(0.02),
  optimiser: update.optimiser,
  entropyCoefficient: update.entropyCoefficient,
  maxGradientNorm: update.maxGradientNorm,
  seed: labSeed,
})
export type ClipSpec = z.infer<typeof schema>

export const clip = {
  id: 'clip',
  title: 'Clip anatomy',
  summary: 'what the clip lets through',
  sentence: 'What does PPO’s clip do to one batch, epoch by epoch, and does it bound the KL?',
  schema,
  policies: ['policy'],
  adapted,
  problems,
  effort,
} satisfies LabEntry<typeof schema>

function adapted(spec: ClipSpec): ClipSpec {
  const { finite } = environmentTraits(spec.environment)
  return finite || spec.advantages.from !== 'exact' ? spec : { ...spec, advantages: { from: 'returns' } }
}

function problems({ advantages: { from }, policy, trajectories }: ClipSpec, facts: LabFacts): LabProblem[] {
  const found: LabProblem[] = []
  const against = (path: string[], message: string) => found.push({ path, message })
  const world = environmentTraits(facts.environment)
  if (world.known && world.episodeSteps === undefined)
    against(['environment'], 'whole trajectories need an end: give the world a horizon or a time limit')
  if (from === 'exact' && !(world.known && world.finite))
    against(['advantages', 'from'], 'this world has no finite model to solve: take returns, or the critic of a run')
  if (from === 'returns' && trajectories < 2)
    against(['trajectories'], 'returns are compared with those of other trajectories: take at least 2')
  if (from === 'critic' && facts.policies['policy']!.critic === undefined)
    against(
      ['advantages', 'from'],
      policy.from === 'run'
        ? 'this run has no critic: take returns, or exact advantages'
        : 'there is no run to take a critic from: take a policy of a run, or other advantages',
    )
  return found
}

/** Seconds for one row on one core: sampling it, differentiating it in an epoch, looking at it after the epoch. */
const rowSeconds = { sampled: 3e-7, differentiated: 2e-7, measured: 3e-7 }
/** For each parameter of a network that a row goes through. */
const perWeightSeconds = 4e-10

function effort(spec: ClipSpec, { environment, policies }: LabFacts) {
  const { policy } = policies['policy']!
  const { episodeSteps: steps = 1_000, finite, states = 0, actions = 0 } = environmentTraits(environment)
  const weights = policy.kind === 'tabular-softmax' ? 0 : (policyParameterCount(policy, environment) ?? 10_000)
  const rows = spec.trajectories * steps
  const sampling = rowSeconds.sampled + 2 * weights * perWeightSeconds
  const climbing = rowSeconds.differentiated + rowSeconds.measured + 8 * weights * perWeightSeconds
  const solving = finite ? spec.epochs * steps * states * actions * 8e-8 : 0
  return {
    seconds: rows * (sampling + spec.epochs * climbing) + solving,
    bytes: 100_000_000 + 400 * rows,
    lower: { path: 'trajectories', title: 'trajectories M' },
  }
}
