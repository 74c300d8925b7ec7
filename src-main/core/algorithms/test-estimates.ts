// What the tests of estimators share: a small world, a policy in it, and how far an estimate's mean is from the exact
// gradient.
import type { ExperimentSpecInput } from '../../../src-shared/domain/spec.ts'
import { makeEnvironment } from '../environments/registry.ts'
import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { logitsGradientSA, solvePolicy } from '../exact/policy-gradient.ts'
import { softmaxTable } from '../exact/softmax-table.ts'
import { finish } from '../finish.ts'
import { Generator } from '../random/generator.ts'
import { buildParts } from './build-parts.ts'
import { estimate } from './estimate.ts'
import { perWeight, wholeBatch } from './parts.ts'
import type { Parts } from './parts.ts'
import { differentiateRows, surrogateAlone } from './objective.ts'
import { scoreTimesPsi } from './surrogates.ts'
import { engines, planOf } from './test-runs.ts'

export const world = {
  id: 'finite-mdp',
  transitions: [
    [
      [0.6, 0.3, 0.1],
      [0.1, 0.7, 0.2],
      [0.2, 0.2, 0.6],
    ],
    [
      [0.3, 0.3, 0.4],
      [0.8, 0.1, 0.1],
      [0.1, 0.6, 0.3],
    ],
    [
      [0.2, 0.5, 0.3],
      [0.4, 0.4, 0.2],
      [0.1, 0.1, 0.8],
    ],
  ],
  rewards: [
    [1, 0, 2],
    [0, 3, -1],
    [2, 1, 0],
  ],
  initial: [0.5, 0.3, 0.2],
  horizon: 3,
  copies: 3,
} satisfies ExperimentSpecInput['environment']
export const thetaSA = [0.3, -0.5, 0.1, 0.8, 0, -0.4, -0.2, 0.6, 0.2]
export const M = 4

export type VariantInput = Omit<ExperimentSpecInput['variants'][number], 'name' | 'policy' | 'update'>

export function partsOf(variant: VariantInput): Parts & { table: { model: FiniteMdp } } {
  const plan = planOf(
    world,
    { policy: { kind: 'tabular-softmax' }, update: { kind: 'gradient-ascent' }, ...variant },
    { diagnosticsEvery: 1_000_000 },
  )
  const { environment } = plan
  if (environment.id === 'module') throw new Error('built in')
  const parts = buildParts(
    plan,
    engines(),
    makeEnvironment(environment, environment.copies, new Generator(7, 'environment')),
  )
  parts.policy.theta.set(thetaSA)
  return parts as Parts & { table: { model: FiniteMdp } }
}

/**
 * How many standard errors each component of the mean estimate is away from the exact gradient; the largest in size.
 * The gradient of J_gamma with the estimator's gamma, unless another discount is given.
 */
export function worstDeviation(
  parts: Parts & { table: { model: FiniteMdp } },
  batches: number,
  between: (parts: Parts) => void = () => {},
  discount = parts.plan.variant.estimator.discount,
): number {
  const { workspace } = parts
  const piSA = softmaxTable(thetaSA, 3)
  const exact = logitsGradientSA(solvePolicy(parts.table.model, piSA, discount), piSA)
  const P = exact.length
  const sum = new Float64Array(P)
  const squares = new Float64Array(P)
  for (let batch = 0; batch < batches; batch++) {
    between(parts)
    finish(estimate(parts, {}))
    const weight = perWeight(parts.batch, 'trajectory') / parts.batch.rows
    differentiateRows(workspace, wholeBatch(parts), surrogateAlone(scoreTimesPsi(), weight))
    for (let p = 0; p < P; p++) {
      const g = workspace.gradientP[p]!
      sum[p]! += g
      squares[p]! += g * g
    }
  }
  let worst = 0
  for (let p = 0; p < P; p++) {
    const mean = sum[p]! / batches
    const standardError = Math.sqrt((squares[p]! / batches - mean * mean) / (batches - 1))
    worst = Math.max(worst, Math.abs(mean - exact[p]!) / standardError)
  }
  return worst
}

export const trajectories = { collection: { trajectories: M } }
export const separate = { collection: { trajectories: M, baselineTrajectories: 3 } }
export const fit = {
  kind: 'separate',
  epochs: 2,
  minibatchSize: 6,
  learningRate: 0.1,
  optimiser: { kind: 'sgd' },
} as const
export const tabular = (timeStep: boolean) => ({ network: { kind: 'tabular' }, timeStep, fit }) as const
