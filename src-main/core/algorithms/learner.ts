import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { StoredTrajectories } from '../../../src-shared/domain/stored-trajectories.ts'
import type { VectorEnvironment } from '../environments/environment.ts'
import { makeEnvironment } from '../environments/registry.ts'
import { LearnerError, notCombinable } from '../learner-error.ts'
import { observationWidth } from '../policies/input-encoding.ts'
import { Generator as RandomGenerator } from '../random/generator.ts'
import { createActor } from '../rollout/actor.ts'
import { otherWorld } from '../../../src-shared/domain/data-set.ts'
import { checkStored } from '../rollout/stored-batch.ts'
import { clearStatistics, episodeMetrics } from '../rollout/episode-statistics.ts'
import { buildParts } from './build-parts.ts'
import { clipUpdate } from './clip.ts'
import { diagnoseStep } from './diagnostics.ts'
import { evaluatePolicy, evaluationCopies, evaluationWorld } from './evaluate.ts'
import type { EvaluationResult } from './evaluate.ts'
import { exactUpdate } from './exact.ts'
import { klPenaltyUpdate } from './kl-penalty.ts'
import { loadState, saveState } from './learner-state.ts'
import type { LearnerState } from './learner-state.ts'
import type { Metrics } from './metrics.ts'
import type { DataParts, LearnerEngines, LearnerPlan, Parts, PolicyParts, RunParts } from './parts.ts'
import { naturalGradientUpdate } from './natural-gradient.ts'
import { policyGradientUpdate } from './policy-gradient.ts'
import { policyIterationUpdate } from './policy-iteration.ts'
import { putSnapshot, takeSnapshot } from './policy-snapshot.ts'
import type { PolicySnapshot } from './policy-snapshot.ts'
import { recordTrajectories } from './record.ts'
import { trustRegionUpdate } from './trust-region.ts'

export type { Engines } from '../policies/engines.ts'
export type { Metrics } from './metrics.ts'
export type { LearnerEngines, LearnerPlan } from './parts.ts'
export type { LearnerState } from './learner-state.ts'
export type { PolicySnapshot } from './policy-snapshot.ts'
export type { EvaluationResult } from './evaluate.ts'
export { LearnerError } from '../learner-error.ts'
export type { LearnerProblem } from '../learner-error.ts'

/**
 * One run of one variant with one seed, an update at a time. Synchronous and pure: who drives it decides when to pause.
 */
export interface Learner {
  readonly parameterCounts: { policy: number; critic: number }
  readonly updates: number
  readonly envSteps: number
  readonly episodes: number
  /**
   * One update of the algorithm: yields after each step of all copies, minibatch, CG step and line-search step, and
   * returns the row's values; metrics that don't apply are absent. An update that is dropped half way leaves the
   * learner unfit for more, until a state is loaded. A value that is not finite means that training diverged.
   * @throws LearnerError 'diverged' where the gradient is no longer finite.
   */
  update(): Generator<void, Metrics>
  /**
   * Evaluation episodes with generator and copies of their own: training's bits don't depend on whether one was made.
   * `envSteps`: what the evaluation stands for, and its starts go by; left out, they go by the number of updates.
   */
  evaluate(envSteps?: number): Generator<void, EvaluationResult>
  /** Records whole trajectories of the policy as it is, for a data set; with generator and copies of their own. */
  record(trajectories: number): Generator<void, StoredTrajectories>
  /**
   * 0 to 1 of the budget; a budget in seconds needs the elapsed compute time. The run ends with the first update at 1.
   */
  progress(elapsedSeconds?: number): number
  /** Between updates only. */
  save(): LearnerState
  load(state: LearnerState): void
  /** The policy and critic as they are, between updates only. Changes nothing, and no bit of what follows. */
  snapshot(): PolicySnapshot
  /**
   * Makes policy, critic and running statistics what the snapshot says, to look at: training doesn't go on from there.
   * @throws LearnerError 'wrong-state' where it doesn't fit.
   */
  show(snapshot: PolicySnapshot): void
  dispose(): void
}

/**
 * `makeWorld` makes the copies where the environment isn't built in (a user's module), for training and for evaluation.
 */
export function createLearner(
  plan: LearnerPlan,
  engines: LearnerEngines,
  makeWorld?: (copies: number, rng: RandomGenerator) => VectorEnvironment,
): Learner {
  const worldOf = makeWorld ?? builtInWorld(plan.environment)
  const parts = buildParts(
    plan,
    engines,
    worldOf(plan.environment.copies, new RandomGenerator(plan.seed, 'environment')),
  )
  const evaluationActor =
    plan.evaluation === null
      ? undefined
      : createActor(parts.policy, Math.min(evaluationCopies, plan.evaluation.episodes))
  const { collector, critic } = parts
  const { shape } = collector.world
  if (plan.dataset !== undefined) checkStoredFits(plan.dataset, parts)
  if (plan.evaluation !== null && shape.horizon === undefined && shape.timeLimit === undefined) {
    throw notCombinable(
      'evaluation',
      'Evaluation episodes need an end: give the world a horizon or a time limit, or leave evaluation out.',
    )
  }
  let updating = false

  function* update(): Generator<void, Metrics> {
    updating = true
    clearStatistics(collector.statistics)
    parts.fraction = progress(0)
    const metrics: Metrics = {}
    yield* algorithm(parts, metrics)
    diagnoseStep(parts, metrics)
    parts.updates++
    updating = false
    return { ...episodeMetrics(collector.statistics), ...metrics }
  }

  function* evaluate(envSteps?: number): Generator<void, EvaluationResult> {
    if (plan.evaluation === null)
      throw new LearnerError({
        kind: 'wrong-state',
        field: 'evaluation',
        sentence: 'This experiment asks for no evaluation.',
      })
    const number = envSteps === undefined ? { updates: parts.updates } : { envSteps }
    const { world, rng } = evaluationWorld(worldOf, plan.seed, number, plan.evaluation.episodes)
    return yield* evaluatePolicy(evaluationActor!, world, plan.evaluation, rng, plan.variant.estimator.discount)
  }

  function* record(trajectories: number): Generator<void, StoredTrajectories> {
    if (shape.horizon === undefined && shape.timeLimit === undefined)
      throw notCombinable('environment', 'Whole trajectories need an end: give the world a horizon or a time limit.')
    const rng = new RandomGenerator(plan.seed, `record ${parts.updates}`)
    const world = worldOf(1, rng.split())
    return yield* recordTrajectories(collector.actor, plan.environment, world, trajectories, rng)
  }

  function progress(elapsedSeconds = 0): number {
    const { budget } = plan
    if ('envSteps' in budget) return Math.min(1, collector.envSteps / budget.envSteps)
    if ('updates' in budget) return Math.min(1, parts.updates / budget.updates)
    return Math.min(1, elapsedSeconds / budget.seconds)
  }

  function betweenUpdates(): void {
    if (updating)
      throw new LearnerError({
        kind: 'wrong-state',
        sentence: 'A state can be saved between updates only, and one is under way.',
      })
  }

  return {
    parameterCounts: {
      policy: parts.policy.network.parameterCount,
      critic: critic === undefined || critic.shared ? 0 : critic.network.parameterCount,
    },
    get updates() {
      return parts.updates
    },
    get envSteps() {
      return collector.envSteps
    },
    get episodes() {
      return collector.episodes
    },
    update,
    evaluate,
    record,
    progress,
    save() {
      betweenUpdates()
      return saveState(parts)
    },
    load(state) {
      loadState(parts, state)
      updating = false
    },
    snapshot() {
      betweenUpdates()
      return takeSnapshot(parts)
    },
    show(snapshot) {
      putSnapshot(parts, snapshot)
      updating = false
    },
    dispose() {
      parts.secondThread?.dispose()
      engines.neural.dispose()
      engines.exact.dispose()
    },
  }
}

/** One update as a run makes it, its batch included: `update.kind` picks the algorithm. */
export function algorithm(parts: Parts, metrics: Metrics): Generator<void, void> {
  const { update, collection } = parts.plan.variant
  if ('exact' in collection) return exactUpdate(parts, metrics)
  switch (update.kind) {
    case 'gradient-ascent':
      return policyGradientUpdate(parts, update, metrics)
    case 'clip':
      return clipUpdate(parts, update, metrics)
    case 'natural-gradient':
      return naturalGradientUpdate(parts, update, metrics)
    case 'trust-region':
      return trustRegionUpdate(parts, update, metrics)
    case 'kl-penalty':
      return klPenaltyUpdate(parts, update, metrics)
    case 'policy-iteration':
      return policyIterationUpdate(parts, update, metrics)
  }
}

function checkStoredFits(dataset: StoredTrajectories, parts: RunParts & PolicyParts & DataParts): void {
  const { shape } = parts.collector.world
  const actions = shape.action.kind === 'discrete' ? shape.action.actions : undefined
  const states = shape.observation.kind === 'index' ? shape.observation.states : undefined
  const difference = otherWorld(dataset.environment, parts.plan.environment)
  if (difference !== null)
    throw new LearnerError({ kind: 'bad-dataset', field: 'variant.collection.dataset', sentence: difference })
  checkStored(dataset, observationWidth(shape), parts.policy.distribution.actionSize, actions, states)
}

function builtInWorld(spec: EnvironmentSpec): (copies: number, rng: RandomGenerator) => VectorEnvironment {
  if (spec.id === 'module')
    throw notCombinable('environment.path', 'A user’s own environment is loaded by the trainer, which passes it in.')
  return (copies, rng) => makeEnvironment(spec, copies, rng)
}
