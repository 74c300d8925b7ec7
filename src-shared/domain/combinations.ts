import { environmentTraits } from '../catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../catalogue/environments/index.ts'
import { explicitSolveProblem } from '../catalogue/explicit-solve.ts'
import { featureProblem } from '../catalogue/feature-count.ts'
import type { FeatureSpec } from '../catalogue/features.ts'
import { policyParameterCount } from '../catalogue/parameter-count.ts'
import { climbsGradient } from '../catalogue/updates/index.ts'
import type { BudgetSpec } from './budget.ts'
import { startProblems } from './start-problems.ts'
import type { VariantSpec } from './variant.ts'

/**
 * Why a part of a variant doesn't go with the others: the field's path in the variant, and one sentence that names the
 * way on.
 */
export interface CombinationProblem {
  path: (string | number)[]
  reason: string
}

/**
 * Every reason against a combination of environment, collection, policy, estimator, critic and update; empty when it
 * runs. The Design view disables a choice by asking this about the variant with that choice in it; the schema refuses
 * with the same words. A user's own module is known only when it is loaded: what depends on it is checked then, in the
 * trainer, or here with `world` as a check of the module found it (module-misfits.ts).
 */
export function combinationProblems(
  environment: EnvironmentSpec,
  variant: VariantSpec,
  budget?: BudgetSpec,
  world = environmentTraits(environment),
): CombinationProblem[] {
  const problems: CombinationProblem[] = []
  const against = (path: string, reason: string) => problems.push({ path: path.split('.'), reason })
  const { collection, policy, estimator, critic, update } = variant
  const exact = 'exact' in collection
  const dataset = 'dataset' in collection
  const steps = 'stepsPerCopy' in collection
  const softmax = policy.kind.endsWith('-softmax') || policy.kind === 'neural-scores'

  // Policy and world.
  if (world.known && !world.finite && policy.kind === 'tabular-softmax') {
    against('policy.kind', 'a table needs a finite world; pick a linear or neural policy')
  }
  if (world.known && softmax && world.continuous)
    against('policy.kind', 'this world has continuous actions; pick a Gaussian policy')
  if (world.known && !softmax && !world.continuous)
    against('policy.kind', 'this world has discrete actions; pick a softmax policy')
  const misfit = (features: FeatureSpec) => (world.known ? featureProblem(features, world) : undefined)
  const policyMisfit = 'features' in policy ? misfit(policy.features) : undefined
  if (policyMisfit) against(`policy.features.${policyMisfit.field}`, policyMisfit.sentence)

  // Estimator and collection.
  const monteCarlo =
    estimator.kind === 'total-return' ||
    estimator.kind === 'reward-to-go' ||
    estimator.kind === 'mean-baseline' ||
    estimator.kind === 'learned-baseline' ||
    (estimator.kind === 'advantage' && estimator.method === 'monte-carlo')
  if (steps && monteCarlo) {
    against(
      'estimator.kind',
      'fixed steps may cut an episode, and this estimator needs whole trajectories; collect trajectories, or use GAE',
    )
  }
  if (steps && estimator.kind === 'exact-advantage') {
    against(
      'estimator.kind',
      'the exact advantage depends on the time step, so it needs whole trajectories; collect trajectories',
    )
  }
  if (dataset && estimator.kind !== 'importance-sampling')
    against('estimator.kind', 'stored trajectories come from another policy; only likelihood ratios correct for that')
  if (!dataset && estimator.kind === 'importance-sampling')
    against('estimator.kind', 'likelihood ratios reweight stored trajectories; collect from a data set')
  if (exact && estimator.kind !== 'exact-advantage')
    against('estimator.kind', 'an exact collection has no samples; use the exact advantage')
  if (exact && estimator.normalise)
    against('estimator.normalise', 'an exact collection has no batch to take a mean and a spread of; switch it off')
  const unsolvable = world.known ? 'this world is not finite' : 'the model of a world of your own is not known'
  if (estimator.kind === 'exact-advantage' && !world.finite)
    against('estimator.kind', `${unsolvable}, so nothing can be solved exactly; use GAE`)
  if (exact && !world.finite)
    against('collection', `${unsolvable}, so nothing can be solved exactly; collect trajectories`)
  if (estimator.kind === 'mean-baseline' || estimator.kind === 'learned-baseline') {
    const separate = estimator.source === 'separate'
    const hasSeparate =
      'trajectories' in collection &&
      'baselineTrajectories' in collection &&
      collection.baselineTrajectories !== undefined
    if (separate && !steps && !dataset && !exact && !hasSeparate) {
      against(
        'collection.baselineTrajectories',
        'the baseline is learned from separate trajectories: give their number N',
      )
    }
    if (
      estimator.kind === 'mean-baseline' &&
      estimator.source === 'leave-one-out' &&
      'trajectories' in collection &&
      collection.trajectories === 1
    ) {
      against('collection.trajectories', 'leaving one trajectory out needs at least two')
    }
  }
  if ('baselineTrajectories' in collection && collection.baselineTrajectories !== undefined) {
    const uses =
      (estimator.kind === 'mean-baseline' || estimator.kind === 'learned-baseline') && estimator.source === 'separate'
    if (!uses)
      against(
        'collection.baselineTrajectories',
        'this estimator doesn’t learn a baseline from separate trajectories; leave N out',
      )
  }

  // Running statistics.
  const { observations, rewards } = variant.normalisation
  const unsampled = exact
    ? 'an exact collection samples nothing that running statistics could be taken of; switch it off'
    : dataset
      ? 'a data set is fixed: nothing is collected that running statistics could be taken of; switch it off'
      : undefined
  const table = policy.kind === 'tabular-softmax' ? 'policy' : critic?.network.kind === 'tabular' ? 'critic' : undefined
  if (observations) {
    const reason =
      unsampled ??
      (table && `the tabular ${table} looks states up by their number, which has no mean to take off; switch it off`) ??
      (world.known && world.finite
        ? 'this world shows the number of a state, which has no mean to take off; switch it off'
        : undefined) ??
      ('features' in policy || critic?.network.kind === 'linear'
        ? 'features scale observations by their natural ranges; switch it off, or take neural networks'
        : undefined)
    if (reason) against('normalisation.observations', reason)
  }
  if (rewards) {
    const reason =
      unsampled ??
      (table &&
        `the tabular ${table} keeps what it learned in the scale of that time, and this scale moves; switch it off`) ??
      (estimator.kind === 'exact-advantage'
        ? 'the exact advantage is solved from the model’s own rewards; switch it off'
        : undefined)
    if (reason) against('normalisation.rewards', reason)
  }

  // Critic.
  const needsCritic = estimator.kind === 'learned-baseline' || estimator.kind === 'advantage'
  if (needsCritic && !critic) against('critic', 'this estimator needs a critic; add one')
  if (!needsCritic && critic) against('critic', 'nothing uses a critic here; leave it out')
  if (critic && needsCritic) {
    if (critic.network.kind === 'tabular' && world.known && !world.finite)
      against('critic.network.kind', 'a table needs a finite world; pick a linear or neural critic')
    const criticMisfit = critic.network.kind === 'linear' ? misfit(critic.network.features) : undefined
    if (criticMisfit) against(`critic.network.features.${criticMisfit.field}`, criticMisfit.sentence)
    if (critic.network.kind === 'shared') {
      if (policy.kind !== 'neural-softmax' && policy.kind !== 'neural-gaussian')
        against('critic.network.kind', 'only a neural policy has a network to share')
      if (critic.fit.kind !== 'with-policy')
        against('critic.fit.kind', 'a shared network is fitted with the policy, in the same minibatches')
      if (!climbsGradient(update)) {
        against(
          'critic.network.kind',
          'this update moves the policy’s parameters by their KL, and a shared network holds the critic’s too; give the critic its own',
        )
      }
      if (critic.timeStep)
        against(
          'critic.timeStep',
          'a shared network sees what the policy sees; switch the time step off or give the critic its own network',
        )
    }
    if (critic.fit.kind === 'with-policy') {
      if (!climbsGradient(update)) {
        against('critic.fit.kind', 'this update has no minibatches to fit the critic in; fit it on its own')
      }
      if (estimator.kind === 'learned-baseline' && estimator.source === 'separate') {
        against(
          'critic.fit.kind',
          'the separate trajectories are not in the policy’s minibatches; fit the critic on its own',
        )
      }
    }
    if (critic.timeStep && world.known && world.episodeSteps === undefined)
      against('critic.timeStep', 'this world has neither a horizon nor a time limit')
  }

  // Update.
  if ('per' in update && update.per === 'trajectory' && steps)
    against('update.per', 'fixed steps have no whole trajectories to sum over; use the mean per step')
  if (dataset && update.kind !== 'gradient-ascent')
    against('update.kind', 'stored trajectories can only be used with gradient ascent')
  if (dataset && update.kind === 'gradient-ascent' && update.minibatches > 1) {
    against(
      'update.minibatches',
      'likelihood ratios are taken over the whole data set, once an update; set minibatches to 1',
    )
  }
  if (update.kind === 'policy-iteration' && !world.finite)
    against('update.kind', 'policy iteration writes down a greedy action for every state; it needs a finite world')
  if (update.kind === 'policy-iteration' && policy.kind !== 'tabular-softmax')
    against('update.kind', 'policy iteration writes a greedy table; pick the tabular softmax')
  if (
    update.kind === 'policy-iteration' &&
    !exact &&
    !['reward-to-go', 'learned-baseline', 'advantage', 'exact-advantage'].includes(estimator.kind)
  ) {
    against(
      'update.kind',
      'policy iteration needs an estimate of Q, or of Q up to the state’s value; use reward-to-go, a learned baseline or an advantage',
    )
  }
  if (update.kind === 'policy-iteration' && exact && update.fit.kind !== 'table')
    against('update.fit.kind', 'an exact collection knows Q of every state and action; set it to table')
  const qMisfit = update.kind === 'policy-iteration' && update.fit.kind === 'linear' && misfit(update.fit.features)
  if (qMisfit) against(`update.fit.features.${qMisfit.field}`, qMisfit.sentence)
  if (exact && update.kind === 'clip')
    against('update.kind', 'clipping works on sampled ratios, and an exact collection has none; use the KL penalty')
  if (exact && (update.kind === 'trust-region' || update.kind === 'kl-penalty') && policy.kind !== 'tabular-softmax') {
    against('update.kind', 'the exact maximum separates by state only for the tabular softmax; pick that policy')
  }
  if (exact && (update.kind === 'trust-region' || update.kind === 'kl-penalty') && update.per === 'step') {
    against('update.per', 'exact updates are about whole trajectories; use the sum over a trajectory')
  }
  if (exact && update.kind === 'gradient-ascent' && update.minibatches > 1)
    against('update.minibatches', 'an exact gradient has no batch to divide; set minibatches to 1')
  if (exact && update.kind === 'kl-penalty' && update.penalty === 'single-sample')
    against('update.penalty', 'an exact collection has no samples to estimate the KL from; take it in full')
  if (update.kind === 'kl-penalty' && update.adaptive && update.leastLambda !== null && update.mostLambda !== null) {
    if (update.leastLambda > update.mostLambda)
      against(
        'update.leastLambda',
        `the smallest λ is above the largest, ${update.mostLambda}; lower it, or leave it empty`,
      )
  }
  if (update.kind === 'natural-gradient' && update.solver === 'explicit') {
    const parameters = policyParameterCount(policy, environment)
    const problem = parameters === undefined ? undefined : explicitSolveProblem(parameters, update.damping)
    if (problem) against(`update.${problem.field}`, problem.reason)
  }
  if (exact && critic) against('critic', 'an exact collection solves values from the model; leave the critic out')
  if (budget && 'envSteps' in budget && (exact || dataset))
    against('collection', 'this collection takes no env steps; give the budget in updates or time')
  if (budget && 'seconds' in budget) {
    // The shorter of two timed runs has to be a prefix of the longer: nothing may depend on the share of the budget
    // that is used.
    const reason =
      'with a budget in time it is not known beforehand when the budget ends; keep it constant, or give the budget in env steps or updates'
    const falls = (schedule: string) => schedule === 'linear' || schedule === 'cosine'
    if ('schedule' in update && falls(update.schedule)) against('update.schedule', reason)
    if (update.kind === 'clip' && falls(update.clipSchedule)) against('update.clipSchedule', reason)
    if (critic?.fit.kind === 'separate' && falls(critic.fit.schedule)) against('critic.fit.schedule', reason)
  }

  // Length of trajectories.
  if ('trajectories' in collection && !dataset && world.known && world.episodeSteps === undefined) {
    against('collection.trajectories', 'whole trajectories need an end: give the world a horizon or a time limit')
  }
  problems.push(...startProblems(environment, variant))
  return problems
}
