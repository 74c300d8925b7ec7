// Natural policy gradient. What to read, from collecting to the step:
//
// - `estimate.ts`: collecting, the baseline or critic, and Psi
// - `surrogate-gradient.ts`, `objective.ts`: g, the gradient on the whole batch
// - `natural-step.ts`: products with the Fisher matrix, and solving with it
// - `../updates/conjugate-gradient.ts`, `../updates/explicit-solve.ts`: the two solvers
// - this file: the update; `delta-step.ts`: eta, its limits, and the step
// - `exact.ts`: the same with g and F solved from the model

import type { UpdateSpec } from '../../../src-shared/catalogue/updates/index.ts'
import { meanSquaredReturn } from '../estimators/returns.ts'
import { takeNaturalStep } from './delta-step.ts'
import { estimate, fitCriticAfterwards } from './estimate.ts'
import { fisherOf, solveNatural } from './natural-step.ts'
import { stepsPerTrajectory } from './parts.ts'
import type { Metrics } from './metrics.ts'
import type { Parts } from './parts.ts'
import type { PassSums } from './objective.ts'
import { surrogateGradient } from './surrogate-gradient.ts'

type NaturalGradientSpec = Extract<UpdateSpec, { kind: 'natural-gradient' }>

/** Box "Natural policy gradient". */
export function* naturalGradientUpdate(
  parts: Parts,
  spec: NaturalGradientSpec,
  metrics: Metrics,
): Generator<void, void> {
  const { policy, workspace, batch } = parts
  const { engine } = policy
  const natural = parts.natural!
  // Estimate the policy gradient g ~ grad J(pi_theta^k)
  yield* estimate(parts, metrics)
  const { g, rows, weight, before, measure } = yield* surrogateGradient(parts, spec.per, metrics)

  // Estimate the Fisher information matrix F ~ F_theta^k, and solve F x = g
  const F = fisherOf(workspace, natural, rows, { weight, damping: spec.damping })
  const residual = yield* solveNatural(policy, natural, F, g, spec)
  if (residual !== undefined) metrics.cgResidual = residual
  const x = natural.vectors.x
  const slope = engine.dot(g, x)

  // theta^{k+1} <- theta^k + eta F^{-1} g
  let after: PassSums | undefined
  const kl = () => {
    after = measure()
    return weight * after.kl
  }
  const trajectorySlope = spec.per === 'step' ? slope * stepsPerTrajectory(batch) : slope
  const returnSquared = meanSquaredReturn(batch, parts.plan.variant.estimator.discount)
  const slopeShare = (trajectorySlope * parts.psiSpread * parts.psiSpread) / returnSquared
  const eta = yield* takeNaturalStep(parts, spec, slope, slopeShare, kl, metrics)
  metrics.stepNorm = eta * Math.sqrt(engine.squaredNorm(x))
  metrics.predictedImprovement = eta * slope
  yield
  if (eta === 0) after = undefined
  after ??= measure()
  metrics.entropy = after.entropy / batch.rows
  metrics.kl = after.kl / batch.rows
  metrics.realisedImprovement = weight * (after.surrogate - before.surrogate)
  yield* fitCriticAfterwards(parts, metrics)
}
