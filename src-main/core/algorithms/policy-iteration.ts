import { solvePolicy } from '../exact/policy-gradient.ts'
import { estimate, fitCriticAfterwards } from './estimate.ts'
import { everyRow } from './parts.ts'
import type { Metrics, Parts } from './parts.ts'
import { emptySums, measureRows } from './policy-room.ts'
import { ratioTimesPsi } from './surrogates.ts'

/**
 * How far the greedy action's preference stands above the others': exact iteration is greedy but for 1e-13; fitted
 * iteration keeps trying the others.
 */
const exactPreference = 30
const fittedPreference = 5

/**
 * Policy iteration, for contrast: estimate Q of the current policy, then be greedy in every state. Nothing keeps the
 * new policy's states near those the estimate came from. (Section "Local policy optimization: motivation".)
 */
export function* policyIterationUpdate(parts: Parts, metrics: Metrics): Generator<void, void> {
  const { policy, room, batch } = parts
  const { states: S, actions: A } = parts.table!.model
  // Estimate the advantage (Q up to the state's value) of each action that was tried, as the mean of Psi.
  yield* estimate(parts, metrics)
  const sumSA = new Float64Array(S * A)
  const triesSA = new Float64Array(S * A)
  for (let row = 0; row < batch.rows; row++) {
    const pair = batch.statesB![row]! * A + batch.actions[row]!
    sumSA[pair]! += batch.psiB[row]!
    triesSA[pair]!++
  }
  const estimateSA = sumSA.map((sum, pair) => (triesSA[pair]! > 0 ? sum / triesSA[pair]! : Number.NEGATIVE_INFINITY))
  room.thetaBeforeP.set(policy.theta)
  // Be greedy. States that weren't visited keep their actions.
  metrics.greedyChanges = becomeGreedy(policy.theta, estimateSA, S, A, fittedPreference)
  policy.engine.addScaled(room.thetaBeforeP, -1, policy.theta)
  metrics.stepNorm = Math.sqrt(policy.engine.squaredNorm(room.thetaBeforeP))
  const after = emptySums()
  measureRows(policy, room, batch, everyRow(parts), ratioTimesPsi(), after)
  metrics.entropy = after.entropy / batch.rows
  metrics.kl = after.kl / batch.rows
  let before = 0
  for (let row = 0; row < batch.rows; row++) before += batch.psiB[row]!
  metrics.realisedImprovement = (after.surrogate - before) / batch.rows
  yield* fitCriticAfterwards(parts, metrics)
}

/**
 * The same with the model: greedy in A_h summed over the steps, weighted by how likely the policy is in s at h. (A
 * stationary policy has one action for all steps.) States it never visits take the plain sum.
 */
export function exactGreedy(parts: Parts, piSA: Float64Array, discount: number): number {
  const { model } = parts.table!
  const { states: S, actions: A, horizon: H } = model
  const solved = solvePolicy(model, piSA, discount)
  const advantageSA = solved.weightedAdvantagesSA.slice()
  for (let s = 0; s < S; s++) {
    if (solved.visitsS[s]! > 0) continue
    for (let h = 0; h < H; h++)
      for (let a = 0; a < A; a++) advantageSA[s * A + a]! += solved.advantagesHSA[(h * S + s) * A + a]!
  }
  return becomeGreedy(parts.policy.theta, advantageSA, S, A, exactPreference)
}

/**
 * Writes the greedy table; equals stay with the action that was preferred. Returns in how many states another action
 * came up.
 */
function becomeGreedy(
  thetaSA: { [index: number]: number },
  valueSA: Float64Array,
  S: number,
  A: number,
  preference: number,
): number {
  let changes = 0
  for (let s = 0; s < S; s++) {
    const start = s * A
    let preferred = 0
    for (let a = 1; a < A; a++) if (thetaSA[start + a]! > thetaSA[start + preferred]!) preferred = a
    let best = preferred
    for (let a = 0; a < A; a++) if (valueSA[start + a]! > valueSA[start + best]!) best = a
    if (!Number.isFinite(valueSA[start + best]!)) continue
    if (best !== preferred) changes++
    for (let a = 0; a < A; a++) thetaSA[start + a] = a === best ? preference : 0
  }
  return changes
}
