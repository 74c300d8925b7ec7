import type { PolicyIterationSpec } from '../../../src-shared/catalogue/updates/policy-iteration.ts'
import { explorationOf } from '../../../src-shared/catalogue/updates/policy-iteration.ts'
import { exactObjective } from '../exact/policy-values.ts'
import { solvePolicy } from '../exact/policy-gradient.ts'
import type { Batch } from '../rollout/batch.ts'
import { estimate, fitCriticAfterwards } from './estimate.ts'
import { fitQ } from './fitted-q.ts'
import { wholeBatch } from './parts.ts'
import type { Metrics } from './metrics.ts'
import type { ModelParts, Parts, PolicyParts } from './parts.ts'
import { measureRows } from './objective.ts'
import { ratioTimesPsi } from './surrogates.ts'

/** A softmax is never quite greedy: without exploration it is but for 1e-13. */
const greedyPreference = 30

/** How far the greedy action's score stands above the others', so that those have `exploration` together. */
export function preferenceFor(exploration: number, actions: number): number {
  if (exploration === 0 || actions === 1) return greedyPreference
  return Math.log(((1 - exploration) * (actions - 1)) / exploration)
}

/**
 * Policy iteration, for contrast: estimate Q of the current policy, then be greedy in every state. Nothing keeps the
 * new policy's states near those the estimate came from. (Section "Local policy optimization: motivation".)
 */
export function* policyIterationUpdate(
  parts: Parts,
  spec: PolicyIterationSpec,
  metrics: Metrics,
): Generator<void, void> {
  const { policy, workspace, batch } = parts
  const { states: S, actions: A } = parts.table!.model
  // Estimate Q (or Q up to the state's value) of each action: Psi of the samples, averaged or fitted.
  yield* estimate(parts, metrics)
  let qSA: Float64Array
  if (parts.fittedQ === undefined) qSA = meanPsiSA(batch, S, A)
  else ({ qSA, loss: metrics.qLoss } = yield* fitQ(parts.fittedQ, batch, parts.minibatchRandom))
  workspace.thetaBeforeP.set(policy.theta)
  // Be greedy. States of which nothing is known keep their actions.
  metrics.greedyChanges = becomeGreedy(policy.theta, qSA, S, A, preferenceFor(explorationOf(spec, false), A))
  addGreedyObjective(parts, metrics)
  policy.engine.addScaled(workspace.thetaBeforeP, -1, policy.theta)
  metrics.stepNorm = Math.sqrt(policy.engine.squaredNorm(workspace.thetaBeforeP))
  const after = measureRows(workspace, wholeBatch(parts), ratioTimesPsi())
  metrics.entropy = after.entropy / batch.rows
  metrics.kl = after.kl / batch.rows
  let before = 0
  for (let row = 0; row < batch.rows; row++) before += batch.psiB[row]!
  metrics.realisedImprovement = (after.surrogate - before) / batch.rows
  yield* fitCriticAfterwards(parts, metrics)
}

/** The mean of Psi over the tries of each action in each state; minus infinity where there were none. */
function meanPsiSA(batch: Batch, S: number, A: number): Float64Array {
  const sumSA = new Float64Array(S * A)
  const triesSA = new Float64Array(S * A)
  for (let row = 0; row < batch.rows; row++) {
    const pair = batch.statesB![row]! * A + batch.actions[row]!
    sumSA[pair]! += batch.psiB[row]!
    triesSA[pair]!++
  }
  return sumSA.map((sum, pair) => (triesSA[pair]! > 0 ? sum / triesSA[pair]! : Number.NEGATIVE_INFINITY))
}

/**
 * The same with the model: greedy in A_h summed over the steps, weighted by how likely the policy is in s at h. (A
 * stationary policy has one action for all steps.) States it never visits take the plain sum.
 */
export function exactGreedy(
  parts: PolicyParts & ModelParts,
  spec: PolicyIterationSpec,
  piSA: Float64Array,
  discount: number,
  metrics: Metrics,
): void {
  const { model } = parts.table!
  const { states: S, actions: A, horizon: H } = model
  const solved = solvePolicy(model, piSA, discount)
  const advantageSA = solved.weightedAdvantagesSA.slice()
  for (let s = 0; s < S; s++) {
    if (solved.visitsS[s]! > 0) continue
    for (let h = 0; h < H; h++)
      for (let a = 0; a < A; a++) advantageSA[s * A + a]! += solved.advantagesHSA[(h * S + s) * A + a]!
  }
  const preference = preferenceFor(explorationOf(spec, true), A)
  metrics.greedyChanges = becomeGreedy(parts.policy.theta, advantageSA, S, A, preference)
  addGreedyObjective(parts, metrics)
}

/** J of the policy without its exploration, solved from the model. */
function addGreedyObjective({ policy, table }: PolicyParts & ModelParts, metrics: Metrics): void {
  const { model } = table!
  const { states: S, actions: A } = model
  const greedySA = new Float64Array(S * A)
  for (let s = 0; s < S; s++) greedySA[s * A + likeliest(policy.theta, s * A, A)] = 1
  metrics.greedyObjective = exactObjective(model, greedySA)
}

function likeliest(thetaSA: { readonly [index: number]: number }, start: number, A: number): number {
  let preferred = 0
  for (let a = 1; a < A; a++) if (thetaSA[start + a]! > thetaSA[start + preferred]!) preferred = a
  return preferred
}

/**
 * Writes the greedy table; equals stay with the action that was preferred. Returns in how many states another action
 * came up.
 */
export function becomeGreedy(
  thetaSA: { [index: number]: number },
  valueSA: Float64Array,
  S: number,
  A: number,
  preference: number,
): number {
  let changes = 0
  for (let s = 0; s < S; s++) {
    const start = s * A
    const preferred = likeliest(thetaSA, start, A)
    let best = preferred
    for (let a = 0; a < A; a++) if (valueSA[start + a]! > valueSA[start + best]!) best = a
    if (!Number.isFinite(valueSA[start + best]!)) continue
    if (best !== preferred) changes++
    for (let a = 0; a < A; a++) thetaSA[start + a] = a === best ? preference : 0
  }
  return changes
}
