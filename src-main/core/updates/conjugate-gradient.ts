import type { Engine } from '../networks/engine.ts'
import type { Vector } from '../networks/network.ts'

/** Vectors that solving F x = g needs, allocated once. */
export interface SolverVectors {
  /** The solution. */
  x: Vector
  residual: Vector
  direction: Vector
  /** F times the direction. */
  product: Vector
}

export function createSolverVectors(engine: Engine, parameterCount: number): SolverVectors {
  return {
    x: engine.vector(parameterCount),
    residual: engine.vector(parameterCount),
    direction: engine.vector(parameterCount),
    product: engine.vector(parameterCount),
  }
}

/** Where the residual has shrunk this far, further steps would only add rounding errors. */
const relativeTolerance = 1e-10

/**
 * Conjugate gradient on F x = g (Hestenes and Stiefel 1952), from x = 0; `multiply` writes F v and never forms F.
 * Yields after each step; returns what is left of g, relative to it. The x of every step has x . F x = x . g, so a step
 * length may be taken from it at any time.
 */
export function* conjugateGradient(
  engine: Engine,
  multiply: (direction: Vector, out: Vector) => void,
  gradient: Vector,
  steps: number,
  vectors: SolverVectors,
): Generator<void, number> {
  const { x, residual, direction, product } = vectors
  x.fill(0)
  residual.set(gradient)
  direction.set(gradient)
  const first = engine.squaredNorm(residual)
  let squared = first
  if (!(first > 0)) return 0
  for (let step = 0; step < steps && squared > first * relativeTolerance * relativeTolerance; step++) {
    multiply(direction, product)
    const curvature = engine.dot(direction, product)
    // A flat direction: F has nothing to say there, and only damping would.
    if (!(curvature > 0)) break
    const length = squared / curvature
    engine.addScaled(x, length, direction)
    engine.addScaled(residual, -length, product)
    const next = engine.squaredNorm(residual)
    const keep = next / squared
    for (let i = 0; i < direction.length; i++) direction[i] = residual[i]! + keep * direction[i]!
    squared = next
    yield
  }
  return Math.sqrt(squared / first)
}
