import type { LqrSpec } from '../../../src-shared/catalogue/environments/lqr.ts'
import { notCombinable } from '../learner-error.ts'

/** The best controller of a linear quadratic regulator, and what it earns. */
export interface RiccatiSolution {
  /** H gains, each U x X: the best action at step h is u = -K_h x. Without a time limit one gain, for all steps. */
  gainsUX: Float64Array[]
  /** X x X: what the state costs from the first step on is x^T P x, plus what the noise adds. */
  costXX: Float64Array
  /** The average return of an episode under the spec's first states and noise; undefined without a time limit. */
  expectedReturn?: number
}

/** Without a time limit the recursion runs until it stands still. */
const stationaryTolerance = 1e-13
const mostIterations = 100_000

/**
 * The discrete Riccati recursion, backwards from P_H = 0:
 * K_h = (R + B^T P_{h+1} B)^{-1} B^T P_{h+1} A, P_h = Q + A^T P_{h+1} (A - B K_h).
 * Actions are taken as unbounded: the spec's limit has to be wide enough.
 * @throws LearnerError where, without a time limit, no controller keeps the cost finite.
 */
export function solveRiccati(spec: LqrSpec): RiccatiSolution {
  const X = spec.dynamics.length
  const U = spec.actionCost.length
  const A = Float64Array.from(spec.dynamics.flat())
  const B = Float64Array.from(spec.control.flat())
  const Q = Float64Array.from(spec.stateCost.flat())
  const R = Float64Array.from(spec.actionCost.flat())
  let P: Float64Array = new Float64Array(X * X)
  const gainsUX: Float64Array[] = []
  let noiseCost = 0
  const steps = spec.timeLimit ?? mostIterations
  for (let h = steps - 1; h >= 0; h--) {
    // The noise of this step is paid for from the next step on.
    noiseCost += spec.noise * spec.noise * trace(P, X)
    const PB = product(P, B, X, X, U)
    const BtPB = product(transpose(B, X, U), PB, U, X, U)
    const BtPA = product(transpose(PB, X, U), A, U, X, X)
    const K = solve(
      BtPB.map((value, i) => value + R[i]!),
      BtPA,
      U,
      X,
    )
    const closed = product(B, K, X, U, X).map((value, i) => A[i]! - value)
    const next = product(transpose(A, X, X), product(P, closed, X, X, X), X, X, X).map((value, i) => value + Q[i]!)
    const change = next.reduce((most, value, i) => Math.max(most, Math.abs(value - P[i]!)), 0)
    const size = next.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    P = next
    if (spec.timeLimit !== null) gainsUX.unshift(K)
    else if (h === 0 || !Number.isFinite(size))
      throw notCombinable(
        'environment.timeLimit',
        'without a time limit no controller keeps this world’s cost finite; set a time limit',
      )
    else if (change <= stationaryTolerance * Math.max(1, size)) return { gainsUX: [K], costXX: P }
  }
  // First states are even between -r and r: E x x^T = r^2 / 3.
  const startCost = (spec.initialRange * spec.initialRange * trace(P, X)) / 3
  return { gainsUX, costXX: P, expectedReturn: -(startCost + noiseCost) }
}

/** Writes the best action at a step, u = -K_h x. */
export function riccatiAction(
  solution: RiccatiSolution,
  step: number,
  state: ArrayLike<number>,
  at: number,
  out: Float64Array,
  outAt: number,
): void {
  const K = solution.gainsUX[Math.min(step, solution.gainsUX.length - 1)]!
  const X = Math.sqrt(solution.costXX.length)
  for (let u = 0; u < K.length / X; u++) {
    let sum = 0
    for (let x = 0; x < X; x++) sum -= K[u * X + x]! * state[at + x]!
    out[outAt + u] = sum
  }
}

function trace(matrix: Float64Array, size: number): number {
  let sum = 0
  for (let i = 0; i < size; i++) sum += matrix[i * size + i]!
  return sum
}

function transpose(matrix: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from(matrix, (_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)]!)
}

/** left [rows][inner] times right [inner][columns] */
function product(left: Float64Array, right: Float64Array, rows: number, inner: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns)
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < inner; i++) {
      for (let c = 0; c < columns; c++) out[r * columns + c]! += left[r * inner + i]! * right[i * columns + c]!
    }
  }
  return out
}

/** matrix^{-1} right, by elimination; `matrix` is symmetric and positive definite, so no pivoting is needed. */
function solve(matrix: Float64Array, right: Float64Array, size: number, columns: number): Float64Array {
  const m = matrix.slice()
  const x = right.slice()
  for (let i = 0; i < size; i++) {
    for (let r = i + 1; r < size; r++) {
      const factor = m[r * size + i]! / m[i * size + i]!
      for (let c = i; c < size; c++) m[r * size + c]! -= factor * m[i * size + c]!
      for (let c = 0; c < columns; c++) x[r * columns + c]! -= factor * x[i * columns + c]!
    }
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let c = 0; c < columns; c++) {
      let sum = x[i * columns + c]!
      for (let r = i + 1; r < size; r++) sum -= m[i * size + r]! * x[r * columns + c]!
      x[i * columns + c] = sum / m[i * size + i]!
    }
  }
  return x
}
