import { trajectoryKl } from '../exact/kl.ts'
import { meanSquaredReturn } from '../exact/mean-squared-return.ts'
import { logitsGradientSA, solvePolicy } from '../exact/policy-gradient.ts'
import type { ExactPolicy } from '../exact/policy-gradient.ts'
import { klPenaltyArgmax, trustRegionArgmax } from '../exact/separable-argmax.ts'
import { notCombinable } from '../learner-error.ts'
import { clippingScale } from '../updates/optimiser.ts'
import { takeNaturalStep } from './delta-step.ts'
import { adaptLambda, lambdaOf } from './kl-penalty.ts'
import { fisherOf, solveNatural } from './natural-step.ts'
import { atThisUpdate } from './parts.ts'
import type { Metrics } from './metrics.ts'
import type { ModelParts, PolicyParts, RunParts } from './parts.ts'
import { checkFinite } from './policy-fit.ts'
import { exactGreedy } from './policy-iteration.ts'
import { addObjectives, backwardFromLogits, tabulate } from './state-table.ts'

/** No batch, and no critic. */
type ExactParts = RunParts & PolicyParts & ModelParts

/**
 * The boxes with their expectations solved from the model: no trajectory is sampled. States count by d(s), the expected
 * number of decisions in s; the discounted objective's weighting by gamma^h is always in, for it is part of the
 * expectation.
 */
export function* exactUpdate(parts: ExactParts, metrics: Metrics): Generator<void, void> {
  const { policy, workspace } = parts
  const { engine, theta } = policy
  const table = parts.table!
  const { update, estimator } = parts.plan.variant
  tabulate(workspace, table)
  const piSA = table.piSA.slice()
  const logPiSA = table.logPiSA.slice()
  const solved = solvePolicy(table.model, piSA, estimator.discount)
  const steps = solved.visitsS.reduce((sum, d) => sum + d, 0)
  const scale = 'per' in update && update.per === 'step' ? 1 / steps : 1
  yield

  // g = sum over s, a of pi(a|s) Abar(s, a) grad log pi(a|s)
  backwardFromLogits(workspace, table, logitsGradientSA(solved, piSA), scale)
  const g = workspace.savedGradientP
  g.set(workspace.gradientP)
  const squaredNorm = engine.squaredNorm(g)
  checkFinite(squaredNorm)
  metrics.gradientNorm = Math.sqrt(squaredNorm)
  metrics.exactGradientNorm = metrics.gradientNorm / scale
  workspace.thetaBeforeP.set(theta)
  yield* step(parts, solved, piSA, logPiSA, scale, metrics)

  // thetaBefore becomes minus the step.
  engine.addScaled(workspace.thetaBeforeP, -1, theta)
  metrics.stepNorm = Math.sqrt(engine.squaredNorm(workspace.thetaBeforeP))
  metrics.predictedImprovement = -engine.dot(g, workspace.thetaBeforeP)
  tabulate(workspace, table)
  addObjectives(table, estimator.discount, metrics)
  metrics.klExact = trajectoryKl(solved.visitsS, logPiSA, table.logPiSA)
  metrics.kl = metrics.klExact / steps
  metrics.entropy = entropyOf(solved.visitsS, table.piSA, table.logPiSA) / steps
  let realised = 0
  for (let i = 0; i < piSA.length; i++) realised += (table.piSA[i]! - piSA[i]!) * solved.weightedAdvantagesSA[i]!
  metrics.realisedImprovement = scale * realised
}

function* step(
  parts: ExactParts,
  solved: ExactPolicy,
  piSA: Float64Array,
  logPiSA: Float64Array,
  scale: number,
  metrics: Metrics,
): Generator<void, void> {
  const { policy, workspace } = parts
  const { engine, theta } = policy
  const { update, estimator } = parts.plan.variant
  switch (update.kind) {
    case 'gradient-ascent': {
      // theta^{k+1} <- theta^k + eta_k grad J
      const learningRate = atThisUpdate(parts, update.schedule, update.learningRate)
      metrics.learningRate = learningRate
      if (update.entropyCoefficient !== 0) addEntropy(parts, solved, update.entropyCoefficient, scale)
      parts.optimiser!.step(
        theta,
        workspace.gradientP,
        learningRate,
        clippingScale(engine.squaredNorm(workspace.gradientP), update.maxGradientNorm),
      )
      return
    }
    case 'natural-gradient': {
      // theta^{k+1} <- theta^k + eta F^{-1} grad J
      const F = fisherOf(workspace, parts.natural!, parts.table!.rows, {
        weight: scale,
        damping: update.damping,
        rowWeights: solved.visitsS,
      })
      const residual = yield* solveNatural(policy, parts.natural!, F, workspace.savedGradientP, update)
      if (residual !== undefined) metrics.cgResidual = residual
      const slope = engine.dot(workspace.savedGradientP, parts.natural!.vectors.x)
      const kl = () => {
        tabulate(workspace, parts.table!)
        return scale * trajectoryKl(solved.visitsS, logPiSA, parts.table!.logPiSA)
      }
      const returnSquared = meanSquaredReturn(parts.table!.model, piSA, solved.valuesHS, estimator.discount)
      yield* takeNaturalStep(parts, update, slope, slope / scale / returnSquared, kl, metrics)
      return
    }
    case 'trust-region': {
      // Box "Trust region policy optimization (exact)": argmax of the surrogate where KL(rho_pi^k || rho_pi_theta) <=
      // delta
      const argmax = trustRegionArgmax(solved, piSA, atThisUpdate(parts, update.schedule, update.delta))
      if (argmax.lambda !== undefined) metrics.lambda = argmax.lambda
      addLogRatios(theta, argmax.logRatioSA)
      return
    }
    case 'kl-penalty': {
      // Box "Proximal policy optimization (exact)": argmax of the surrogate minus lambda KL(rho_pi^k || rho_pi_theta)
      const lambda = lambdaOf(parts, update)
      const argmax = klPenaltyArgmax(solved, piSA, lambda)
      metrics.lambda = lambda
      addLogRatios(theta, argmax.logRatioSA)
      adaptLambda(parts, update, argmax.kl)
      return
    }
    case 'policy-iteration':
      exactGreedy(parts, update, piSA, estimator.discount, metrics)
      return
    case 'clip':
      throw notCombinable(
        'variant.update.kind',
        'Clipping works on sampled ratios, and an exact collection has none: use the KL penalty.',
      )
  }
}

/** The tabular softmax's logits are theta itself. */
function addLogRatios(thetaSA: { [index: number]: number }, logRatioSA: Float64Array): void {
  for (let i = 0; i < logRatioSA.length; i++) thetaSA[i]! += logRatioSA[i]!
}

/**
 * gradientP += coefficient * d/d theta of sum over s of d(s) H(pi(.|s)), states held fixed as a sampled batch would.
 */
function addEntropy(parts: PolicyParts & ModelParts, solved: ExactPolicy, coefficient: number, scale: number): void {
  const { workspace } = parts
  const table = parts.table!
  const { actions: A } = table.model
  const rows = logitsGradientSA(solved, table.piSA)
  for (let s = 0; s < table.model.states; s++) {
    let entropy = 0
    for (let a = 0; a < A; a++) entropy -= table.piSA[s * A + a]! * table.logPiSA[s * A + a]!
    for (let a = 0; a < A; a++)
      rows[s * A + a]! -=
        coefficient * solved.visitsS[s]! * table.piSA[s * A + a]! * (table.logPiSA[s * A + a]! + entropy)
  }
  backwardFromLogits(workspace, table, rows, scale)
}

function entropyOf(visitsS: Float64Array, piSA: Float64Array, logPiSA: Float64Array): number {
  const A = piSA.length / visitsS.length
  let sum = 0
  for (let i = 0; i < piSA.length; i++) if (piSA[i]! > 0) sum -= visitsS[Math.floor(i / A)]! * piSA[i]! * logPiSA[i]!
  return sum
}
