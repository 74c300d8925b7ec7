import type { UpdateSpec } from '../../../src-shared/catalogue/updates/index.ts'
import { diverged } from '../learner-error.ts'
import { estimate, fitCriticAfterwards } from './estimate.ts'
import { fisherOf, isFinitePolicy, normalisedStep, solveNatural } from './natural-step.ts'
import { atThisUpdate } from './parts.ts'
import type { Metrics, Parts } from './parts.ts'
import { surrogateGradient } from './surrogate-gradient.ts'

type NaturalGradientSpec = Extract<UpdateSpec, { kind: 'natural-gradient' }>

/** Box "Natural policy gradient". */
export function* naturalGradientUpdate(
  parts: Parts,
  spec: NaturalGradientSpec,
  metrics: Metrics,
): Generator<void, void> {
  const { policy, room, batch } = parts
  const { engine, theta } = policy
  const natural = parts.natural!
  // Estimate the policy gradient g ~ grad J(pi_theta^k)
  yield* estimate(parts, metrics)
  const { g, rowsB, weight, before, measure } = yield* surrogateGradient(parts, spec.per, metrics)

  // Estimate the Fisher information matrix F ~ F_theta^k, and solve F x = g
  const F = fisherOf(policy, room, natural, batch, rowsB, weight, spec.damping)
  const residual = yield* solveNatural(policy, natural, F, g, spec)
  if (residual !== undefined) metrics.cgResidual = residual
  const x = natural.vectors.x
  const slope = engine.dot(g, x)

  // theta^{k+1} <- theta^k + eta F^{-1} g
  const eta = stepSize(parts, spec, slope)
  // A gradient of zero has no direction to normalise: the policy stays.
  if (Number.isFinite(eta)) {
    engine.addScaled(theta, eta, x)
    if (!isFinitePolicy(policy)) throw diverged('the policy’s parameters are no longer finite')
    metrics.learningRate = eta
    metrics.stepNorm = eta * Math.sqrt(engine.squaredNorm(x))
    metrics.predictedImprovement = eta * slope
  } else {
    metrics.stepNorm = 0
    metrics.predictedImprovement = 0
  }
  yield
  const after = measure()
  metrics.entropy = after.entropy / batch.rows
  metrics.kl = after.kl / batch.rows
  metrics.realisedImprovement = weight * (after.surrogate - before.surrogate)
  yield* fitCriticAfterwards(parts, metrics)
}

/**
 * eta: fixed, or what spends the KL delta; either follows the schedule. NaN where there is no way up. `slope` is g .
 * F^{-1} g.
 */
export function stepSize(parts: Parts, { step, schedule }: NaturalGradientSpec, slope: number): number {
  return step.kind === 'fixed'
    ? atThisUpdate(parts, schedule, step.eta)
    : normalisedStep(atThisUpdate(parts, schedule, step.delta), slope)
}
