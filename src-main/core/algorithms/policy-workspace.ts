import type { Head } from '../distributions/distribution.ts'
import type { Tape, Vector } from '../networks/network.ts'
import type { Policy } from '../policies/policy.ts'
import type { Rows } from '../rollout/batch.ts'
import type { ValueColumn } from './value-loss.ts'

/**
 * Where a policy's derivatives are worked out: rows for one chunk of samples, allocated once, before the first step.
 */
export interface PolicyWorkspace extends ValueColumn {
  policy: Policy
  /** Most rows in one forward; longer minibatches go through in chunks, their gradients added up. */
  capacity: number
  tape: Tape
  head: Head
  inputs: Vector
  oldOutputs: Vector
  actions: Float64Array
  oldLogProbsB: Float64Array
  logProbsB: Float64Array
  /** rho = pi_theta(a|s) / pi_theta^k(a|s), once `fillRatios` was called. */
  ratiosB: Float64Array
  psiB: Float64Array
  coefficientsB: Float64Array
  /** The gradient of the objective with respect to theta. */
  gradientP: Vector
  /** The whole batch's gradient at theta^k, where minibatches overwrite `gradientP`. */
  savedGradientP: Vector
  /** theta as it was when the update began. */
  thetaBeforeP: Vector
}

export function createPolicyWorkspace(policy: Policy, capacity: number): PolicyWorkspace {
  const { engine, network, distribution } = policy
  return {
    policy,
    capacity,
    tape: network.createTape(capacity),
    head: distribution.createHead(capacity),
    inputs: engine.rows(capacity, policy.encoding.size),
    gradientRows: engine.rows(capacity, network.outputSize),
    width: network.outputSize,
    valueColumn: distribution.outputs,
    oldOutputs: engine.rows(capacity, network.outputSize),
    actions: engine.doubles(capacity * distribution.actionSize),
    oldLogProbsB: engine.doubles(capacity),
    logProbsB: new Float64Array(capacity),
    ratiosB: engine.doubles(capacity),
    psiB: engine.doubles(capacity),
    coefficientsB: new Float64Array(capacity),
    gradientP: engine.vector(network.parameterCount),
    savedGradientP: engine.vector(network.parameterCount),
    thetaBeforeP: engine.vector(network.parameterCount),
  }
}

/**
 * Gathers the chunk `rowsB[start .. end)` of some rows into the workspace and runs the policy forward on it. Returns
 * the outputs.
 */
export function forwardRows(workspace: PolicyWorkspace, rows: Rows, start: number, end: number): Vector {
  const { policy, inputs, actions, logProbsB } = workspace
  const { engine, network, distribution, encoding } = policy
  const { batch, rowsB } = rows
  engine.gather(batch.policyInputs, encoding.size, rowsB, start, end, inputs)
  engine.gather(batch.actions, distribution.actionSize, rowsB, start, end, actions)
  engine.gather(batch.logProbsB, 1, rowsB, start, end, workspace.oldLogProbsB)
  engine.gather(batch.psiB, 1, rowsB, start, end, workspace.psiB)
  const outputs = network.forward(policy.theta, inputs, end - start, workspace.tape)
  workspace.head.prepare(outputs, network.outputSize, end - start, actions, logProbsB)
  return outputs
}

/** The outputs that the actions of the chunk `rowsB[start .. end)` were drawn from. */
export function gatherOldOutputs(workspace: PolicyWorkspace, rows: Rows, start: number, end: number): void {
  const { engine, network } = workspace.policy
  engine.gather(rows.batch.outputs, network.outputSize, rows.rowsB, start, end, workspace.oldOutputs)
}

/** rho of each gathered row goes to `ratiosB`. */
export function fillRatios(workspace: PolicyWorkspace, count: number): void {
  const { logProbsB, oldLogProbsB, ratiosB } = workspace
  for (let b = 0; b < count; b++) ratiosB[b] = logProbsB[b]! - oldLogProbsB[b]!
  workspace.policy.engine.exponentials(ratiosB, count, ratiosB)
}
