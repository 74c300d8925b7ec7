import { fillPsi } from '../algorithms/estimate.ts'
import { clippedSurrogate } from '../algorithms/clip.ts'
import { fisherOf, solveNatural } from '../algorithms/natural-step.ts'
import type { SolverSpec } from '../algorithms/natural-step.ts'
import { measureRows } from '../algorithms/objective.ts'
import type { Parts } from '../algorithms/parts.ts'
import { tabulate } from '../algorithms/state-table.ts'
import { surrogateGradient } from '../algorithms/surrogate-gradient.ts'
import { collectTrajectories } from '../rollout/collect-trajectories.ts'
import { exactGradientP } from './origin.ts'
import type { SolvedOrigin } from './origin.ts'

/** Enough to solve F x = g for a small policy, and for a large one what TRPO takes twice. */
export const exactSolver = { solver: 'conjugate-gradient', cgSteps: 20, damping: 1e-5 } as const

/** The surrogates at theta, with expectations from a batch or from the model; sums over a trajectory. */
export interface Promises {
  /** Their gradient at theta, P numbers. */
  gradientP: Float64Array
  /** F^{-1} g, P numbers. */
  natural(solver: SolverSpec): Generator<void, Float64Array>
  /** Changes from theta to the policy as it now is. */
  surrogate(): number
  clipped(): number
  /** KL(rho || rho_now) at the batch's states, in full over actions; undefined where the model tells it. */
  kl: (() => number) | undefined
}

/** E[ sum_h rho_h Psi_h ] over one batch of M trajectories. */
export function* promisesOfBatch(parts: Parts, trajectories: number, clip: number): Generator<void, Promises> {
  const { policy, workspace, natural } = parts
  yield* collectTrajectories(parts.collector, parts.batch, trajectories)
  yield* fillPsi(parts, {})
  const { g, rows, weight, before, measure } = yield* surrogateGradient(parts, 'trajectory', {})
  const gradientP = Float64Array.from(g)
  const clipped = clippedSurrogate(clip)
  const clippedBefore = measureRows(workspace, rows, clipped).surrogate
  return {
    gradientP,
    *natural(solver) {
      const F = fisherOf(workspace, natural!, rows, { weight, damping: solver.damping })
      yield* solveNatural(policy, natural!, F, engineVector(parts, gradientP), solver)
      return Float64Array.from(natural!.vectors.x)
    },
    surrogate: () => weight * (measure().surrogate - before.surrogate),
    clipped: () => weight * (measureRows(workspace, rows, clipped).surrogate - clippedBefore),
    kl: () => weight * measure().kl,
  }
}

/** The same with every expectation solved: sum over h of gamma^h E[ rho A_h ], rho clipped or not. */
export function promisesOfModel(parts: Parts, solved: SolvedOrigin, clip: number): Promises {
  const { policy, workspace, natural } = parts
  const table = parts.table!
  const gradientP = exactGradientP(parts, solved)
  const { piSA, weightedAdvantagesSA, visitsS } = solved
  const { gainsSA, lossesSA } = bySign(solved)
  const total = (of: (now: number, i: number) => number): number => {
    tabulate(workspace, table)
    return table.piSA.reduce((sum, now, i) => sum + of(now, i), 0)
  }
  return {
    gradientP,
    *natural(solver) {
      const weights = { weight: 1, damping: solver.damping, rowWeights: visitsS }
      const F = fisherOf(workspace, natural!, table.rows, weights)
      yield* solveNatural(policy, natural!, F, engineVector(parts, gradientP), solver)
      return Float64Array.from(natural!.vectors.x)
    },
    surrogate: () => total((now, i) => (now - piSA[i]!) * weightedAdvantagesSA[i]!),
    // min(rho A, clip(rho) A) goes by the sign of A; at theta the two parts add up to zero.
    clipped: () =>
      total(
        (now, i) =>
          (Math.min(now, (1 + clip) * piSA[i]!) - piSA[i]!) * gainsSA[i]! +
          (Math.max(now, (1 - clip) * piSA[i]!) - piSA[i]!) * lossesSA[i]!,
      ),
    kl: undefined,
  }
}

/** sum over h of gamma^h d_h(s) A_h(s, a), apart for the steps where A is positive and where it is negative. */
function bySign({ model, occupancyHS, advantagesHSA, discount }: SolvedOrigin) {
  const { states: S, actions: A, horizon: H } = model
  const gainsSA = new Float64Array(S * A)
  const lossesSA = new Float64Array(S * A)
  for (let h = 0, weight = 1; h < H; h++, weight *= discount)
    for (let i = 0; i < S * A; i++) {
      const advantage = weight * occupancyHS[h * S + Math.floor(i / A)]! * advantagesHSA[h * S * A + i]!
      if (advantage > 0) gainsSA[i]! += advantage
      else lossesSA[i]! += advantage
    }
  return { gainsSA, lossesSA }
}

/** The same numbers where the engine can compute with them. */
function engineVector({ workspace }: Parts, numbersP: Float64Array) {
  workspace.savedGradientP.set(numbersP)
  return workspace.savedGradientP
}
