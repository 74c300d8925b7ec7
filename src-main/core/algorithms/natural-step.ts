import { explicitSolveProblem } from '../../../src-shared/catalogue/explicit-solve.ts'
import { notCombinable } from '../learner-error.ts'
import type { Vector } from '../networks/network.ts'
import type { Policy } from '../policies/policy.ts'
import type { Rows } from '../rollout/batch.ts'
import { conjugateGradient, createSolverVectors } from '../updates/conjugate-gradient.ts'
import type { SolverVectors } from '../updates/conjugate-gradient.ts'
import { solveExplicitly } from '../updates/explicit-solve.ts'
import { forwardRows } from './policy-workspace.ts'
import type { PolicyWorkspace } from './policy-workspace.ts'

/** What Fisher-vector products and solving with them write to, allocated once. */
export interface NaturalWorkspace {
  tangentRows: Vector
  vectors: SolverVectors
}

export function createNaturalWorkspace(policy: Policy, capacity: number): NaturalWorkspace {
  return {
    tangentRows: policy.engine.rows(capacity, policy.network.outputSize),
    vectors: createSolverVectors(policy.engine, policy.network.parameterCount),
  }
}

/** One product with the damped Fisher matrix: out = (sum over rows of weight_row J^T M J + damping I) direction. */
export type FisherProduct = (direction: Vector, out: Vector) => void

/** How rows are weighted in a Fisher matrix, and what is added to its diagonal. */
export interface FisherWeights {
  weight: number
  damping: number
  /** Of each row apart, where states are no samples but are weighted by how often they are visited. */
  rowWeights?: Float64Array
}

/**
 * F = weight * sum over the rows of J^T M J (box "Fisher information matrix", with the expectation over actions
 * taken in full: M is the distribution's Fisher matrix in output space). Holds as long as theta and the workspace's
 * tape are left alone.
 */
export function fisherOf(
  workspace: PolicyWorkspace,
  natural: NaturalWorkspace,
  rows: Rows,
  { weight, damping, rowWeights }: FisherWeights,
): FisherProduct {
  const { network, theta, engine } = workspace.policy
  const { width, capacity } = workspace
  const { rowsB, from, to } = rows
  const oneChunk = to - from <= capacity
  // A batch that fits one tape goes forward once for all products.
  if (oneChunk) forwardRows(workspace, rows, from, to)
  return (direction, out) => {
    out.fill(0)
    for (let start = from; start < to; start += capacity) {
      const end = Math.min(to, start + capacity)
      if (!oneChunk) forwardRows(workspace, rows, start, end)
      network.tangent(theta, workspace.tape, direction, natural.tangentRows)
      workspace.head.fisherProduct(natural.tangentRows, weight, workspace.gradientRows)
      if (rowWeights !== undefined) {
        for (let i = start; i < end; i++)
          for (let k = 0; k < width; k++) workspace.gradientRows[(i - start) * width + k]! *= rowWeights[rowsB[i]!]!
      }
      network.backward(theta, workspace.tape, workspace.gradientRows, out)
    }
    if (damping !== 0) engine.addScaled(out, damping, direction)
  }
}

export interface SolverSpec {
  solver: 'conjugate-gradient' | 'explicit'
  cgSteps: number
  damping: number
}

/**
 * Leaves x = F^{-1} g in `natural.vectors.x`. Returns what conjugate gradient left unsolved, relative to g; undefined
 * for the explicit way.
 */
export function* solveNatural(
  policy: Policy,
  natural: NaturalWorkspace,
  multiply: FisherProduct,
  gradient: Vector,
  spec: SolverSpec,
): Generator<void, number | undefined> {
  const { vectors } = natural
  if (spec.solver === 'conjugate-gradient')
    return yield* conjugateGradient(policy.engine, multiply, gradient, spec.cgSteps, vectors)
  // The combination rules say so before: what only a loaded module tells is found here.
  const problem = explicitSolveProblem(policy.network.parameterCount, spec.damping)
  if (problem !== undefined)
    throw notCombinable(
      `variant.update.${problem.field}`,
      `${problem.reason[0]!.toUpperCase()}${problem.reason.slice(1)}.`,
    )
  yield* solveExplicitly(multiply, gradient, spec.damping, vectors.x, vectors.direction, vectors.product)
  return undefined
}

/**
 * eta = sqrt(2 delta / (g . F^{-1} g)): the step along F^{-1} g that spends KL delta to second order. NaN where there
 * is no way up.
 */
export function normalisedStep(delta: number, gradientDotDirection: number): number {
  return gradientDotDirection > 0 ? Math.sqrt((2 * delta) / gradientDotDirection) : Number.NaN
}

/**
 * Whether every parameter is a finite number. In float32 a step may leave what numbers hold though its length, worked
 * out in float64, does not; and an activation with bounds hides infinite weights from the outputs.
 */
export function isFinitePolicy({ engine, theta }: Policy): boolean {
  return Number.isFinite(engine.squaredNorm(theta))
}
