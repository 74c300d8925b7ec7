import type { Vector } from '../networks/network.ts'
import type { Rows } from '../rollout/batch.ts'
import { differentiateRows, emptySums, measureRows, surrogateAlone } from './objective.ts'
import type { PassSums } from './objective.ts'
import { perWeight, wholeBatch } from './parts.ts'
import type { Metrics } from './metrics.ts'
import type { DataParts, PolicyParts } from './parts.ts'
import { checkFinite } from './policy-fit.ts'
import { ratioTimesPsi } from './surrogates.ts'

/** Where an update begins that takes one step from the gradient of its whole batch. */
export interface SurrogateGradient {
  /** g: of E[ sum_h rho_h Psi_h ] at theta^k, where every rho is 1; it is the policy gradient's estimate. */
  g: Vector
  /** The whole batch. */
  rows: Rows
  /** What turns sums over the rows into means a step, or a trajectory. */
  weight: number
  /** The sums at theta^k. */
  before: PassSums
  /** The sums at theta as it is by now, over the same rows. */
  measure: () => PassSums
}

export function* surrogateGradient(
  parts: PolicyParts & DataParts,
  per: 'trajectory' | 'step',
  metrics: Metrics,
): Generator<void, SurrogateGradient> {
  const { policy, workspace, batch } = parts
  const rows = wholeBatch(parts)
  const weight = perWeight(batch, per) / batch.rows
  const surrogate = ratioTimesPsi()
  const before = emptySums()
  differentiateRows(workspace, rows, surrogateAlone(surrogate, weight), before)
  const g = workspace.gradientP
  const squaredNorm = policy.engine.squaredNorm(g)
  checkFinite(squaredNorm)
  metrics.gradientNorm = Math.sqrt(squaredNorm)
  metrics.policyLoss = -weight * before.surrogate
  yield
  return { g, rows, weight, before, measure: () => measureRows(workspace, rows, surrogate) }
}
