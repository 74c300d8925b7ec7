import { diverged } from '../learner-error.ts'
import type { Batch, Rows } from '../rollout/batch.ts'
import { moveToMinibatch } from '../rollout/minibatch-order.ts'
import type { MinibatchOrder } from '../rollout/minibatch-order.ts'
import { clippingScale } from '../updates/optimiser.ts'
import type { Optimiser } from '../updates/optimiser.ts'
import type { CriticFit } from './critic-fit.ts'
import { differentiateRows, emptySums } from './objective.ts'
import type { Objective, Surrogate } from './objective.ts'
import { gatherOldOutputs } from './policy-workspace.ts'
import type { PolicyWorkspace } from './policy-workspace.ts'

export interface PolicyFitResult {
  /** Mean over the steps of the gradient's length, before clipping. */
  gradientNorm: number
  /** What the update descends, averaged over the samples it went through (times `rowWeight`). */
  policyLoss: number
  /** Half the squared error, where the critic is an output of the policy's network. */
  valueLoss: number
  /** How many steps were taken; fewer than planned where the KL target ended the update. */
  steps: number
  /** How many samples the update went through. */
  samples: number
}

export interface PolicyFitOptions {
  surrogate: Surrogate
  /** 1 per step; the mean number of steps per trajectory where sums over trajectories are meant. */
  rowWeight: number
  entropyCoefficient: number
  klCoefficient: number
  valueLoss: Objective['valueLoss']
  learningRate: number
  maxGradientNorm: number | null
  /** Ends the epochs before the step whose minibatch has moved this far (mean KL a row); null never does. */
  targetKl: number | null
}

/**
 * Epochs of minibatches up the gradient of a surrogate: yields each minibatch's squared gradient norm, is given the
 * total over all networks that step together, and then steps.
 */
export function* fitPolicy(
  workspace: PolicyWorkspace,
  batch: Batch,
  order: MinibatchOrder,
  optimiser: Optimiser,
  options: PolicyFitOptions,
): Generator<number, PolicyFitResult, number> {
  const { surrogate, rowWeight, entropyCoefficient, klCoefficient, learningRate, maxGradientNorm, targetKl } = options
  const { policy, gradientP } = workspace
  const rows: Rows = { batch, rowsB: order.rowsB, from: 0, to: 0 }
  const objective: Objective = {
    surrogate,
    weight: 0,
    entropyWeight: 0,
    klWeight: 0,
    valueLoss: options.valueLoss,
  }
  const sums = emptySums()
  let normSum = 0
  let steps = 0
  let samples = 0
  for (let epoch = 0; epoch < order.epochs; epoch++) {
    for (let m = 0; m < order.minibatches; m++) {
      moveToMinibatch(rows, order, epoch, m)
      const weight = rowWeight / (rows.to - rows.from)
      objective.weight = weight
      objective.entropyWeight = entropyCoefficient * weight
      objective.klWeight = klCoefficient * weight
      differentiateRows(workspace, rows, objective, sums)
      samples += rows.to - rows.from
      if (targetKl !== null && lastChunkKl(workspace, rows) > targetKl) return result()
      const squaredNorm = policy.engine.squaredNorm(gradientP)
      const total = yield squaredNorm
      normSum += Math.sqrt(squaredNorm)
      steps++
      optimiser.step(policy.theta, gradientP, learningRate, clippingScale(total, maxGradientNorm))
    }
  }
  return result()

  function result(): PolicyFitResult {
    const ascended = sums.surrogate + entropyCoefficient * sums.entropy - klCoefficient * sums.kl
    return {
      gradientNorm: steps === 0 ? 0 : normSum / steps,
      policyLoss: (-rowWeight * ascended) / samples,
      valueLoss: sums.valueLoss / samples,
      steps,
      samples,
    }
  }
}

/** Mean KL of the chunk that was differentiated last; a minibatch longer than a chunk is judged by its last chunk. */
function lastChunkKl(workspace: PolicyWorkspace, rows: Rows): number {
  const { from, to } = rows
  const last = (to - from) % workspace.capacity || workspace.capacity
  const start = to - Math.min(last, to - from)
  gatherOldOutputs(workspace, rows, start, to)
  return workspace.head.klSum(workspace.oldOutputs) / (to - start)
}

/**
 * Runs a policy fit and a critic fit side by side: for each minibatch both tell their squared gradient norms and get
 * the total (policy first). The critic goes on before the policy does, so that on a thread of its own it computes at
 * the same time. When the policy's fit ends early, so does the critic's.
 */
export function* fitTogether<P>(
  policyFit: Generator<number, P, number>,
  criticFit: CriticFit | undefined,
): Generator<void, P> {
  let policyStep = policyFit.next()
  while (!policyStep.done) {
    let total = policyStep.value
    if (criticFit !== undefined) total += yield* squaredNormOf(criticFit)
    checkFinite(total)
    criticFit?.step(total)
    policyStep = policyFit.next(total)
    yield
  }
  if (criticFit !== undefined) while (!criticFit.end()) yield
  return policyStep.value
}

/** Yields while the critic is still at it. */
function* squaredNormOf(criticFit: CriticFit): Generator<void, number> {
  for (;;) {
    const squaredNorm = criticFit.squaredNorm()
    if (squaredNorm !== undefined) return squaredNorm
    yield
  }
}

/** A critic's fit on its own: each step's norm is the critic's alone. */
export function* fitAlone(criticFit: Generator<number, void, number>): Generator<void, void> {
  let step = criticFit.next()
  while (!step.done) {
    checkFinite(step.value)
    step = criticFit.next(step.value)
    yield
  }
}

/** @throws LearnerError 'diverged' */
export function checkFinite(squaredNorm: number): void {
  if (!Number.isFinite(squaredNorm)) throw diverged('the gradient is no longer finite')
}
