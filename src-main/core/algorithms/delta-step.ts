import type { UpdateSpec } from '../../../src-shared/catalogue/updates/index.ts'
import { diverged } from '../learner-error.ts'
import { isFinitePolicy, normalisedStep } from './natural-step.ts'
import { atThisUpdate } from './parts.ts'
import type { Metrics } from './metrics.ts'
import type { PolicyParts, RunParts } from './parts.ts'

type NaturalGradientSpec = Extract<UpdateSpec, { kind: 'natural-gradient' }>

/**
 * Below this share of the mean squared return g . F^{-1} g is nothing but rounding, and a step of KL delta along it
 * would lead anywhere.
 */
const roundingShare = 1e-12

/** What is still too long after so many halvings is no step: each of them takes a pass over the batch. */
const mostHalvings = 500

/**
 * theta += eta F^{-1} g, with F^{-1} g as the solver left it. eta is fixed, or spends the KL delta; either follows the
 * schedule. delta holds to second order only, so that such a step is guarded where the spec sets a KL limit.
 *
 * `slope` is g . F^{-1} g; `slopeShare` the same per trajectory, relative to the mean squared return; `kl` gives the KL
 * from the policy before the step to the policy as it is. Returns eta, 0 where the policy stays.
 */
export function* takeNaturalStep(
  parts: RunParts & PolicyParts,
  { step, schedule }: NaturalGradientSpec,
  slope: number,
  slopeShare: number,
  kl: () => number,
  metrics: Metrics,
): Generator<void, number> {
  let eta: number
  if (step.kind === 'fixed') eta = plainStep(parts, atThisUpdate(parts, schedule, step.eta))
  else {
    const delta = atThisUpdate(parts, schedule, step.delta)
    const longest = normalisedStep(delta, slope)
    eta =
      step.klLimit === null
        ? plainStep(parts, longest)
        : yield* guardedStep(parts, longest, slopeShare, kl, step.klLimit * delta, metrics)
  }
  if (eta !== 0) metrics.learningRate = eta
  return eta
}

/** A gradient of zero has no direction to normalise: there `eta` is not finite and the policy stays. */
function plainStep({ policy, natural }: PolicyParts, eta: number): number {
  if (!Number.isFinite(eta)) return 0
  policy.engine.addScaled(policy.theta, eta, natural!.vectors.x)
  if (!isFinitePolicy(policy)) throw diverged('the policy’s parameters are no longer finite')
  return eta
}

/** Halves the step until the realised KL is within its limit, and takes none along rounding errors. */
function* guardedStep(
  { policy, workspace, natural }: PolicyParts,
  longest: number,
  slopeShare: number,
  kl: () => number,
  mostKl: number,
  metrics: Metrics,
): Generator<void, number> {
  let eta = Number.isFinite(longest) && slopeShare >= roundingShare ? longest : 0
  let halvings = 0
  workspace.thetaBeforeP.set(policy.theta)
  while (eta !== 0) {
    policy.engine.addScaled(policy.theta, eta, natural!.vectors.x)
    if (isFinitePolicy(policy) && kl() <= mostKl) break
    policy.theta.set(workspace.thetaBeforeP)
    eta = halvings < mostHalvings ? eta / 2 : 0
    halvings++
    yield
  }
  metrics.stepHalvings = halvings
  metrics.noDirection = eta === 0 ? 1 : 0
  return eta
}
