import type { AtDamping, NaturalResult } from '../../../../src-shared/domain/lab-results/natural.ts'
import type { FisherProduct } from '../../algorithms/natural-step.ts'
import type { Engine } from '../../networks/engine.ts'
import type { Vector } from '../../networks/network.ts'
import { conjugateGradient } from '../../updates/conjugate-gradient.ts'
import type { SolverVectors } from '../../updates/conjugate-gradient.ts'

/** From as much as the largest eigenvalue down, a power of ten apart. */
const powersOfSpectrum = 9
/** Where each takes a solution of its own; less damping than this takes conjugate gradient too many steps. */
const powersOfSolutions = 6
const mostStepsOfSolution = 100

const dampingAt = (largest: number, power: number): number => largest * Number(`1e${-power}`)

/** From eigenvalues and the gradient's parts along their eigenvectors: exact. */
export function acrossDampingsOfSpectrum(valuesP: Float64Array, alongP: Float64Array, delta: number): AtDamping[] {
  // An eigenvalue of zero may come out below it.
  const eigenvalues = valuesP.map((value) => Math.max(0, value))
  return Array.from({ length: powersOfSpectrum }, (_, power) => {
    const damping = dampingAt(eigenvalues[0]!, power)
    const sums = { gg: 0, gx: 0, xx: 0, xFx: 0 }
    for (const [k, value] of eigenvalues.entries()) {
      const along = alongP[k]!
      const x = along / (value + damping)
      sums.gg += along * along
      sums.gx += along * x
      sums.xx += x * x
      sums.xFx += x * value * x
    }
    return { ...figuresAt(damping, sums, delta), residual: null }
  })
}

/** By conjugate gradient, as far as it comes. */
export function* acrossDampings(
  engine: Engine,
  fisher: FisherProduct,
  gradient: Vector,
  vectors: SolverVectors,
  largest: number,
  delta: number,
): Generator<void, AtDamping[]> {
  const found: AtDamping[] = []
  for (let power = 0; power < powersOfSolutions; power++) {
    const damping = dampingAt(largest, power)
    const residual = yield* conjugateGradient(
      engine,
      damped(engine, fisher, damping),
      gradient,
      mostStepsOfSolution,
      vectors,
    )
    const { x, product } = vectors
    fisher(x, product)
    const sums = {
      gg: engine.squaredNorm(gradient),
      gx: engine.dot(gradient, x),
      xx: engine.squaredNorm(x),
      xFx: engine.dot(x, product),
    }
    found.push({ ...figuresAt(damping, sums, delta), residual })
    yield
  }
  return found
}

/** Steps of conjugate gradient at one damping, and what each leaves unsolved. */
export function* solveByCg(
  engine: Engine,
  fisher: FisherProduct,
  gradient: Vector,
  { left, ...vectors }: SolverVectors & { left: Vector },
  damping: number,
  steps: number,
): Generator<void, Omit<NonNullable<NaturalResult['conjugateGradient']>, 'damping'>> {
  const multiply = damped(engine, fisher, damping)
  const squared = engine.squaredNorm(gradient)
  const kept: number[] = []
  const actual: number[] = []
  const cg = conjugateGradient(engine, multiply, gradient, steps, vectors)
  while (!cg.next().done) {
    kept.push(Math.sqrt(engine.squaredNorm(vectors.residual) / squared))
    multiply(vectors.x, left)
    for (let i = 0; i < left.length; i++) left[i] = gradient[i]! - left[i]!
    actual.push(Math.sqrt(engine.squaredNorm(left) / squared))
    yield
  }
  const gx = engine.dot(gradient, vectors.x)
  return { kept, actual, angleDegrees: angle(squared, gx, engine.squaredNorm(vectors.x)) }
}

const damped =
  (engine: Engine, fisher: FisherProduct, damping: number): FisherProduct =>
  (direction, out) => {
    fisher(direction, out)
    if (damping !== 0) engine.addScaled(out, damping, direction)
  }

interface Sums {
  gg: number
  gx: number
  xx: number
  xFx: number
}

/** The step along x that trainers take: its length sqrt(2 delta / g . x) times x. */
const figuresAt = (damping: number, { gg, gx, xx, xFx }: Sums, delta: number): Omit<AtDamping, 'residual'> => ({
  damping,
  angleDegrees: angle(gg, gx, xx),
  predictedImprovement: Math.sqrt(2 * delta * Math.max(0, gx)),
  klShare: gx > 0 ? xFx / gx : 0,
})

function angle(gg: number, gx: number, xx: number): number {
  if (!(gg > 0 && xx > 0)) return 0
  return (Math.acos(Math.min(1, Math.max(-1, gx / Math.sqrt(gg * xx)))) * 180) / Math.PI
}
