import type { EstimatorSpec } from '../../../src-shared/catalogue/estimators/index.ts'
import { perDecisionPsi, perTrajectoryPsi, trajectoryRatios } from '../estimators/importance-weights.ts'
import { totalReturns } from '../estimators/returns.ts'
import { LearnerError } from '../learner-error.ts'
import { fillFromStored } from '../rollout/stored-batch.ts'
import { wholeBatch } from './parts.ts'
import type { Metrics } from './metrics.ts'
import type { DataParts, PolicyParts, RunParts } from './parts.ts'
import { forwardRows } from './policy-workspace.ts'

/**
 * Psi from stored trajectories of another policy: takes all of them, or M drawn anew for each update, reweights them by
 * the likelihood ratios of the policy as it is, and puts that policy's own log-probabilities and outputs in the stored
 * ones' place, so that what follows measures the step from this policy.
 */
export function* estimateFromStored(
  parts: RunParts & PolicyParts & DataParts,
  estimator: Extract<EstimatorSpec, { kind: 'importance-sampling' }>,
  metrics: Metrics,
): Generator<void, void> {
  const { policy, workspace, batch, collector } = parts
  const { dataset } = parts.plan
  const { collection } = parts.plan.variant
  if (dataset === undefined || !('dataset' in collection)) {
    throw new LearnerError({
      kind: 'bad-dataset',
      field: 'variant.collection.dataset',
      sentence: 'There is no data set: name a file of stored trajectories.',
    })
  }
  const stored = dataset.trajectories.length
  const count = Math.min(collection.trajectories ?? stored, stored)
  const chosen = Int32Array.from({ length: stored }, (_, m) => m)
  if (count < stored) {
    // The first `count` places of a shuffle: drawn without putting back.
    for (let m = 0; m < count; m++) {
      const other = m + parts.minibatchRandom.below(stored - m)
      const kept = chosen[m]!
      chosen[m] = chosen[other]!
      chosen[other] = kept
    }
  }
  fillFromStored(policy, collector.layout, batch, dataset, chosen, count)
  const behaviourLogProbsB = batch.logProbsB.slice(0, batch.rows)
  const width = policy.network.outputSize
  const rows = wholeBatch(parts)
  for (let start = 0; start < batch.rows; start += workspace.capacity) {
    const end = Math.min(batch.rows, start + workspace.capacity)
    const outputs = forwardRows(workspace, rows, start, end)
    for (let i = 0; i < (end - start) * width; i++) batch.outputs[start * width + i] = outputs[i]!
    for (let b = 0; b < end - start; b++) batch.logProbsB[start + b] = workspace.logProbsB[b]!
    yield
  }
  const ratioB = new Float64Array(batch.rows)
  metrics.effectiveSampleSize = trajectoryRatios(batch, batch.logProbsB, behaviourLogProbsB, ratioB)
  if (estimator.weights === 'per-trajectory') {
    const totalReturnB = new Float64Array(batch.rows)
    totalReturns(batch, estimator.discount, totalReturnB)
    perTrajectoryPsi(batch, ratioB, estimator.selfNormalised, totalReturnB, batch.psiB)
  } else {
    perDecisionPsi(batch, ratioB, estimator.selfNormalised, estimator.discount, batch.psiB)
  }
}
