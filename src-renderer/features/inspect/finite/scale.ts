import type { RampKind } from '../../../../src-shared/figure/heat-ramp.ts'

/** Between what a layer's colours run. */
export interface Scale {
  low: number
  high: number
}

/**
 * A scale for some values, with round ends: around zero for two sides, from what is there for amounts. The same for every
 * snapshot whose values are given, so that play shows growth and not rescaling.
 */
export function scaleOf(ramp: RampKind, values: Iterable<number>): Scale {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (low > high) return ramp === 'sided' ? { low: -1, high: 1 } : { low: 0, high: 1 }
  if (ramp === 'sided') {
    const most = Math.max(Math.abs(low), Math.abs(high))
    const end = most === 0 ? 1 : roundUp(most, roundStep(most / 4))
    return { low: -end, high: end }
  }
  // One value alone still needs two ends.
  if (high - low < 1e-12 * Math.max(1, Math.abs(high))) {
    const half = Math.max(Math.abs(high) / 2, 0.5)
    return { low: low - half, high: high + half }
  }
  const step = roundStep((high - low) / 8)
  return { low: 0 - roundUp(-low, step), high: roundUp(high, step) }
}

/** 0 to 1: where on the scale a value lies. */
export const placeOn = ({ low, high }: Scale, value: number): number => (value - low) / (high - low)

/** A few round values within the scale, its ends among them where they are round. */
export function ticksOf({ low, high }: Scale): number[] {
  const step = roundStep((high - low) / 4)
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => rounded((first + i) * step))
}

/** As many decimals as tell neighbours on the scale apart: 2 for -1 to 1. */
export const decimalsFor = ({ low, high }: Scale): number =>
  Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(high - low))))

/** 1, 2 or 5 times a power of ten, at least about as large. */
function roundStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size))
  return [1, 2, 5, 10].find((factor) => factor * power >= size * 0.999_999)! * power
}

const roundUp = (value: number, step: number): number => rounded(Math.ceil(value / step - 1e-9) * step)
/** 0.30000000000000004 is 0.3. */
const rounded = (value: number): number => Number(value.toPrecision(12)) + 0
