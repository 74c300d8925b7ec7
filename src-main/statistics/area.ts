import { countUpTo } from './curve-over-seeds.ts'
import type { SeedSeries } from './curve-over-seeds.ts'

/**
 * The mean height of a seed's steps between two x: at an x its value is the last recorded one at or before it
 * (docs/statistics.md), and the area is divided by the length. The seed's first x is at or before `from`.
 */
export function areaUnderSteps({ x, y }: Pick<SeedSeries, 'x' | 'y'>, from: number, to: number): number {
  let place = countUpTo(x, from) - 1
  if (to <= from) return y[place]!
  let area = 0
  let left = from
  while (left < to) {
    const right = Math.min(place + 1 < x.length ? x[place + 1]! : to, to)
    area += y[place]! * (right - left)
    left = right
    place++
  }
  return area / (to - from)
}
