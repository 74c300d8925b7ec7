import { areaUnderSteps } from './area.ts'
import { countUpTo } from './curve-over-seeds.ts'
import type { SeedSeries } from './curve-over-seeds.ts'

/** One seed's figures, over the curve's range. */
export interface SeedFigures {
  /** Mean of its last evaluations up to the curve's last x. */
  final: number
  /** How many those are: fewer than asked for where it has no more. */
  finalOver: number
  /** Its highest recorded value (or lowest, where that is better), wherever it stands: noise flatters it. */
  best: number
  /** Mean height of its steps from the curve's first x to its last. */
  area: number
}

export interface FiguresOfSeeds {
  /** The curve's first and last x: the largest first x, and the smallest last x of the seeds that reached their budget. */
  from: number
  to: number
  /** In the order of the seeds; null of those that are left out: not finished, or without a value up to `to`. */
  seeds: (SeedFigures | null)[]
}

/** What the table says of each seed (docs/statistics.md). Undefined while no seed has reached its budget. */
export function figuresOfSeeds(
  seeds: readonly SeedSeries[],
  finalOver = 1,
  better: 'higher' | 'lower' = 'higher',
): FiguresOfSeeds | undefined {
  const best = better === 'higher' ? Math.max : Math.min
  const finished = seeds.filter((seed) => seed.status === 'finished' && seed.x.length > 0)
  if (finished.length === 0) return undefined
  const to = finished.reduce((x, seed) => Math.min(x, seed.x.at(-1)!), Number.POSITIVE_INFINITY)
  const isOnCurve = (seed: SeedSeries) => seed.x.length > 0 && seed.x[0]! <= to
  const from = seeds.filter(isOnCurve).reduce((x, seed) => Math.max(x, seed.x[0]!), Number.NEGATIVE_INFINITY)
  return {
    from,
    to,
    seeds: seeds.map((seed) => {
      if (seed.status !== 'finished' || !isOnCurve(seed)) return null
      const last = lastValues(seed, to, finalOver)
      return {
        final: last.sum / last.count,
        finalOver: last.count,
        best: seed.y.reduce((a, b) => best(a, b)),
        area: areaUnderSteps(seed, from, to),
      }
    }),
  }
}

/** Of the last `most` recorded values up to an x; of two at one x the later counts. */
function lastValues({ x, y }: SeedSeries, to: number, most: number): { sum: number; count: number } {
  let sum = 0
  let count = 0
  for (let place = countUpTo(x, to) - 1; place >= 0 && count < most; place--) {
    if (x[place] === x[place + 1] && count > 0) continue
    sum += y[place]!
    count++
  }
  return { sum, count }
}
