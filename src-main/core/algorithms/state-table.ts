import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { exactObjective } from '../exact/policy-values.ts'
import { logSoftmaxTable, softmaxTable } from '../exact/softmax-table.ts'
import type { Policy } from '../policies/policy.ts'
import { createBatch } from '../rollout/batch.ts'
import type { BatchLayout, Rows } from '../rollout/batch.ts'
import type { Metrics } from './metrics.ts'
import { forwardRows } from './policy-workspace.ts'
import type { PolicyWorkspace } from './policy-workspace.ts'

/**
 * A softmax policy of a finite world, written out state by state: what the oracle reads and what exact gradients go
 * back through.
 */
export interface StateTable {
  model: FiniteMdp
  /** One row for each state. */
  rows: Rows
  piSA: Float64Array
  logPiSA: Float64Array
}

/** What is kept from before the step for the exact KL across it. */
export interface BeforeStep {
  logPiSA: Float64Array
  visitsS: Float64Array
}

export function createStateTable(policy: Policy, layout: BatchLayout, model: FiniteMdp): StateTable {
  const S = model.states
  const batch = createBatch({ ...layout, criticWidth: undefined, sharedInputs: false }, S)
  batch.rows = S
  const states = Float64Array.from({ length: S }, (_, s) => s)
  for (let s = 0; s < S; s++) policy.encoding.write(states, s, 0, batch.policyInputs, s)
  return {
    model,
    rows: { batch, rowsB: Int32Array.from(states), from: 0, to: S },
    piSA: new Float64Array(S * model.actions),
    logPiSA: new Float64Array(S * model.actions),
  }
}

/** pi and log pi of every state, as the policy is now; its outputs stay in the table's batch. */
export function tabulate(workspace: PolicyWorkspace, table: StateTable): void {
  const { rows, model } = table
  const { width, capacity } = workspace
  const logits = new Float64Array(model.states * model.actions)
  for (let start = 0; start < rows.to; start += capacity) {
    const end = Math.min(rows.to, start + capacity)
    const outputs = forwardRows(workspace, rows, start, end)
    for (let s = start; s < end; s++) {
      for (let k = 0; k < width; k++) rows.batch.outputs[s * width + k] = outputs[(s - start) * width + k]!
      for (let a = 0; a < model.actions; a++) logits[s * model.actions + a] = outputs[(s - start) * width + a]!
    }
  }
  table.piSA.set(softmaxTable(logits, model.actions))
  table.logPiSA.set(logSoftmaxTable(logits, model.actions))
}

/**
 * J of the policy as it was tabulated last, by the world's own discount (1 unless it has one), and J_gamma by the
 * estimator's where that is below 1 or another.
 */
export function addObjectives(table: StateTable, discount: number, metrics: Metrics): void {
  const { model, piSA } = table
  metrics.exactObjective = exactObjective(model, piSA)
  if (discount < 1 || discount !== model.discount)
    metrics.exactDiscountedObjective = exactObjective(model, piSA, discount)
}

/**
 * gradientP = J^T of the rows `logitsGradientSA`, times `scale`: the exact gradient from its derivative with respect to
 * the logits.
 */
export function backwardFromLogits(
  workspace: PolicyWorkspace,
  table: StateTable,
  logitsGradientSA: Float64Array,
  scale: number,
): void {
  const { rows, model } = table
  const { policy, width, capacity } = workspace
  workspace.gradientP.fill(0)
  for (let start = 0; start < rows.to; start += capacity) {
    const end = Math.min(rows.to, start + capacity)
    forwardRows(workspace, rows, start, end)
    for (let s = start; s < end; s++) {
      for (let k = 0; k < width; k++) {
        workspace.gradientRows[(s - start) * width + k] =
          k < model.actions ? scale * logitsGradientSA[s * model.actions + k]! : 0
      }
    }
    policy.network.backward(policy.theta, workspace.tape, workspace.gradientRows, workspace.gradientP)
  }
}
