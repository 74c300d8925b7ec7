import { firstBatches } from '../../../../src-shared/catalogue/labs/convergence.ts'
import type { ConvergenceSpec } from '../../../../src-shared/catalogue/labs/convergence.ts'
import type { Ascent, ConvergenceResult } from '../../../../src-shared/domain/lab-results/convergence.ts'
import { fillPsi } from '../../algorithms/estimate.ts'
import type { Parts } from '../../algorithms/parts.ts'
import { surrogateGradient } from '../../algorithms/surrogate-gradient.ts'
import type { FiniteMdp } from '../../environments/finite-mdp.ts'
import { finiteModel } from '../../environments/registry.ts'
import { optimum } from '../../exact/optimum.ts'
import { notCombinable } from '../../learner-error.ts'
import { collectTrajectories } from '../../rollout/collect-trajectories.ts'
import { worldSolver } from '../estimators/truth.ts'
import { buildLabParts } from '../lab-policy.ts'
import type { LabPlan, LabTools } from '../lab-policy.ts'
import type { LabNews, LabSteps } from '../lab-steps.ts'

/** Stochastic gradient ascent with the step sizes of the theorem, and with a constant one, against the true gradient. */
export function* convergenceLab(
  { spec, policies }: LabPlan<ConvergenceSpec>,
  tools: LabTools,
): LabSteps<ConvergenceResult> {
  const { environment, discount, trajectories, updates, seed } = spec
  const model = finiteModel(environment)
  if (model === undefined)
    throw notCombinable('environment', 'The true gradient is solved from a finite model, and this world has none.')
  // Both ascents draw alike: everything anew from the same seed.
  const build = () =>
    buildLabParts(
      policies['policy']!,
      {
        environment,
        estimator: { kind: 'reward-to-go', discount, discountStates: true, normalise: false },
        trajectories,
        seed,
      },
      tools,
    )
  const range = rangeOf(model, discount)
  const decreasing = decreasingSteps(range)
  const constant = { next: () => spec.constantStep, learn: () => {} }
  const done = { decreasing: emptyAscent(), constant: emptyAscent() }
  const result = (): ConvergenceResult => {
    const { betas, variances } = decreasing.known
    return {
      lab: 'convergence',
      discount,
      trajectories,
      parameters,
      range,
      ...done,
      betas,
      variances,
      bounds: betas.map((beta, k) => 4 * Math.sqrt((range * beta * variances[k]!) / (k + 1))),
      capped: decreasing.known.capped,
    }
  }
  const news = (updatesDone: number): LabNews<ConvergenceResult> => ({
    fraction: updatesDone / (2 * updates),
    words: `${updatesDone.toLocaleString('en-US')} of ${(2 * updates).toLocaleString('en-US')} updates`,
    partial: () => (done.constant.steps.length === 0 ? null : result()),
  })

  const parts = build()
  const parameters = parts.policy.theta.length
  yield* ascend(build(), model, spec, constant, done.constant, (k) => news(k))
  yield* firstVariance(parts, model, spec, decreasing)
  yield* ascend(parts, model, spec, decreasing, done.decreasing, (k) => news(updates + k))
  return result()
}

/** What an ascent's step sizes go by. */
interface StepSizes {
  next(update: number): number
  /** Of each update: the true gradient, an estimate of it, and theta. */
  learn(trueP: Float64Array, estimateP: ArrayLike<number>, thetaP: ArrayLike<number>): void
}

function* ascend(
  parts: Parts,
  model: FiniteMdp,
  { updates, discount, trajectories }: ConvergenceSpec,
  sizes: StepSizes,
  into: Ascent,
  news: (done: number) => LabNews<ConvergenceResult>,
): Generator<LabNews<ConvergenceResult> | void, void> {
  const { engine, theta } = parts.policy
  let sum = 0
  for (let k = 1; k <= updates; k++) {
    const { gradientP, objective } = worldSolver(parts, model)(discount)
    const g = yield* estimateOf(parts, trajectories)
    sizes.learn(gradientP, g, theta)
    const squaredNorm = gradientP.reduce((total, x) => total + x * x, 0)
    sum += squaredNorm
    const step = sizes.next(k)
    into.squaredNorms.push(squaredNorm)
    into.averages.push(sum / k)
    into.objectives.push(objective)
    into.steps.push(step)
    engine.addScaled(theta, step, g)
    yield news(k)
  }
}

/** 1/M sum over m, h of grad log pi(a_h|s_h) times the reward-to-go, weighted by gamma^h: unbiased. */
function* estimateOf(parts: Parts, trajectories: number) {
  yield* collectTrajectories(parts.collector, parts.batch, trajectories)
  yield* fillPsi(parts, {})
  return (yield* surrogateGradient(parts, 'trajectory', {})).g
}

/** Before the first step only the variance can be told: theta has not moved yet. */
function* firstVariance(parts: Parts, model: FiniteMdp, { discount, trajectories }: ConvergenceSpec, sizes: StepSizes) {
  const { engine, theta } = parts.policy
  // A vector that nothing else uses meanwhile.
  const direction = parts.workspace.thetaBeforeP
  const { gradientP } = worldSolver(parts, model)(discount)
  for (let n = 0; n < firstBatches; n++) sizes.learn(gradientP, yield* estimateOf(parts, trajectories), theta)
  // And how much the gradient changes, a small step along it away.
  const norm = Math.sqrt(gradientP.reduce((sum, x) => sum + x * x, 0))
  if (norm === 0) return
  const before = theta.slice()
  direction.set(gradientP)
  engine.addScaled(theta, probe / norm, direction)
  const moved = worldSolver(parts, model)(discount).gradientP
  sizes.learn(moved, moved, theta)
  theta.set(before)
}

/** Long enough for float32. */
const probe = 1e-2

/** eta_k = min(1 / beta, sqrt(M / (beta sigma^2 k))), with beta and sigma^2 as they are known by then. */
function decreasingSteps(range: number) {
  const known = { betas: [] as number[], variances: [] as number[], capped: 0 }
  let beta = 0
  let squaredErrors = 0
  let estimates = 0
  let last: { trueP: Float64Array; thetaP: Float64Array } | null = null
  return {
    known,
    learn(trueP: Float64Array, estimateP: ArrayLike<number>, thetaP: ArrayLike<number>): void {
      if (last !== null) {
        const moved = distance(thetaP, last.thetaP)
        if (moved > 0) beta = Math.max(beta, distance(trueP, last.trueP) / moved)
      }
      last = { trueP, thetaP: Float64Array.from(thetaP) }
      // The probe of the curvature has no estimate of its own.
      if (estimateP === trueP) return
      const off = distance(estimateP, trueP)
      squaredErrors += off * off
      estimates++
    },
    next(update: number): number {
      const variance = squaredErrors / estimates
      known.betas.push(beta)
      known.variances.push(variance)
      if (beta === 0) return 0
      const [cap, theory] = [1 / beta, Math.sqrt(range / (beta * variance * update))]
      if (cap < theory) known.capped++
      return Math.min(cap, theory)
    },
  }
}

/** M: between the best and the worst that any policy may come to. */
export function rangeOf(model: FiniteMdp, discount: number): number {
  const worst = -optimum({ ...model, rewards: model.rewards.map((reward) => -reward) }, discount).objective
  return optimum(model, discount).objective - worst
}

const emptyAscent = (): Ascent => ({ squaredNorms: [], averages: [], objectives: [], steps: [] })

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) * (a[i]! - b[i]!)
  return Math.sqrt(sum)
}
