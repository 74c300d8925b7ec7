import type { Smoothing } from '../../src-shared/domain/comparison.ts'

/** A seed's smoothed values, which grow with its recorded ones. */
export interface Smoother {
  /**
   * All recorded values so far, and beside each how many episodes had ended by then. Values that were given before are
   * not read again.
   */
  smooth(values: Float64Array, episodes: Float64Array): Float64Array
}

export function createSmoother(how: Exclude<Smoothing, { kind: 'none' }>): Smoother {
  return how.kind === 'ema' ? movingAverage(how.weight) : runningMean(how.episodes)
}

/**
 * Exponential moving average as TensorBoard draws it (its `classicSmoothing`): from zero, last = w last + (1 - w) value,
 * shown as last / (1 - w^t) at the t-th value, so that the zero weighs nothing: the first value is shown as it is. What
 * is not finite is shown as it is and not counted; values that are all equal stay as they are, without rounding.
 */
function movingAverage(weight: number): Smoother {
  let smoothed: Float64Array = new Float64Array(0)
  let count = 0
  let last = 0
  let biasLeft = 1
  let isConstant = true
  return {
    smooth(values) {
      if (isConstant && values.some((value) => value !== values[0])) {
        isConstant = false
        count = 0
      }
      smoothed = withRoom(smoothed, count, values.length)
      for (; count < values.length; count++) {
        const value = values[count]!
        if (isConstant || !Number.isFinite(value)) {
          smoothed[count] = value
          continue
        }
        last = last * weight + (1 - weight) * value
        biasLeft *= weight
        smoothed[count] = last / (1 - biasLeft)
      }
      return smoothed.subarray(0, count)
    },
  }
}

/**
 * Mean over the last so many episodes: each counts with the value that was recorded first after it had ended, and until
 * as many have ended, all of them. Before the first has ended a value stands for itself.
 */
function runningMean(window: number): Smoother {
  let smoothed: Float64Array = new Float64Array(0)
  let count = 0
  /** The oldest value of which some episode is in the window. */
  let oldest = 0
  return {
    smooth(values, episodes) {
      smoothed = withRoom(smoothed, count, values.length)
      const before = (i: number) => (i === 0 ? 0 : episodes[i - 1]!)
      for (; count < values.length; count++) {
        const from = Math.max(0, episodes[count]! - window)
        while (oldest < count && episodes[oldest]! <= from) oldest++
        let sum = 0
        for (let i = oldest; i <= count; i++) sum += (episodes[i]! - Math.max(before(i), from)) * values[i]!
        const ended = episodes[count]! - from
        smoothed[count] = ended > 0 ? sum / ended : values[count]!
      }
      return smoothed.subarray(0, count)
    },
  }
}

function withRoom(values: Float64Array, used: number, length: number): Float64Array {
  if (values.length >= length) return values
  const larger = new Float64Array(Math.max(length, Math.ceil(1.5 * values.length)))
  larger.set(values.subarray(0, used))
  return larger
}
