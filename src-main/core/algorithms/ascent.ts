import type { OptimiserSpec } from '../../../src-shared/catalogue/fields.ts'
import type { Vector } from '../networks/network.ts'
import type { ScheduleKind } from '../updates/schedule.ts'
import { drawMinibatchOrder } from '../rollout/minibatch-order.ts'
import { fitCriticHere } from './critic-fit.ts'
import { valueLoss } from './value-loss.ts'
import { atThisUpdate, diagnosed, perWeight, wholeBatch } from './parts.ts'
import type { Metrics } from './metrics.ts'
import type { CriticParts, DataParts, PolicyParts, RunParts } from './parts.ts'
import { fitPolicy, fitTogether } from './policy-fit.ts'
import { differentiateRows, emptySums, measureRows, oldEntropySum } from './objective.ts'
import type { Surrogate } from './objective.ts'

/** What the updates that climb a gradient in minibatches have in common in their specs. */
export interface AscentSpec {
  learningRate: number
  schedule: ScheduleKind
  optimiser: OptimiserSpec
  epochs: number
  minibatches: number
  per: 'trajectory' | 'step'
  entropyCoefficient: number
  maxGradientNorm: number | null
}

/**
 * Epochs of minibatches up a surrogate's gradient, the critic beside the policy where it is fitted with it; then what
 * the step did. Gradient ascent, the KL penalty and clipping differ in `surrogate` and in `klCoefficient` only.
 */
export function* ascend(
  parts: RunParts & PolicyParts & CriticParts & DataParts,
  spec: AscentSpec,
  surrogate: Surrogate,
  klCoefficient: number,
  targetKl: number | null,
  metrics: Metrics,
): Generator<void, void> {
  const { policy, workspace, batch, critic, minibatchOrder } = parts
  const { engine, theta } = policy
  const rowWeight = perWeight(batch, spec.per)
  const learningRate = atThisUpdate(parts, spec.schedule, spec.learningRate)
  const before = emptySums()
  if (spec.entropyCoefficient !== 0) before.entropy = oldEntropySum(workspace, wholeBatch(parts))
  // Ratios are 1 before the step, and every surrogate is the sum of Psi.
  for (let row = 0; row < batch.rows; row++) before.surrogate += batch.psiB[row]!

  const predicted =
    spec.epochs * spec.minibatches > 1 && diagnosed(parts)
      ? gradientOfWhole(parts, spec, surrogate, rowWeight)
      : undefined
  workspace.thetaBeforeP.set(theta)
  drawMinibatchOrder(minibatchOrder, batch.rows, spec.epochs, spec.minibatches, parts.minibatchRandom)
  const together = critic !== undefined && critic.spec.fit.kind === 'with-policy' && !critic.shared
  const tally = { lossSum: 0, samples: 0 }
  const criticFit = together
    ? (parts.secondThread?.fit ?? fitCriticHere)({
        critic,
        batch,
        order: minibatchOrder,
        optimiser: parts.criticOptimiser!,
        learningRate,
        coefficient: critic.spec.coefficient,
        maxGradientNorm: spec.maxGradientNorm,
        tally,
      })
    : undefined
  const policyFit = fitPolicy(workspace, batch, minibatchOrder, parts.optimiser!, {
    surrogate,
    rowWeight,
    entropyCoefficient: spec.entropyCoefficient,
    klCoefficient,
    valueLoss: critic?.shared ? valueLoss(critic.spec.loss, critic.spec.coefficient) : undefined,
    learningRate,
    maxGradientNorm: spec.maxGradientNorm,
    targetKl,
  })
  const fit = yield* fitTogether(policyFit, criticFit)

  metrics.learningRate = learningRate
  metrics.policyLoss = fit.policyLoss
  if (fit.steps > 0) metrics.gradientNorm = fit.gradientNorm
  if (together && tally.samples > 0) metrics.criticLoss = tally.lossSum / tally.samples
  if (critic?.shared) metrics.criticLoss = fit.valueLoss

  // thetaBefore becomes minus the step.
  const step = workspace.thetaBeforeP
  engine.addScaled(step, -1, theta)
  metrics.stepNorm = Math.sqrt(engine.squaredNorm(step))
  if (predicted !== undefined) metrics.predictedImprovement = -engine.dot(predicted, step)
  else if (spec.epochs * spec.minibatches === 1 && !critic?.shared)
    metrics.predictedImprovement = -engine.dot(workspace.gradientP, step)

  const after = measureRows(workspace, wholeBatch(parts), surrogate)
  metrics.entropy = after.entropy / batch.rows
  metrics.kl = after.kl / batch.rows
  const improvement =
    after.surrogate -
    before.surrogate +
    spec.entropyCoefficient * (after.entropy - before.entropy) -
    klCoefficient * after.kl
  metrics.realisedImprovement = (rowWeight * improvement) / batch.rows
}

/**
 * The whole batch's gradient at theta^k, in a vector of its own: "predicted improvement" is its product with the step.
 */
function gradientOfWhole(
  parts: PolicyParts & DataParts,
  spec: AscentSpec,
  surrogate: Surrogate,
  rowWeight: number,
): Vector {
  const { workspace, batch } = parts
  const weight = rowWeight / batch.rows
  const entropyWeight = spec.entropyCoefficient * weight
  differentiateRows(workspace, wholeBatch(parts), {
    surrogate,
    weight,
    entropyWeight,
    klWeight: 0,
    valueLoss: undefined,
  })
  workspace.savedGradientP.set(workspace.gradientP)
  return workspace.savedGradientP
}
