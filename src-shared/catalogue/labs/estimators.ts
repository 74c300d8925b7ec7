import * as z from 'zod'
import { criticSpec } from '../critic.ts'
import { environmentTraits } from '../environments/index.ts'
import type { EnvironmentTraits } from '../environments/index.ts'
import { featureProblem } from '../feature-count.ts'
import { policyParameterCount } from '../parameter-count.ts'
import { mostLabBytes } from './entry.ts'
import type { LabEffort, LabEntry, LabFacts, LabProblem } from './entry.ts'
import { freshTable, labDiscount, labEnvironment, labPolicy, labSeed, labWeightStates } from './fields.ts'

/** What can be measured, in the order in which the page lists it. */
export const measuredEstimators = [
  'total-return',
  'reward-to-go',
  'mean-baseline',
  'learned-baseline',
  'gae',
  'exact-advantage',
] as const
export type MeasuredEstimator = (typeof measuredEstimators)[number]

/** A table with a row for each state and time step, fitted in steps large enough for it. */
const fittedCritic = criticSpec.extend({
  network: criticSpec.shape.network.default({ kind: 'tabular' }),
  fit: criticSpec.shape.fit.default({
    kind: 'separate',
    epochs: 20,
    minibatchSize: 64,
    learningRate: 0.05,
    schedule: 'constant',
    optimiser: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-5 },
  }),
})

const critic = z
  .discriminatedUnion('from', [
    z
      .strictObject({
        from: z.literal('exact'),
        error: z.number().min(0).max(1_000_000).default(0.3).meta({
          title: 'error',
          description: 'Standard deviation of the normal error that is put on each value, drawn once from the seed.',
          unit: 'return',
        }),
      })
      .meta({ title: 'exact + error', description: 'V_h(s) solved from the model, with an error of known size.' }),
    z
      .strictObject({
        from: z.literal('fitted'),
        trajectories: z
          .int()
          .min(1)
          .max(1_000_000)
          .default(100)
          .meta({ title: 'trajectories N', description: 'The critic is fitted once, on so many trajectories.' }),
        critic: fittedCritic
          .default(() => fittedCritic.parse({}))
          .meta({ title: 'critic', description: 'Its network, and how it is fitted.' }),
      })
      .meta({ title: 'fitted', description: 'Fitted on trajectories of this policy, before anything is measured.' }),
    z
      .strictObject({ from: z.literal('run') })
      .meta({ title: 'the run’s', description: 'The run’s critic, as the checkpoint has it.' }),
  ])
  .default({ from: 'exact', error: 0.3 })
  .meta({ title: 'critic', description: 'Of GAE, and what a learned baseline is fitted from.' })

const schema = z.strictObject({
  lab: z.literal('estimators'),
  environment: labEnvironment,
  policy: labPolicy.default(freshTable),
  estimators: z
    .array(z.enum(measuredEstimators))
    .min(1, 'choose at least one')
    .default(['total-return', 'reward-to-go', 'mean-baseline', 'gae', 'exact-advantage'])
    .meta({ title: 'estimators', description: 'All of them estimate from the same trajectories.' }),
  batches: z
    .int()
    .min(100)
    .max(10_000_000)
    .default(1_000)
    .meta({ title: 'batches K', description: 'So many estimates of each kind at each batch size.' }),
  smallestBatch: z.int().min(1).max(100_000).default(1).meta({
    title: 'smallest M',
    description: 'Trajectories of the smallest batch; from here on each size is twice the last.',
  }),
  largestBatch: z
    .int()
    .min(1)
    .max(100_000)
    .default(64)
    .meta({ title: 'largest M', description: 'No batch has more trajectories.' }),
  discount: labDiscount,
  weightStates: labWeightStates,
  truth: z.enum(['discounted', 'undiscounted']).default('discounted').meta({
    title: 'compared with',
    description: 'The gradient of J_γ, or that of J without a discount. Without a discount they are the same.',
  }),
  baselines: z.enum(['same-batch', 'separate', 'exact']).default('same-batch').meta({
    title: 'baselines from',
    description: 'The batch itself, N separate trajectories for each batch, or b_h and V_h(s) solved from the model.',
  }),
  baselineTrajectories: z
    .int()
    .min(1)
    .max(100_000)
    .default(32)
    .meta({ title: 'separate N', description: 'Trajectories for separate baselines; otherwise not used.' }),
  lambda: z.number().min(0).max(1).default(0.95).meta({
    title: 'λ of GAE',
    description: '0 trusts the critic, 1 trusts the rewards.',
  }),
  critic,
  referenceTrajectories: z.int().min(1_000).max(10_000_000).default(50_000).meta({
    title: 'reference trajectories',
    description:
      'Where the world is not finite: so many trajectories estimate the gradient that all are compared with.',
  }),
  seed: labSeed,
})
export type EstimatorsSpec = z.infer<typeof schema>

/** M, 2 M, 4 M and so on. */
export function batchSizesOf({ smallestBatch, largestBatch }: EstimatorsSpec): number[] {
  const sizes: number[] = []
  for (let size = smallestBatch; size <= largestBatch; size *= 2) sizes.push(size)
  return sizes
}

/** Whether what is asked for takes a value function that is learned or disturbed. */
export const needsCritic = ({ estimators: chosen, baselines }: EstimatorsSpec): boolean =>
  chosen.includes('gae') || (chosen.includes('learned-baseline') && baselines !== 'exact')

export const estimators = {
  id: 'estimators',
  title: 'Estimator lab',
  summary: 'bias and variance, measured',
  sentence: 'How far does an estimate miss the true gradient, and is it bias or noise?',
  schema,
  policies: ['policy'],
  unused,
  adapted,
  problems,
  effort,
} satisfies LabEntry<typeof schema>

function unused(spec: EstimatorsSpec): string[] {
  const { estimators: chosen, baselines, discount } = spec
  const takesBaseline = chosen.includes('mean-baseline') || chosen.includes('learned-baseline')
  return [
    ...(takesBaseline ? [] : ['baselines']),
    ...(takesBaseline && baselines === 'separate' ? [] : ['baselineTrajectories']),
    ...(chosen.includes('gae') ? [] : ['lambda']),
    ...(needsCritic(spec) ? [] : ['critic']),
    ...(discount < 1 ? [] : ['weightStates', 'truth']),
    ...(environmentTraits(spec.environment).finite ? ['referenceTrajectories'] : []),
  ]
}

function adapted(spec: EstimatorsSpec): EstimatorsSpec {
  if (environmentTraits(spec.environment).finite) return spec
  const chosen = spec.estimators.filter((id) => id !== 'exact-advantage')
  return {
    ...spec,
    estimators: chosen.length > 0 ? chosen : ['reward-to-go'],
    baselines: spec.baselines === 'exact' ? 'same-batch' : spec.baselines,
    critic:
      spec.critic.from === 'run'
        ? spec.critic
        : { from: 'fitted', trajectories: 100, critic: fittedCritic.parse({ network: { kind: 'neural' } }) },
  }
}

function problems(spec: EstimatorsSpec, { environment, policies }: LabFacts): LabProblem[] {
  const found: LabProblem[] = []
  const against = (path: string, message: string) => found.push({ path: path.split('.'), message })
  const world = environmentTraits(environment)
  const solved = world.known && world.finite
  if (spec.largestBatch < spec.smallestBatch)
    against('largestBatch', `must be at least the smallest batch, ${spec.smallestBatch}`)
  if (world.known && world.episodeSteps === undefined)
    against('environment', 'whole trajectories need an end: give the world a horizon or a time limit')
  if (!solved) {
    const noModel = 'this world has no finite model to solve'
    if (spec.estimators.includes('exact-advantage')) against('estimators', `${noModel}: leave the exact advantage out`)
    if (spec.baselines === 'exact') against('baselines', `${noModel}: take the same batch or separate trajectories`)
    if (needsCritic(spec) && spec.critic.from === 'exact')
      against('critic.from', `${noModel}: take a fitted critic, or the run’s`)
  }
  if (needsCritic(spec))
    for (const [path, message] of criticProblems(spec, world, policies['policy']!)) against(path, message)
  return found
}

function criticProblems(
  { critic: chosen, policy }: EstimatorsSpec,
  world: EnvironmentTraits,
  { critic: ofRun, rewardsScaled }: LabFacts['policies'][string],
): [path: string, message: string][] {
  if (chosen.from === 'run') {
    if (ofRun !== undefined && rewardsScaled)
      return [
        ['critic.from', 'this run’s critic learned scaled rewards, and counts in their spread: take a fitted one'],
      ]
    if (ofRun !== undefined) return []
    return policy.from === 'run'
      ? [['critic.from', 'this run has no critic: take a fitted one']]
      : [['critic.from', 'there is no run to take it from: take a policy of a run, or a fitted critic']]
  }
  if (ofRun?.network.kind === 'shared')
    return [['critic.from', 'this run’s critic is an output of its policy’s network: take the run’s']]
  if (chosen.from === 'exact') return []
  const { network, fit } = chosen.critic
  if (fit.kind !== 'separate') return [['critic.critic.fit', 'here a critic is fitted on its own']]
  if (network.kind === 'shared') return [['critic.critic.network', 'here a critic has a network of its own']]
  if (network.kind === 'tabular' && world.known && !world.finite)
    return [['critic.critic.network', 'a table needs a finite world: take a linear or neural critic']]
  const misfit = network.kind === 'linear' && world.known ? featureProblem(network.features, world) : undefined
  return misfit === undefined ? [] : [[`critic.critic.network.features.${misfit.field}`, misfit.sentence]]
}

/** Seconds for one row of a batch, on one core: sampling it, and each estimator's Psi and gradient. */
const samplingSeconds = 2.5e-7
const estimatingSeconds = 1.5e-7
/** For each epoch of a critic's fit. */
const fittingSeconds = 1.5e-7
/** For each parameter of a network that a row goes through. */
const perWeightSeconds = 4e-10
const groups = 50

/** Epochs over each batch, where a learned baseline is fitted to it; a run's critic is taken to have as many as usual. */
function fitEpochs({ estimators: chosen, baselines, critic: of }: EstimatorsSpec): number {
  if (!chosen.includes('learned-baseline') || baselines === 'exact') return 0
  return of.from === 'fitted' && of.critic.fit.kind === 'separate' ? of.critic.fit.epochs : 20
}

function effort(spec: EstimatorsSpec, { environment, policies }: LabFacts): LabEffort {
  const { policy } = policies['policy']!
  const world = environmentTraits(environment)
  const steps = world.episodeSteps ?? 1_000
  const isTable = policy.kind === 'tabular-softmax'
  const parameters = policyParameterCount(policy, environment) ?? 10_000
  const weights = isTable ? 0 : parameters
  const sizes = batchSizesOf(spec)
  const separate = spec.baselines === 'separate' ? spec.baselineTrajectories * sizes.length : 0
  const sampled = samplingSeconds + 2 * weights * perWeightSeconds
  const estimated = estimatingSeconds + 6 * weights * perWeightSeconds
  const trajectories = spec.batches * (sizes.reduce((sum, size) => sum + size, 0) + separate)
  const fitted = trajectories * fitEpochs(spec) * fittingSeconds
  const measuring = steps * (trajectories * (sampled + spec.estimators.length * estimated) + fitted)
  const referring = world.finite ? 0 : steps * spec.referenceTrajectories * (sampled + estimated)

  // What policy and critic see of a row is kept; a network in a finite world sees a number for each state.
  const inputs = isTable ? 1 : world.finite ? (world.states ?? 1) : world.dimensions
  const ofBatch = steps * spec.largestBatch * (200 + 8 * inputs)
  const ofEstimates = 8 * groups * parameters * spec.estimators.length
  const bytes = 100_000_000 + ofBatch + ofEstimates
  return { seconds: measuring + referring, bytes, lower: numberToLower() }

  function numberToLower(): LabEffort['lower'] {
    if (bytes > mostLabBytes)
      return ofBatch > ofEstimates
        ? { path: 'largestBatch', title: 'largest M' }
        : { path: 'estimators', title: 'estimators' }
    return referring > measuring
      ? { path: 'referenceTrajectories', title: 'reference trajectories' }
      : { path: 'batches', title: 'batches K' }
  }
}
