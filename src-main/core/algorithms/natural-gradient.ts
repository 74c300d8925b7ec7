import type { UpdateSpec } from '../../../src-shared/catalogue/updates/index.ts'
import { estimate, fitCriticAfterwards } from './estimate.ts'
import { fisherOf, normalisedStep, solveNatural } from './natural-step.ts'
import { atThisUpdate, everyRow, perWeight } from './parts.ts'
import type { Metrics, Parts } from './parts.ts'
import { checkFinite } from './policy-fit.ts'
import { differentiateRows, emptySums, measureRows } from './policy-room.ts'
import { ratioTimesPsi } from './surrogates.ts'

type NaturalGradientSpec = Extract<UpdateSpec, { kind: 'natural-gradient' }>

/** Box "Natural policy gradient". */
export function* naturalGradientUpdate(parts: Parts, spec: NaturalGradientSpec, metrics: Metrics): Generator<void, void> {
  const { policy, room, batch } = parts
  const { engine, theta } = policy
  const natural = parts.natural!
  // Estimate the policy gradient g ~ grad J(pi_theta^k)
  yield* estimate(parts, metrics)
  const rowsB = everyRow(parts)
  const weight = perWeight(batch, spec.per) / batch.rows
  const surrogate = ratioTimesPsi()
  const before = emptySums()
  differentiateRows(policy, room, batch, rowsB, 0, batch.rows, surrogate, weight, { entropyWeight: 0, klWeight: 0, valueLoss: undefined }, before)
  const g = room.gradientP
  const squaredNorm = engine.squaredNorm(g)
  checkFinite(squaredNorm)
  metrics.gradientNorm = Math.sqrt(squaredNorm)
  metrics.policyLoss = -weight * before.surrogate
  yield

  // Estimate the Fisher information matrix F ~ F_theta^k, and solve F x = g
  const F = fisherOf(policy, room, natural, batch, rowsB, weight, spec.damping)
  const residual = yield* solveNatural(policy, natural, F, g, spec)
  if (residual !== undefined) metrics.cgResidual = residual
  const x = natural.vectors.x
  const slope = engine.dot(g, x)

  // theta^{k+1} <- theta^k + eta F^{-1} g
  const eta = spec.step.kind === 'fixed' ? atThisUpdate(parts, spec.schedule, spec.step.eta) : normalisedStep(atThisUpdate(parts, spec.schedule, spec.step.delta), slope)
  // A gradient of zero has no direction to normalise: the policy stays.
  if (Number.isFinite(eta)) {
    engine.addScaled(theta, eta, x)
    metrics.learningRate = eta
    metrics.stepNorm = eta * Math.sqrt(engine.squaredNorm(x))
    metrics.predictedImprovement = eta * slope
  } else {
    metrics.stepNorm = 0
    metrics.predictedImprovement = 0
  }
  yield
  const after = emptySums()
  measureRows(policy, room, batch, rowsB, surrogate, after)
  metrics.entropy = after.entropy / batch.rows
  metrics.kl = after.kl / batch.rows
  metrics.realisedImprovement = weight * (after.surrogate - before.surrogate)
  yield* fitCriticAfterwards(parts, metrics)
}
