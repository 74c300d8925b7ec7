import { autopsyGrid } from '../../../../src-shared/catalogue/labs/autopsy.ts'
import type { AutopsyPlane } from '../../../../src-shared/domain/lab-results/autopsy.ts'
import type { Origin } from '../origin.ts'

/** A plane through theta, by two directions of length 1 at a right angle. */
export interface Plane {
  axes: AutopsyPlane['axes']
  xP: Float64Array
  yP: Float64Array
}

/** A direction that is this much of another one's length away from it spans no plane with it. */
const leastShare = 1e-6

/**
 * The two parameters where there are no more; else the exact gradient, and what the first of the other directions that
 * points elsewhere adds to it. Null where none does.
 */
export function planeOf(
  gradientP: Float64Array,
  others: readonly { axes: 'natural' | 'batch'; directionP: Float64Array }[],
): Plane | null {
  if (gradientP.length === 2) return { axes: 'parameters', xP: Float64Array.of(1, 0), yP: Float64Array.of(0, 1) }
  const xP = unit(gradientP)
  if (xP === null) return null
  for (const { axes, directionP } of others) {
    const along = dot(directionP, xP)
    const restP = directionP.map((entry, p) => entry - along * xP[p]!)
    const yP = length(restP) > leastShare * length(directionP) ? unit(restP) : null
    if (yP !== null) return { axes, xP, yP }
  }
  return null
}

/** Where a step ends in the plane, and which share of its squared length lies outside of it. */
export function inPlane({ xP, yP }: Plane, stepP: Float64Array): { at: { x: number; y: number }; outside: number } {
  const [x, y] = [dot(stepP, xP), dot(stepP, yP)]
  const square = dot(stepP, stepP)
  return { at: { x, y }, outside: square === 0 ? 0 : Math.max(0, 1 - (x * x + y * y) / square) }
}

/** On each side, beyond the outermost of what it holds. */
const margin = 0.12

/** J and KL(rho || rho_there) over a square of the plane that holds theta and these ends. */
export function* mapPlane(
  plane: Plane,
  ends: readonly { x: number; y: number }[],
  origin: Origin,
  moveTo: (stepP: Float64Array) => void,
): Generator<void, AutopsyPlane> {
  const [x, y] = squareAround(
    ends.map((end) => end.x),
    ends.map((end) => end.y),
  )
  const place = ({ low, high }: { low: number; high: number }, i: number) =>
    low + ((high - low) * i) / (autopsyGrid - 1)
  const objectives: number[] = []
  const kls: number[] = []
  for (let j = 0; j < autopsyGrid; j++)
    for (let i = 0; i < autopsyGrid; i++) {
      const [dx, dy] = [place(x, i), place(y, j)]
      moveTo(plane.xP.map((entry, p) => dx * entry + dy * plane.yP[p]!))
      objectives.push(origin.objective!.value + (yield* origin.changeOfJ())!.value)
      kls.push(origin.exactKl()!)
      yield
    }
  return { axes: plane.axes, points: autopsyGrid, x, y, objectives, kls }
}

function squareAround(xs: readonly number[], ys: readonly number[]) {
  const range = (values: readonly number[]) => ({ low: Math.min(0, ...values), high: Math.max(0, ...values) })
  const [x, y] = [range(xs), range(ys)]
  const side = Math.max(x.high - x.low, y.high - y.low) * (1 + 2 * margin) || 1
  return [x, y].map(({ low, high }) => ({ low: (low + high - side) / 2, high: (low + high + side) / 2 })) as [
    { low: number; high: number },
    { low: number; high: number },
  ]
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0)
const length = (a: Float64Array): number => Math.sqrt(dot(a, a))
function unit(a: Float64Array): Float64Array | null {
  const norm = length(a)
  return norm === 0 ? null : a.map((entry) => entry / norm)
}
