import { mean, meanInterval, standardDeviation } from './intervals.ts'
import { standardError } from './power.ts'
import { studentCdf, studentQuantile } from './student-t.ts'

/** A difference a - b with its interval and the two-sided p-value of "no difference". */
export interface Difference {
  difference: number
  low: number
  high: number
  p: number
}

/** Welch's t-test of two variants whose seeds have nothing to do with each other; needs two seeds of each. */
export function welchDifference(a: ArrayLike<number>, b: ArrayLike<number>, confidence = 0.95): Difference {
  if (a.length < 2 || b.length < 2) throw new RangeError("Welch's test needs at least two seeds of each variant")
  const difference = mean(a) - mean(b)
  const { error, degrees } = standardError({
    sdA: standardDeviation(a),
    seedsA: a.length,
    sdB: standardDeviation(b),
    seedsB: b.length,
  })
  const half = studentQuantile(0.5 + confidence / 2, degrees) * error
  return { difference, low: difference - half, high: difference + half, p: pOf(difference, error, degrees) }
}

/** Two variants on the same seeds: pairs belong together by position; needs at least two. */
export function pairedDifference(a: ArrayLike<number>, b: ArrayLike<number>, confidence = 0.95): Difference {
  if (a.length !== b.length || a.length < 2)
    throw new RangeError('a paired comparison needs two lists of equal length with at least two seeds')
  const differences = Array.from(a, (value, i) => value - b[i]!)
  const { mean: difference, low, high } = meanInterval(differences, confidence)!
  const error = standardDeviation(differences) / Math.sqrt(a.length)
  return { difference, low: low!, high: high!, p: pOf(difference, error, a.length - 1) }
}

/** Where nothing varies, any difference at all is one that chance can't make. */
const pOf = (difference: number, error: number, degrees: number): number =>
  error === 0 ? (difference === 0 ? 1 : 0) : 2 * studentCdf(-Math.abs(difference / error), degrees)
