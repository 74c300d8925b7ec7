import { trajectoryKl } from '../exact/kl.ts'
import { logitsGradientSA, solvePolicy } from '../exact/policy-gradient.ts'
import { continues } from '../rollout/batch.ts'
import type { Metrics } from './metrics.ts'
import type { DataParts, ModelParts, PolicyParts, RunParts } from './parts.ts'
import { diagnosed } from './parts.ts'
import { differentiateRows, surrogateAlone } from './objective.ts'
import { addObjectives, backwardFromLogits, tabulate } from './state-table.ts'
import { scoreTimesPsi } from './surrogates.ts'

/** A variance below this share of the mean's square is nothing but rounding: the trajectories' gradients are equal. */
const roundingShare = 1e-12

/**
 * The costly metrics of an estimated gradient, where they are due: its variance from trajectory to trajectory, and in
 * finite worlds how it compares with the exact one. Taken at theta^k, after Psi is known and before the step.
 */
export function* diagnoseEstimate(
  parts: RunParts & PolicyParts & DataParts & ModelParts,
  metrics: Metrics,
): Generator<void, void> {
  if (!diagnosed(parts)) return
  const { policy, workspace, batch, table } = parts
  const { engine } = policy
  const { collection, estimator } = parts.plan.variant
  const objective = surrogateAlone(scoreTimesPsi(), 1)
  const mean = workspace.savedGradientP
  mean.fill(0)
  // The gradient of each trajectory (each piece of one, where a batch may cut them): its rows lie one after the other
  // in `orderB`.
  let squares = 0
  for (let from = 0, i = 0; i < batch.rows; i++) {
    if (batch.endsB[batch.orderB[i]!] === continues) continue
    differentiateRows(workspace, { batch, rowsB: batch.orderB, from, to: i + 1 }, objective)
    engine.addScaled(mean, 1 / batch.trajectories, workspace.gradientP)
    squares += engine.squaredNorm(workspace.gradientP)
    from = i + 1
    yield
  }
  const M = batch.trajectories
  // Pieces of trajectories are no trajectories: their spread would say nothing.
  if (!('stepsPerCopy' in collection) && M > 1) {
    const meanSquared = engine.squaredNorm(mean)
    const variance = Math.max(0, squares - M * meanSquared) / (M - 1)
    metrics.gradientVariance = variance
    // The mean's own noise is in its squared length too: taken off, nothing but noise has a ratio of about 0.
    const noise = variance / M
    if (variance > roundingShare * meanSquared) metrics.gradientSignalToNoise = (meanSquared - noise) / noise
  }
  if (table === undefined) return
  tabulate(workspace, table)
  const exact = solvePolicy(table.model, table.piSA, estimator.discount)
  backwardFromLogits(workspace, table, logitsGradientSA(exact, table.piSA), 1)
  const exactNorm = Math.sqrt(engine.squaredNorm(workspace.gradientP))
  metrics.exactGradientNorm = exactNorm
  const lengths = exactNorm * Math.sqrt(engine.squaredNorm(mean))
  if (lengths > 0) metrics.gradientCosine = engine.dot(workspace.gradientP, mean) / lengths
  parts.beforeStep = { logPiSA: table.logPiSA.slice(), visitsS: exact.visitsS }
}

/** In finite worlds, where it is due: J of the policy that came out, and the exact KL across the step. */
export function diagnoseStep(parts: RunParts & PolicyParts & ModelParts, metrics: Metrics): void {
  const { table, beforeStep } = parts
  if (table === undefined || !diagnosed(parts)) return
  tabulate(parts.workspace, table)
  addObjectives(table, parts.plan.variant.estimator.discount, metrics)
  if (beforeStep !== undefined) metrics.klExact = trajectoryKl(beforeStep.visitsS, beforeStep.logPiSA, table.logPiSA)
  parts.beforeStep = undefined
}
