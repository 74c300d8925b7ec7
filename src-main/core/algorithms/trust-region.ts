// Trust region policy optimization. What to read, from collecting to the step:
//
// - `estimate.ts`: collecting, the baseline or critic, and Psi
// - `surrogate-gradient.ts`, `objective.ts`: g, the gradient on the whole batch, and surrogate and KL of a tried step
// - `natural-step.ts`, `../updates/conjugate-gradient.ts`: F^{-1} g, and the longest step
// - this file: the update, and its line search
// - `exact.ts`, `../exact/separable-argmax.ts`: the box's argmax itself, solved from the model

import type { UpdateSpec } from '../../../src-shared/catalogue/updates/index.ts'
import { conjugateGradient } from '../updates/conjugate-gradient.ts'
import { estimate, fitCriticAfterwards } from './estimate.ts'
import { fisherOf, isFinitePolicy, normalisedStep } from './natural-step.ts'
import { atThisUpdate } from './parts.ts'
import type { Metrics } from './metrics.ts'
import type { Parts } from './parts.ts'
import type { PassSums } from './objective.ts'
import { surrogateGradient } from './surrogate-gradient.ts'

type TrustRegionSpec = Extract<UpdateSpec, { kind: 'trust-region' }>

/** Why a line search left the policy as it was; the metric `lineSearchRejected` records it. */
export const lineSearch = { accepted: 0, noImprovement: 1, klTooLarge: 2, notFinite: 3, noDirection: 4 } as const

/**
 * Box "Trust region policy optimization", made implementable as in Schulman et al. 2015: the importance-sampled
 * surrogate L(theta) = E[ sum_h rho_h A_h ], its constraint KL <= delta on the sampled states, the natural direction by
 * conjugate gradient, and a backtracking line search on both. The sampled KL never exceeds delta.
 */
export function* trustRegionUpdate(parts: Parts, spec: TrustRegionSpec, metrics: Metrics): Generator<void, void> {
  const { policy, workspace, batch } = parts
  const { engine, theta } = policy
  const natural = parts.natural!
  // Sample N trajectories to learn b_h(s), and M trajectories tau_0, ..., tau_{M-1} ~ rho^k
  yield* estimate(parts, metrics)
  const { g, rows, weight, before, measure } = yield* surrogateGradient(parts, spec.per, metrics)

  // x ~ F^{-1} g, and the longest step that spends delta to second order
  const F = fisherOf(workspace, natural, rows, { weight, damping: spec.damping })
  metrics.cgResidual = yield* conjugateGradient(engine, F, g, spec.cgSteps, natural.vectors)
  const x = natural.vectors.x
  const slope = engine.dot(g, x)
  const delta = atThisUpdate(parts, spec.schedule, spec.delta)
  const longest = normalisedStep(delta, slope)

  // Shorten the step until the surrogate improves within KL <= delta
  workspace.thetaBeforeP.set(theta)
  let rejected: number = Number.isFinite(longest) ? lineSearch.noImprovement : lineSearch.noDirection
  let length = longest
  let tries = 0
  let after = before
  while (rejected !== lineSearch.accepted && rejected !== lineSearch.noDirection && tries < spec.maxBacktracks) {
    if (tries > 0) length *= spec.backtrackFactor
    tries++
    theta.set(workspace.thetaBeforeP)
    engine.addScaled(theta, length, x)
    after = measure()
    rejected = isFinitePolicy(policy) ? verdict(before, after, weight, delta) : lineSearch.notFinite
    yield
  }
  if (rejected !== lineSearch.accepted) {
    theta.set(workspace.thetaBeforeP)
    after = measure()
  }
  const taken = rejected === lineSearch.accepted
  metrics.lineSearchSteps = tries
  metrics.lineSearchRejected = rejected
  metrics.stepNorm = taken ? length * Math.sqrt(engine.squaredNorm(x)) : 0
  metrics.predictedImprovement = taken ? length * slope : 0
  metrics.realisedImprovement = taken ? weight * (after.surrogate - before.surrogate) : 0
  metrics.entropy = after.entropy / batch.rows
  metrics.kl = taken ? after.kl / batch.rows : 0
  yield* fitCriticAfterwards(parts, metrics)
}

/** Whether a tried step may be taken, or why not. */
function verdict(before: PassSums, after: PassSums, weight: number, delta: number): number {
  if (!Number.isFinite(after.surrogate) || !Number.isFinite(after.kl)) return lineSearch.notFinite
  if (weight * after.kl > delta) return lineSearch.klTooLarge
  return after.surrogate > before.surrogate ? lineSearch.accepted : lineSearch.noImprovement
}
