import type { Head } from '../distributions/distribution.ts'
import type { Tape, Vector } from '../networks/network.ts'
import type { Policy } from '../policies/policy.ts'
import type { Batch } from '../rollout/batch.ts'
import type { ValueLoss } from './value-loss.ts'

/**
 * Where a policy's derivatives are worked out: rows for one chunk of samples, allocated once, before the first step.
 */
export interface PolicyWorkspace {
  policy: Policy
  /** Most rows in one forward; longer minibatches go through in chunks, their gradients added up. */
  capacity: number
  tape: Tape
  head: Head
  inputs: Vector
  gradientRows: Vector
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

/** A surrogate objective as the sampled updates see it: a sum over rows of a function of log pi(a|s). */
export interface Surrogate {
  /** Writes weight * d surrogate / d log pi of each row, and returns the sum of the rows' surrogates, unweighted. */
  differentiate(workspace: PolicyWorkspace, count: number, weight: number): number
  /** The sum of the rows' surrogates alone. */
  evaluate(workspace: PolicyWorkspace, count: number): number
}

/** What is added to the surrogate: weights are per row, like the surrogate's own. */
export interface Extras {
  entropyWeight: number
  klWeight: number
  /** The critic's loss, where the critic is an output of the policy's network. */
  valueLoss: ValueLoss | undefined
}

/**
 * Gathers the rows `rowsB[from .. to)` of a batch into the workspace and runs the policy forward on them. Returns the
 * outputs.
 */
export function forwardRows(
  policy: Policy,
  workspace: PolicyWorkspace,
  batch: Batch,
  rowsB: Int32Array,
  from: number,
  to: number,
): Vector {
  const count = to - from
  const { engine, network, distribution, encoding } = policy
  engine.gather(batch.policyInputs, encoding.size, rowsB, from, to, workspace.inputs)
  engine.gather(batch.actions, distribution.actionSize, rowsB, from, to, workspace.actions)
  engine.gather(batch.logProbsB, 1, rowsB, from, to, workspace.oldLogProbsB)
  engine.gather(batch.psiB, 1, rowsB, from, to, workspace.psiB)
  const outputs = network.forward(policy.theta, workspace.inputs, count, workspace.tape)
  workspace.head.prepare(outputs, network.outputSize, count, workspace.actions, workspace.logProbsB)
  return outputs
}

/** The outputs that the gathered rows' actions were drawn from. */
export function gatherOldOutputs(
  policy: Policy,
  workspace: PolicyWorkspace,
  batch: Batch,
  rowsB: Int32Array,
  from: number,
  to: number,
): void {
  policy.engine.gather(batch.outputs, policy.network.outputSize, rowsB, from, to, workspace.oldOutputs)
}

/** rho of each gathered row goes to `ratiosB`. */
export function fillRatios(
  { policy: { engine }, logProbsB, oldLogProbsB, ratiosB }: PolicyWorkspace,
  count: number,
): void {
  for (let b = 0; b < count; b++) ratiosB[b] = logProbsB[b]! - oldLogProbsB[b]!
  engine.exponentials(ratiosB, count, ratiosB)
}

/** What a pass over rows summed up, unweighted. */
export interface PassSums {
  surrogate: number
  entropy: number
  kl: number
  valueLoss: number
}

/**
 * gradientP = d/d theta of the sum over rows `rowsB[from .. to)` of weight * surrogate + entropyWeight * H - klWeight *
 * KL(old || new) (- the critic's loss, in a shared network).
 */
export function differentiateRows(
  policy: Policy,
  workspace: PolicyWorkspace,
  batch: Batch,
  rowsB: Int32Array,
  from: number,
  to: number,
  surrogate: Surrogate,
  weight: number,
  extras: Extras,
  sums: PassSums,
): void {
  const { head, gradientRows, gradientP, capacity } = workspace
  const { entropyWeight, klWeight, valueLoss } = extras
  gradientP.fill(0)
  for (let start = from; start < to; start += capacity) {
    const end = Math.min(to, start + capacity)
    const count = end - start
    const outputs = forwardRows(policy, workspace, batch, rowsB, start, end)
    sums.surrogate += surrogate.differentiate(workspace, count, weight)
    if (klWeight !== 0 || (entropyWeight !== 0 && policy.distribution.entropyNeedsOldOutputs))
      gatherOldOutputs(policy, workspace, batch, rowsB, start, end)
    sums.entropy += head.setGradient(workspace.coefficientsB, entropyWeight, workspace.oldOutputs, gradientRows)
    if (klWeight !== 0) {
      head.addKlGradient(-klWeight, workspace.oldOutputs, gradientRows)
      sums.kl += head.klSum(workspace.oldOutputs)
    }
    if (valueLoss !== undefined) {
      sums.valueLoss += valueLoss.differentiate(
        outputs,
        policy.network.outputSize,
        policy.distribution.outputs,
        batch,
        rowsB,
        start,
        end,
        to - from,
        gradientRows,
      )
    } else if (policy.sharesValue) {
      clearValueColumn(gradientRows, policy.network.outputSize, count)
    }
    policy.network.backward(policy.theta, workspace.tape, gradientRows, gradientP)
  }
}

function clearValueColumn(gradientRows: Vector, width: number, count: number): void {
  for (let b = 0; b < count; b++) gradientRows[b * width + width - 1] = 0
}

/** Surrogate, entropy and KL(old || new) of the policy as it is now, summed over the whole batch. */
export function measureRows(
  policy: Policy,
  workspace: PolicyWorkspace,
  batch: Batch,
  rowsB: Int32Array,
  surrogate: Surrogate,
  sums: PassSums,
): void {
  for (let start = 0; start < batch.rows; start += workspace.capacity) {
    const end = Math.min(batch.rows, start + workspace.capacity)
    forwardRows(policy, workspace, batch, rowsB, start, end)
    gatherOldOutputs(policy, workspace, batch, rowsB, start, end)
    sums.surrogate += surrogate.evaluate(workspace, end - start)
    sums.entropy += workspace.head.entropySum()
    sums.kl += workspace.head.klSum(workspace.oldOutputs)
  }
}

/**
 * The sum of the batch's entropies as they were when its actions were drawn: from the outputs kept, without a forward.
 */
export function oldEntropySum(policy: Policy, workspace: PolicyWorkspace, batch: Batch, rowsB: Int32Array): number {
  const { engine, distribution } = policy
  let sum = 0
  for (let start = 0; start < batch.rows; start += workspace.capacity) {
    const end = Math.min(batch.rows, start + workspace.capacity)
    gatherOldOutputs(policy, workspace, batch, rowsB, start, end)
    engine.gather(batch.actions, distribution.actionSize, rowsB, start, end, workspace.actions)
    workspace.head.prepare(
      workspace.oldOutputs,
      policy.network.outputSize,
      end - start,
      workspace.actions,
      workspace.logProbsB,
    )
    sum += workspace.head.entropySum()
  }
  return sum
}

export function emptySums(): PassSums {
  return { surrogate: 0, entropy: 0, kl: 0, valueLoss: 0 }
}
