import { climbsGradient, solvesFisher } from '../../../src-shared/catalogue/updates/index.ts'
import { fitsBesidePolicy } from '../../../src-shared/domain/variant.ts'
import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { finiteModel } from '../environments/registry.ts'
import type { VectorEnvironment } from '../environments/environment.ts'
import { notCombinable } from '../learner-error.ts'
import { maxTapeRows } from '../networks/network.ts'
import { createObservationNormaliser } from '../normalisation/observation-normaliser.ts'
import type { ObservationNormaliser } from '../normalisation/observation-normaliser.ts'
import { createRewardScaler } from '../normalisation/reward-scaler.ts'
import type { InputEncoding } from '../policies/input-encoding.ts'
import { createPolicy } from '../policies/policy.ts'
import type { Policy } from '../policies/policy.ts'
import { createValueFunction } from '../policies/value-function.ts'
import { Generator as RandomGenerator } from '../random/generator.ts'
import { createActor } from '../rollout/actor.ts'
import { createBatch } from '../rollout/batch.ts'
import type { BatchLayout } from '../rollout/batch.ts'
import { emptyMinibatchOrder } from '../rollout/minibatch-order.ts'
import { emptyStatistics } from '../rollout/episode-statistics.ts'
import { createOptimiser } from '../updates/optimiser.ts'
import { createCritic } from './critic.ts'
import type { Critic } from './critic.ts'
import { createFittedQ } from './fitted-q.ts'
import { createNaturalWorkspace } from './natural-step.ts'
import type { CriticParts, DataParts, LearnerEngines, LearnerPlan, ModelParts, Parts, PolicyParts } from './parts.ts'
import { putStart } from './initial-parameters.ts'
import { createStateTable } from './state-table.ts'
import { createPolicyWorkspace } from './policy-workspace.ts'

/** Batches begin with at most this many rows and grow where an update needs more. */
const firstBatchRows = 16_384

/**
 * Builds everything a plan asks for. What is drawn at the start comes from generators of its own, so that one seed
 * always gives the same initial weights.
 */
export function buildParts(plan: LearnerPlan, engines: LearnerEngines, world: VectorEnvironment): Parts {
  const rows = expectedRows(plan, world)
  const model = modelOf(plan, world)
  const observationNormaliser = normaliserOf(plan, world)
  const normalised = observationNormaliser?.encoding
  const forPolicy = buildPolicyParts(plan, engines, world, rows, normalised)
  const { policy } = forPolicy
  const forCritic = buildCriticParts(plan, engines, world, rows, policy, normalised)
  const layout = layoutOf(world, policy, forCritic.critic)
  const parts: Parts = {
    plan,
    updates: 0,
    fraction: 0,
    lambda: plan.variant.update.kind === 'kl-penalty' ? plan.variant.update.lambda : 0,
    ...forPolicy,
    ...forCritic,
    ...buildModelParts(plan, engines, world, policy, layout, model),
    ...buildDataParts(plan, world, rows, policy, forCritic.critic, layout, observationNormaliser),
  }
  putStart(parts)
  return parts
}

function buildPolicyParts(
  plan: LearnerPlan,
  engines: LearnerEngines,
  { shape }: VectorEnvironment,
  rows: number,
  normalised: InputEncoding | undefined,
): PolicyParts {
  const { variant, seed } = plan
  const { update } = variant
  const rng = new RandomGenerator(seed, 'policy')
  const policy = createPolicy(variant.policy, shape, sharesValue(plan), engines, rng, normalised)
  // Scores run their network once an action: a sample takes as many rows of its tape.
  const rowsPerSample =
    variant.policy.kind === 'neural-scores' && shape.action.kind === 'discrete' ? shape.action.actions : 1
  const capacity = chunkRows(minibatchRows(plan, rows), policyWidth(plan), rowsPerSample)
  return {
    policy,
    workspace: createPolicyWorkspace(policy, capacity),
    natural: solvesFisher(update) ? createNaturalWorkspace(policy, capacity) : undefined,
    optimiser: climbsGradient(update)
      ? createOptimiser(update.optimiser, policy.engine, policy.network.parameterCount)
      : undefined,
  }
}

function buildCriticParts(
  plan: LearnerPlan,
  engines: LearnerEngines,
  { shape }: VectorEnvironment,
  rows: number,
  policy: Policy,
  normalised: InputEncoding | undefined,
): CriticParts {
  const { critic: spec, update } = plan.variant
  if (spec === undefined)
    return {
      critic: undefined,
      criticOptimiser: undefined,
      criticMinibatchOrder: emptyMinibatchOrder(policy.engine),
      secondThread: undefined,
    }
  const owner = sharesValue(plan)
    ? policy
    : createValueFunction(spec, shape, engines, new RandomGenerator(plan.seed, 'critic'), normalised)
  const width = spec.network.kind === 'neural' ? Math.max(64, ...spec.network.hidden) : policyWidth(plan)
  const capacity = chunkRows(
    spec.fit.kind === 'separate' ? spec.fit.minibatchSize : minibatchRows(plan, rows),
    width,
    1,
  )
  const critic = createCritic(spec, owner, capacity)
  const policyOptimiser = climbsGradient(update) ? update.optimiser : undefined
  const optimiser = spec.fit.kind === 'separate' ? spec.fit.optimiser : policyOptimiser
  return {
    critic,
    criticOptimiser:
      critic.shared || optimiser === undefined
        ? undefined
        : createOptimiser(optimiser, critic.engine, critic.network.parameterCount),
    criticMinibatchOrder: emptyMinibatchOrder(critic.engine),
    secondThread:
      policyOptimiser !== undefined && fitsBesidePolicy(plan.variant)
        ? engines.openSecondThread?.({ spec, shape, optimiser: policyOptimiser, capacity })
        : undefined,
  }
}

function layoutOf({ shape }: VectorEnvironment, policy: Policy, critic: Critic | undefined): BatchLayout {
  return {
    policyWidth: policy.encoding.size,
    criticWidth: critic?.encoding.size,
    sharedInputs:
      critic !== undefined && critic.encoding.key === policy.encoding.key && critic.engine === policy.engine,
    outputWidth: policy.network.outputSize,
    actionSize: policy.distribution.actionSize,
    finite: shape.observation.kind === 'index',
    policyEngine: policy.engine,
    criticEngine: critic?.engine ?? policy.engine,
  }
}

function buildModelParts(
  plan: LearnerPlan,
  engines: LearnerEngines,
  { shape }: VectorEnvironment,
  policy: Policy,
  layout: BatchLayout,
  model: FiniteMdp | undefined,
): ModelParts {
  const { update } = plan.variant
  if (model === undefined) return { table: undefined, beforeStep: undefined, fittedQ: undefined }
  return {
    table: createStateTable(policy, layout, model),
    beforeStep: undefined,
    fittedQ:
      update.kind === 'policy-iteration' && update.fit.kind !== 'table'
        ? createFittedQ(update.fit, shape, model.states, model.actions, engines, new RandomGenerator(plan.seed, 'q'))
        : undefined,
  }
}

function buildDataParts(
  plan: LearnerPlan,
  world: VectorEnvironment,
  rows: number,
  policy: Policy,
  critic: Critic | undefined,
  layout: BatchLayout,
  observationNormaliser: ObservationNormaliser | undefined,
): DataParts {
  const { seed, variant } = plan
  const { collection, estimator, normalisation } = variant
  const discountPowers: number[] = []
  const separateBaseline = 'baselineTrajectories' in collection && collection.baselineTrajectories !== undefined
  return {
    collector: {
      world,
      actor: createActor(policy, world.copies),
      layout,
      criticEncoding: critic?.encoding,
      actions: new RandomGenerator(seed, 'actions'),
      returnsN: new Float64Array(world.copies),
      discounted:
        estimator.discount < 1
          ? { discount: estimator.discount, returnsN: new Float64Array(world.copies), powers: discountPowers }
          : undefined,
      observationNormaliser,
      rewardScaler: normalisation.rewards
        ? createRewardScaler(world.copies, estimator.discount, normalisation.rewardClip)
        : undefined,
      started: false,
      statistics: emptyStatistics(),
      envSteps: 0,
      episodes: 0,
    },
    batch: createBatch(layout, Math.min(rows, 'stepsPerCopy' in collection ? rows : firstBatchRows)),
    baselineBatch: separateBaseline ? createBatch(layout, Math.min(rows, firstBatchRows)) : undefined,
    minibatchOrder: emptyMinibatchOrder(policy.engine),
    batchOrder: emptyMinibatchOrder(policy.engine),
    minibatchRandom: new RandomGenerator(seed, 'minibatches'),
    timeMeans: { sumsH: [], countsH: [] },
    discountPowers,
    psiSpread: 1,
  }
}

function normaliserOf(
  { variant: { normalisation } }: LearnerPlan,
  { shape: { observation } }: VectorEnvironment,
): ObservationNormaliser | undefined {
  if (!normalisation.observations) return undefined
  if (observation.kind === 'vector') return createObservationNormaliser(observation.size, normalisation.observationClip)
  throw notCombinable(
    'variant.normalisation.observations',
    'This world shows the number of a state, which has no mean to take off: switch the normalisation of observations off.',
  )
}

/** Whether the policy's network has the value as a further output. */
function sharesValue({ variant }: LearnerPlan): boolean {
  return variant.critic?.network.kind === 'shared'
}

function minibatchRows({ variant: { update } }: LearnerPlan, rows: number): number {
  return Math.ceil(rows / ('minibatches' in update ? update.minibatches : 1))
}

function policyWidth({ variant: { policy } }: LearnerPlan): number {
  return 'hidden' in policy ? Math.max(64, ...policy.hidden) : 64
}

/** The world's model, where something is solved from it. The costly metrics alone are absent without one. */
function modelOf(plan: LearnerPlan, { shape }: VectorEnvironment): FiniteMdp | undefined {
  const { collection, estimator, update } = plan.variant
  const needed = 'exact' in collection || estimator.kind === 'exact-advantage' || update.kind === 'policy-iteration'
  if (!needed && plan.diagnosticsEvery === null) return undefined
  const finite = shape.observation.kind === 'index' && shape.action.kind === 'discrete'
  const model = finite ? finiteModel(plan.environment) : undefined
  if (model === undefined && needed)
    throw notCombinable(
      'environment',
      'Nothing can be solved exactly in this world, for its model is not known: pick a built-in finite world.',
    )
  return model
}

/** The most rows an update may bring. */
function expectedRows(plan: LearnerPlan, world: VectorEnvironment): number {
  const { collection } = plan.variant
  if ('stepsPerCopy' in collection) return collection.stepsPerCopy * world.copies
  if ('dataset' in collection)
    return plan.dataset?.trajectories.reduce((sum, trajectory) => sum + trajectory.rewards.length, 0) ?? 1
  if (!('trajectories' in collection))
    return world.shape.observation.kind === 'index' ? world.shape.observation.states : 1
  const longest = world.shape.horizon ?? world.shape.timeLimit
  if (longest === undefined)
    throw notCombinable(
      'variant.collection',
      'Whole trajectories need an end: give the world a horizon or a time limit.',
    )
  return (
    Math.max(collection.trajectories, ('baselineTrajectories' in collection && collection.baselineTrajectories) || 0) *
    longest
  )
}

/**
 * Rows of one forward: the whole minibatch where that fits a tape, and fewer for very wide networks, to bound memory.
 */
function chunkRows(rows: number, widest: number, rowsPerSample: number): number {
  return Math.max(1, Math.min(rows, Math.floor(Math.min(maxTapeRows, 4_194_304 / widest) / rowsPerSample)))
}
