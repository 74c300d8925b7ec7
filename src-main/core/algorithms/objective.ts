import type { Vector } from '../networks/network.ts'
import type { Rows } from '../rollout/batch.ts'
import { forwardRows, gatherOldOutputs } from './policy-workspace.ts'
import type { PolicyWorkspace } from './policy-workspace.ts'
import type { ValueLoss } from './value-loss.ts'

/** A surrogate objective as the sampled updates see it: a sum over rows of a function of log pi(a|s). */
export interface Surrogate {
  /** Writes weight * d surrogate / d log pi of each row, and returns the sum of the rows' surrogates, unweighted. */
  differentiate(workspace: PolicyWorkspace, count: number, weight: number): number
  /** The sum of the rows' surrogates alone. */
  evaluate(workspace: PolicyWorkspace, count: number): number
}

/**
 * What is climbed: the sum over rows of weight * surrogate + entropyWeight * H - klWeight * KL(old || new) (- the
 * critic's loss, in a shared network).
 */
export interface Objective {
  surrogate: Surrogate
  weight: number
  entropyWeight: number
  klWeight: number
  /** The critic's loss, where the critic is an output of the policy's network. */
  valueLoss: ValueLoss | undefined
}

export function surrogateAlone(surrogate: Surrogate, weight: number): Objective {
  return { surrogate, weight, entropyWeight: 0, klWeight: 0, valueLoss: undefined }
}

/** What a pass over rows summed up, unweighted. */
export interface PassSums {
  surrogate: number
  entropy: number
  kl: number
  valueLoss: number
}

export function emptySums(): PassSums {
  return { surrogate: 0, entropy: 0, kl: 0, valueLoss: 0 }
}

/** workspace.gradientP = d objective / d theta on these rows; adds what the pass summed up to `sums`. */
export function differentiateRows(
  workspace: PolicyWorkspace,
  rows: Rows,
  objective: Objective,
  sums: PassSums = emptySums(),
): void {
  const { policy, head, gradientRows, gradientP, capacity } = workspace
  const { surrogate, weight, entropyWeight, klWeight, valueLoss } = objective
  gradientP.fill(0)
  for (let start = rows.from; start < rows.to; start += capacity) {
    const end = Math.min(rows.to, start + capacity)
    const count = end - start
    const outputs = forwardRows(workspace, rows, start, end)
    sums.surrogate += surrogate.differentiate(workspace, count, weight)
    if (klWeight !== 0 || (entropyWeight !== 0 && policy.distribution.entropyNeedsOldOutputs))
      gatherOldOutputs(workspace, rows, start, end)
    sums.entropy += head.setGradient(workspace.coefficientsB, entropyWeight, workspace.oldOutputs, gradientRows)
    if (klWeight !== 0) {
      head.addKlGradient(-klWeight, workspace.oldOutputs, gradientRows)
      sums.kl += head.klSum(workspace.oldOutputs)
    }
    if (valueLoss !== undefined) sums.valueLoss += valueLoss.differentiate(workspace, outputs, rows, start, end)
    else if (policy.sharesValue) clearValueColumn(gradientRows, workspace.width, count)
    policy.network.backward(policy.theta, workspace.tape, gradientRows, gradientP)
  }
}

function clearValueColumn(gradientRows: Vector, width: number, count: number): void {
  for (let b = 0; b < count; b++) gradientRows[b * width + width - 1] = 0
}

/** Surrogate, entropy and KL(old || new) of the policy as it is now, summed over these rows. */
export function measureRows(workspace: PolicyWorkspace, rows: Rows, surrogate: Surrogate): PassSums {
  const sums = emptySums()
  const { head, capacity } = workspace
  for (let start = rows.from; start < rows.to; start += capacity) {
    const end = Math.min(rows.to, start + capacity)
    forwardRows(workspace, rows, start, end)
    gatherOldOutputs(workspace, rows, start, end)
    sums.surrogate += surrogate.evaluate(workspace, end - start)
    sums.entropy += head.entropySum()
    sums.kl += head.klSum(workspace.oldOutputs)
  }
  return sums
}

/**
 * The sum of the rows' entropies as they were when their actions were drawn: from the outputs kept, without a forward.
 */
export function oldEntropySum(workspace: PolicyWorkspace, rows: Rows): number {
  const { policy, head, capacity } = workspace
  const { engine, distribution } = policy
  let sum = 0
  for (let start = rows.from; start < rows.to; start += capacity) {
    const end = Math.min(rows.to, start + capacity)
    gatherOldOutputs(workspace, rows, start, end)
    engine.gather(rows.batch.actions, distribution.actionSize, rows.rowsB, start, end, workspace.actions)
    head.prepare(workspace.oldOutputs, workspace.width, end - start, workspace.actions, workspace.logProbsB)
    sum += head.entropySum()
  }
  return sum
}
