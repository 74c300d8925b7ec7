import { studentQuantile } from './student-t.ts'

/** A mean with its two-sided t-interval; below N = 2 there is none. */
export interface MeanInterval {
  mean: number
  low: number | null
  high: number | null
  n: number
}

export const mean = (values: ArrayLike<number>): number => {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}

/** The unbiased standard deviation (N - 1); NaN below N = 2. */
export function standardDeviation(values: ArrayLike<number>): number {
  const centre = mean(values)
  let squares = 0
  for (let i = 0; i < values.length; i++) squares += (values[i]! - centre) * (values[i]! - centre)
  return Math.sqrt(squares / (values.length - 1))
}

/** mean ± t(N - 1) s / sqrt(N). Undefined for no values. */
export function meanInterval(values: ArrayLike<number>, confidence = 0.95): MeanInterval | undefined {
  const n = values.length
  if (n === 0) return undefined
  const centre = mean(values)
  if (n === 1) return { mean: centre, low: null, high: null, n }
  const half = (studentQuantile(0.5 + confidence / 2, n - 1) * standardDeviation(values)) / Math.sqrt(n)
  return { mean: centre, low: centre - half, high: centre + half, n }
}
