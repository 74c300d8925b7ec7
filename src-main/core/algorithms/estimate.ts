import { generalizedAdvantages } from '../estimators/generalized-advantage.ts'
import { subtractTimeMeans, timeMeans } from '../estimators/mean-baseline.ts'
import { normalise, rewardsToGo, totalReturns, weightStates } from '../estimators/returns.ts'
import { policyValues } from '../exact/policy-values.ts'
import type { Batch } from '../rollout/batch.ts'
import { collectSteps } from '../rollout/collect-steps.ts'
import { collectTrajectories } from '../rollout/collect-trajectories.ts'
import { drawMinibatchOrder } from '../rollout/minibatch-order.ts'
import { fitCritic, valueBatch } from './critic.ts'
import { atThisUpdate } from './parts.ts'
import type { Metrics } from './metrics.ts'
import type { CriticParts, DataParts, ModelParts, Parts, PolicyParts, RunParts } from './parts.ts'
import { diagnoseEstimate } from './diagnostics.ts'
import { fitAlone } from './policy-fit.ts'
import { tabulate } from './state-table.ts'
import { estimateFromStored } from './stored-estimate.ts'

/**
 * What every sampled algorithm begins with: collect, fit the baseline where one is learned beforehand, and work out
 * Psi_h, which the score grad log pi(a_h|s_h) is multiplied by. Leaves it in `parts.batch`.
 */
export function* estimate(parts: Parts, metrics: Metrics): Generator<void, void> {
  const { batch, collector } = parts
  const { collection } = parts.plan.variant

  // "Sample N trajectories from pi_theta^k to estimate a baseline"
  if ('trajectories' in collection && parts.baselineBatch !== undefined && 'baselineTrajectories' in collection) {
    yield* collectTrajectories(collector, parts.baselineBatch, collection.baselineTrajectories!)
    yield* learnBaseline(parts, parts.baselineBatch, metrics)
  }
  // "Sample M trajectories tau_0, ..., tau_{M-1} ~ rho_theta^k"
  if ('stepsPerCopy' in collection) yield* collectSteps(collector, batch, collection.stepsPerCopy)
  else if ('trajectories' in collection && !('dataset' in collection))
    yield* collectTrajectories(collector, batch, collection.trajectories)

  if (collector.rewardScaler !== undefined) metrics.rewardScale = collector.rewardScaler.spread()

  parts.secondThread?.expectFit()
  yield* fillPsi(parts, metrics)
  yield* diagnoseEstimate(parts, metrics)
}

/** The baseline of the estimator's kind from separate trajectories: b_h as means, or b_h(s) by fitting the critic. */
export function* learnBaseline(parts: Parts, separate: Batch, metrics: Metrics): Generator<void, void> {
  const { estimator } = parts.plan.variant
  rewardsToGo(separate, estimator.discount, separate.targetsB)
  if (estimator.kind === 'mean-baseline') timeMeans(separate, separate.targetsB, parts.timeMeans)
  else yield* fitCriticAlone(parts, separate, metrics)
}

/** Psi_h of the batch that was collected, by the variant's estimator. */
export function* fillPsi(parts: Parts, metrics: Metrics): Generator<void, void> {
  const { batch, critic } = parts
  const { estimator } = parts.plan.variant
  switch (estimator.kind) {
    case 'total-return':
      totalReturns(batch, estimator.discount, batch.psiB)
      break
    case 'reward-to-go':
      rewardsToGo(batch, estimator.discount, batch.psiB)
      break
    case 'mean-baseline':
      rewardsToGo(batch, estimator.discount, batch.psiB)
      if (estimator.source !== 'separate') timeMeans(batch, batch.psiB, parts.timeMeans)
      subtractTimeMeans(batch, parts.timeMeans, estimator.source === 'leave-one-out', batch.psiB)
      break
    case 'learned-baseline':
      rewardsToGo(batch, estimator.discount, batch.targetsB)
      valueBatch(critic!, batch)
      addExplainedVariance(batch, metrics)
      // In practice: the same batch, which ties the baseline to the batch's own actions. A critic in the policy's
      // minibatches is fitted later.
      if (estimator.source === 'same-batch' && critic!.spec.fit.kind === 'separate') {
        yield* fitCriticAlone(parts, batch, metrics)
        valueBatch(critic!, batch)
      }
      subtractValues(batch)
      break
    case 'advantage':
      valueBatch(critic!, batch)
      if (estimator.method === 'monte-carlo') {
        rewardsToGo(batch, estimator.discount, batch.targetsB)
        subtractValues(batch)
      } else {
        generalizedAdvantages(batch, estimator.discount, estimator.method === 'td' ? 0 : estimator.lambda)
      }
      addExplainedVariance(batch, metrics)
      break
    case 'exact-advantage':
      exactAdvantages(parts, estimator.discount)
      break
    case 'importance-sampling':
      yield* estimateFromStored(parts, estimator, metrics)
      break
  }
  // A total return carries its discounts from the first step on, so its gradient has the weighting already.
  const whole =
    estimator.kind === 'total-return' ||
    (estimator.kind === 'importance-sampling' && estimator.weights === 'per-trajectory')
  if (estimator.discountStates && estimator.discount < 1 && !whole) {
    weightStates(batch, estimator.discount, parts.discountPowers, batch.psiB)
  }
  parts.psiSpread = estimator.normalise ? normalise(batch.psiB, batch.rows) : 1
}

/** Psi_h = A_h(s_h, a_h), solved from the model for the policy as it is. */
function exactAdvantages(parts: PolicyParts & DataParts & ModelParts, discount: number): void {
  const { batch, workspace } = parts
  const table = parts.table!
  tabulate(workspace, table)
  const { advantagesHSA } = policyValues(table.model, table.piSA, discount)
  const { states: S, actions: A } = table.model
  for (let row = 0; row < batch.rows; row++) {
    batch.psiB[row] = advantagesHSA[(batch.stepsB[row]! * S + batch.statesB![row]!) * A + batch.actions[row]!]!
  }
}

/** Psi_h = R_h - b(s_h) */
function subtractValues(batch: Batch): void {
  for (let row = 0; row < batch.rows; row++) batch.psiB[row] = batch.targetsB[row]! - batch.valuesB[row]!
}

/**
 * 1 - Var(target - V) / Var(target), with the values as they were when the batch was valued. Absent where the targets
 * don't vary.
 */
function addExplainedVariance(batch: Batch, metrics: Metrics): void {
  const { rows, targetsB, valuesB } = batch
  let meanTarget = 0
  let meanError = 0
  for (let row = 0; row < rows; row++) {
    meanTarget += targetsB[row]!
    meanError += targetsB[row]! - valuesB[row]!
  }
  meanTarget /= rows
  meanError /= rows
  let targetVariance = 0
  let errorVariance = 0
  for (let row = 0; row < rows; row++) {
    const target = targetsB[row]! - meanTarget
    const error = targetsB[row]! - valuesB[row]! - meanError
    targetVariance += target * target
    errorVariance += error * error
  }
  if (targetVariance > 0) metrics.explainedVariance = 1 - errorVariance / targetVariance
}

/** The critic's own epochs, with its own optimiser, on a batch's targets. */
export function* fitCriticAlone(
  parts: RunParts & CriticParts & DataParts,
  batch: Batch,
  metrics: Metrics,
): Generator<void, void> {
  const critic = parts.critic!
  const fit = critic.spec.fit
  if (fit.kind !== 'separate') return
  // The clipped loss compares with the values before the fit.
  if (critic.spec.loss.kind === 'clipped') valueBatch(critic, batch)
  drawMinibatchOrder(
    parts.criticMinibatchOrder,
    batch.rows,
    fit.epochs,
    Math.ceil(batch.rows / fit.minibatchSize),
    parts.minibatchRandom,
  )
  const tally = { lossSum: 0, samples: 0 }
  yield* fitAlone(
    fitCritic({
      critic,
      batch,
      order: parts.criticMinibatchOrder,
      optimiser: parts.criticOptimiser!,
      learningRate: atThisUpdate(parts, fit.schedule, fit.learningRate),
      coefficient: 1,
      maxGradientNorm: null,
      tally,
    }),
  )
  metrics.criticLoss = tally.lossSum / tally.samples
}

/** After the policy's step: a critic of its own that an advantage was taken from is fitted to the batch. */
export function* fitCriticAfterwards(
  parts: RunParts & CriticParts & DataParts,
  metrics: Metrics,
): Generator<void, void> {
  if (parts.critic?.spec.fit.kind === 'separate' && parts.plan.variant.estimator.kind === 'advantage')
    yield* fitCriticAlone(parts, parts.batch, metrics)
}
