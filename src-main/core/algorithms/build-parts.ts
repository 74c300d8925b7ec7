import { climbsGradient, solvesFisher } from '../../../src-shared/catalogue/updates/index.ts'
import { fitsBesidePolicy } from '../../../src-shared/domain/variant.ts'
import { finiteModel } from '../environments/registry.ts'
import type { VectorEnvironment } from '../environments/environment.ts'
import { notCombinable } from '../learner-error.ts'
import { maxTapeRows } from '../networks/network.ts'
import { createPolicy } from '../policies/policy.ts'
import { createValueFunction } from '../policies/value-function.ts'
import { Generator as RandomGenerator } from '../random/generator.ts'
import { createActor } from '../rollout/actor.ts'
import { createBatch } from '../rollout/batch.ts'
import type { BatchLayout } from '../rollout/batch.ts'
import { emptyMinibatchOrder } from '../rollout/minibatch-order.ts'
import { emptyStatistics } from '../rollout/episode-statistics.ts'
import { createOptimiser } from '../updates/optimiser.ts'
import { createCritic } from './critic.ts'
import { createFittedQ } from './fitted-q.ts'
import { createNaturalWorkspace } from './natural-step.ts'
import type { LearnerEngines, LearnerPlan, Parts } from './parts.ts'
import { createStateTable } from './state-table.ts'
import { createPolicyWorkspace } from './policy-workspace.ts'

/** Batches begin with at most this many rows and grow where an update needs more. */
const firstBatchRows = 16_384

/** Builds everything a plan asks for, in a fixed order, so that one seed always draws the same first weights. */
export function buildParts(plan: LearnerPlan, engines: LearnerEngines, world: VectorEnvironment): Parts {
  const { variant, seed } = plan
  const { shape } = world
  const { collection, update, critic: criticSpec } = variant
  const sharesValue = criticSpec?.network.kind === 'shared'
  const policy = createPolicy(variant.policy, shape, sharesValue, engines, new RandomGenerator(seed, 'policy'))
  const owner =
    criticSpec === undefined || sharesValue
      ? policy
      : createValueFunction(criticSpec, shape, engines, new RandomGenerator(seed, 'critic'))

  const rows = expectedRows(plan, world)
  const minibatches = 'minibatches' in update ? update.minibatches : 1
  const policyWidth = 'hidden' in variant.policy ? Math.max(64, ...variant.policy.hidden) : 64
  const criticWidth = criticSpec?.network.kind === 'neural' ? Math.max(64, ...criticSpec.network.hidden) : policyWidth
  // Scores run their network once an action: a sample takes as many rows of its tape.
  const rowsPerSample =
    variant.policy.kind === 'neural-scores' && shape.action.kind === 'discrete' ? shape.action.actions : 1
  const policyRows = chunkRows(Math.ceil(rows / minibatches), policyWidth, rowsPerSample)
  const workspace = createPolicyWorkspace(policy, policyRows)
  const criticRows = criticSpec?.fit.kind === 'separate' ? criticSpec.fit.minibatchSize : Math.ceil(rows / minibatches)
  const criticCapacity = chunkRows(criticRows, criticWidth, 1)
  const critic = criticSpec === undefined ? undefined : createCritic(criticSpec, owner, criticCapacity)
  const optimiserSpec = climbsGradient(update) ? update.optimiser : undefined
  const criticOptimiserSpec = criticSpec?.fit.kind === 'separate' ? criticSpec.fit.optimiser : optimiserSpec

  const sharedInputs =
    critic !== undefined && critic.encoding.key === policy.encoding.key && critic.engine === policy.engine
  const layout: BatchLayout = {
    policyWidth: policy.encoding.size,
    criticWidth: critic?.encoding.size,
    sharedInputs,
    outputWidth: policy.network.outputSize,
    actionSize: policy.distribution.actionSize,
    finite: shape.observation.kind === 'index',
    policyEngine: policy.engine,
    criticEngine: critic?.engine ?? policy.engine,
  }
  const solvesModel =
    'exact' in collection ||
    plan.variant.estimator.kind === 'exact-advantage' ||
    update.kind === 'policy-iteration' ||
    plan.diagnosticsEvery !== null
  const model =
    solvesModel && shape.observation.kind === 'index' && shape.action.kind === 'discrete'
      ? finiteModel(plan.environment)
      : undefined
  if (model === undefined && solvesModel && !onlyDiagnosed(plan)) {
    throw notCombinable(
      'environment',
      'Nothing can be solved exactly in this world, for its model is not known: pick a built-in finite world.',
    )
  }
  const discountPowers: number[] = []
  const separateBaseline = 'baselineTrajectories' in collection && collection.baselineTrajectories !== undefined
  return {
    plan,
    policy,
    workspace,
    table: model === undefined ? undefined : createStateTable(policy, layout, model),
    beforeStep: undefined,
    natural: solvesFisher(update) ? createNaturalWorkspace(policy, policyRows) : undefined,
    optimiser:
      optimiserSpec === undefined
        ? undefined
        : createOptimiser(optimiserSpec, policy.engine, policy.network.parameterCount),
    fittedQ:
      model !== undefined && update.kind === 'policy-iteration' && update.fit.kind !== 'table'
        ? createFittedQ(update.fit, shape, model.states, model.actions, engines, new RandomGenerator(seed, 'q'))
        : undefined,
    critic,
    criticOptimiser:
      critic === undefined || critic.shared || criticOptimiserSpec === undefined
        ? undefined
        : createOptimiser(criticOptimiserSpec, critic.engine, critic.network.parameterCount),
    secondThread:
      optimiserSpec !== undefined && fitsBesidePolicy(variant)
        ? engines.openSecondThread?.({
            spec: criticSpec!,
            shape,
            optimiser: optimiserSpec,
            capacity: criticCapacity,
          })
        : undefined,
    collector: {
      world,
      actor: createActor(policy, world.copies),
      layout,
      criticEncoding: critic?.encoding,
      actions: new RandomGenerator(seed, 'actions'),
      returnsN: new Float64Array(world.copies),
      discounted:
        variant.estimator.discount < 1
          ? { discount: variant.estimator.discount, returnsN: new Float64Array(world.copies), powers: discountPowers }
          : undefined,
      started: false,
      statistics: emptyStatistics(),
      envSteps: 0,
      episodes: 0,
    },
    batch: createBatch(layout, Math.min(rows, 'stepsPerCopy' in collection ? rows : firstBatchRows)),
    baselineBatch: separateBaseline ? createBatch(layout, Math.min(rows, firstBatchRows)) : undefined,
    minibatchOrder: emptyMinibatchOrder(policy.engine),
    criticMinibatchOrder: emptyMinibatchOrder(critic?.engine ?? policy.engine),
    batchOrder: emptyMinibatchOrder(policy.engine),
    minibatchRandom: new RandomGenerator(seed, 'minibatches'),
    timeMeans: { sumsH: [], countsH: [] },
    discountPowers,
    psiSpread: 1,
    updates: 0,
    fraction: 0,
    lambda: update.kind === 'kl-penalty' ? update.lambda : 0,
  }
}

/** The model would serve the costly metrics alone: without one they are absent. */
function onlyDiagnosed(plan: LearnerPlan): boolean {
  const { collection, estimator, update } = plan.variant
  return !('exact' in collection) && estimator.kind !== 'exact-advantage' && update.kind !== 'policy-iteration'
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
