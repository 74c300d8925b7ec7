import type { Vector } from '../networks/network.ts'
import { everyRow, perWeight } from './parts.ts'
import type { Metrics, Parts } from './parts.ts'
import { checkFinite } from './policy-fit.ts'
import { differentiateRows, emptySums, measureRows } from './policy-workspace.ts'
import type { PassSums } from './policy-workspace.ts'
import { ratioTimesPsi } from './surrogates.ts'

/** Where an update begins that takes one step from the gradient of its whole batch. */
export interface SurrogateGradient {
  /** g: of E[ sum_h rho_h Psi_h ] at theta^k, where every rho is 1; it is the policy gradient's estimate. */
  g: Vector
  rowsB: Int32Array
  /** What turns sums over the rows into means a step, or a trajectory. */
  weight: number
  /** The sums at theta^k. */
  before: PassSums
  /** The sums at theta as it is by now, over the same rows. */
  measure: () => PassSums
}

const noExtras = { entropyWeight: 0, klWeight: 0, valueLoss: undefined }

export function* surrogateGradient(
  parts: Parts,
  per: 'trajectory' | 'step',
  metrics: Metrics,
): Generator<void, SurrogateGradient> {
  const { policy, workspace, batch } = parts
  const rowsB = everyRow(parts)
  const weight = perWeight(batch, per) / batch.rows
  const surrogate = ratioTimesPsi()
  const before = emptySums()
  differentiateRows(policy, workspace, batch, rowsB, 0, batch.rows, surrogate, weight, noExtras, before)
  const g = workspace.gradientP
  const squaredNorm = policy.engine.squaredNorm(g)
  checkFinite(squaredNorm)
  metrics.gradientNorm = Math.sqrt(squaredNorm)
  metrics.policyLoss = -weight * before.surrogate
  yield
  return { g, rowsB, weight, before, measure }

  function measure(): PassSums {
    const sums = emptySums()
    measureRows(policy, workspace, batch, rowsB, surrogate, sums)
    return sums
  }
}
