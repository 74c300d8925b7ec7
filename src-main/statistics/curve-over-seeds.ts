import type { BandKind, CentreKind } from '../../src-shared/domain/comparison.ts'
import { bootstrapBand, centreOf, deviationFrom, deviationsInBand, isAboutMean, sortInto } from './centre-and-band.ts'
import { resamplePlan } from './resample-plan.ts'

/** One seed's recorded points, x rising (where two share an x, the later counts), and how its run stands. */
export interface SeedSeries {
  x: Float64Array
  y: Float64Array
  status: 'finished' | 'endedEarly' | 'running'
}

export interface CurveOverSeeds {
  /** The union of the seeds' x within the curve's range. */
  x: Float64Array
  centre: Float64Array
  /**
   * The band's ends; NaN where fewer than two seeds are left. A bootstrap's are worked out only where they are asked for
   * (`GrowingCurve.bandAt`), for they take as long as a thousand means.
   */
  low: Float64Array
  high: Float64Array
  /** Seeds behind each point. */
  n: Uint32Array
  /** Where N falls and to what, because a seed ended before its budget or (`running`) hasn't come further yet. */
  falls: Fall[]
}

export interface Fall {
  x: number
  n: number
  running: boolean
}

export interface CentreAndBand {
  centre: CentreKind
  band: BandKind
}

/**
 * Centre and band over seeds as docs/statistics.md defines them. At an x a seed's value is its last recorded one at or
 * before x; a seed counts from its first to its last x, and nothing is extrapolated. The curve goes from the largest
 * first x to the smallest last x of the seeds that reached their budget. Seeds that ended before their budget count as
 * far as they went; where N falls for that, the curve is marked.
 *
 * While runs are in progress: a running seed counts as far as it is, and where it falls behind the curve is marked too.
 * Until one has reached the budget, the curve ends where the slowest running seed is, so that it doesn't change behind
 * its head. When every seed ended early, it ends with the last of them. Seeds without a point yet don't count at all.
 */
export function curveOverSeeds(seeds: readonly SeedSeries[], kind?: CentreAndBand): CurveOverSeeds {
  return growingCurve(kind).grow(seeds)
}

/**
 * The same curve, kept and grown: give it the same seeds again with further points, and only what can have changed is
 * computed.
 */
export interface GrowingCurve {
  grow(seeds: readonly SeedSeries[]): CurveOverSeeds
  /** The band at some of the points of the curve as it was grown last. */
  bandAt(places: readonly number[]): { low: number[]; high: number[] }
  /** What it keeps in memory. */
  bytes(): number
}

export function growingCurve(kind: CentreAndBand = { centre: 'mean', band: 't' }): GrowingCurve {
  let members = ''
  /** Points before this x can't change by further rows of the seeds that were running. */
  let settledX = Number.NEGATIVE_INFINITY
  let kept: Omit<CurveOverSeeds, 'falls'> = emptyCurve()
  let keptSeeds: readonly SeedSeries[] = []
  /** The bootstrap's bands that were asked for, by x. */
  const bands = new Map<number, [low: number, high: number]>()

  const grow = (seeds: readonly SeedSeries[]): CurveOverSeeds => {
    const end = lastX(seeds)
    const counted = seeds.filter((seed) => seed.x.length > 0 && seed.x[0]! <= end)
    if (counted.length === 0) return { ...emptyCurve(), falls: [] }
    const start = counted.reduce((x, seed) => Math.max(x, seed.x[0]!), Number.NEGATIVE_INFINITY)

    // Other seeds, or one that ended early and goes on after all: begin anew.
    const isCounted = new Set(counted)
    const now = seeds
      .map((seed) => {
        if (!isCounted.has(seed)) return ''
        return seed.status === 'endedEarly' ? `${seed.x[0]}, ${seed.x.length} points` : seed.x[0]
      })
      .join(';')
    const from = now === members ? Math.min(settledX, end) : Number.NEGATIVE_INFINITY
    const curve = joined(countBefore(kept.x, from), kept, unionOf(counted, Math.max(start, from), end), counted, kind)
    for (const x of bands.keys()) if (x >= from) bands.delete(x)

    members = now
    kept = curve
    keptSeeds = counted
    settledX = counted.reduce((x, seed) => (seed.status === 'running' ? Math.min(x, seed.x.at(-1)!) : x), end)
    return { ...curve, falls: fallsOf(curve, counted) }
  }

  const bootstrapAt = (place: number): [low: number, high: number] => {
    const x = kept.x[place]!
    const known = bands.get(x)
    if (known !== undefined) return known
    const values = new Float64Array(keptSeeds.length)
    const n = valuesAt(keptSeeds, x, values)
    const band: [number, number] =
      n < 2 ? [Number.NaN, Number.NaN] : bootstrapBand(kind.centre, values, resamplePlan(n))
    bands.set(x, band)
    return band
  }

  return {
    grow,
    bandAt(places) {
      const ends =
        kind.band === 'bootstrap'
          ? places.map(bootstrapAt)
          : places.map((place): [number, number] => [kept.low[place]!, kept.high[place]!])
      return { low: ends.map(([low]) => low), high: ends.map(([, high]) => high) }
    },
    bytes: () => 36 * kept.x.length + 64 * bands.size,
  }
}

/** The values that the seeds have at x, in their order; returns how many have one. */
function valuesAt(seeds: readonly SeedSeries[], x: number, values: Float64Array): number {
  let n = 0
  for (const seed of seeds) {
    const after = countUpTo(seed.x, x)
    if (after > 0 && x <= seed.x.at(-1)!) values[n++] = seed.y[after - 1]!
  }
  return n
}

/** Where the curve ends; minus infinity when no seed has a point. */
function lastX(seeds: readonly SeedSeries[]): number {
  const last = (status: SeedSeries['status']) =>
    seeds.filter((seed) => seed.status === status && seed.x.length > 0).map((seed) => seed.x.at(-1)!)
  const finished = last('finished')
  if (finished.length > 0) return finished.reduce((a, b) => Math.min(a, b))
  const running = last('running')
  if (running.length > 0) return running.reduce((a, b) => Math.min(a, b))
  return last('endedEarly').reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
}

/** All x of the seeds within [from, to], each once, rising. */
function unionOf(seeds: readonly SeedSeries[], from: number, to: number): Float64Array {
  const parts = seeds.map(({ x }) => x.subarray(countBefore(x, from), countUpTo(x, to)))
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += part.length
  }
  all.sort()
  let count = 0
  for (let i = 0; i < all.length; i++) if (i === 0 || all[i] !== all[i - 1]) all[count++] = all[i]!
  return all.subarray(0, count)
}

/** The first `prefix` points of `kept`, then the curve at `fresh`. */
function joined(
  prefix: number,
  kept: Omit<CurveOverSeeds, 'falls'>,
  fresh: Float64Array,
  seeds: readonly SeedSeries[],
  kind: CentreAndBand,
): Omit<CurveOverSeeds, 'falls'> {
  const length = prefix + fresh.length
  const curve = {
    x: new Float64Array(length),
    centre: new Float64Array(length),
    low: new Float64Array(length),
    high: new Float64Array(length),
    n: new Uint32Array(length),
  }
  for (const name of ['x', 'centre', 'low', 'high', 'n'] as const) curve[name].set(kept[name].subarray(0, prefix))
  const values = new Float64Array(seeds.length)
  const rising = new Float64Array(seeds.length)
  const deviations = isAboutMean(kind.band) ? deviationsInBand(kind.band, seeds.length) : null
  const needsOrder = kind.centre !== 'mean' || kind.band === 'range'
  const next = seeds.map(({ x }) => (fresh.length === 0 ? 0 : countUpTo(x, fresh[0]!)))
  for (let i = 0; i < fresh.length; i++) {
    const x = fresh[i]!
    let n = 0
    for (let s = 0; s < seeds.length; s++) {
      const seed = seeds[s]!
      let after = next[s]!
      while (after < seed.x.length && seed.x[after]! <= x) after++
      next[s] = after
      if (after > 0 && x <= seed.x[seed.x.length - 1]!) values[n++] = seed.y[after - 1]!
    }
    if (needsOrder) sortInto(rising, values, n)
    const centre = centreOf(kind.centre, values, rising, n)
    const at = prefix + i
    curve.x[at] = x
    curve.centre[at] = centre
    if (n < 2) curve.low[at] = curve.high[at] = Number.NaN
    else if (deviations !== null) {
      const half = deviations[n]! * deviationFrom(centre, values, n)
      curve.low[at] = centre - half
      curve.high[at] = centre + half
    } else {
      curve.low[at] = kind.band === 'range' ? rising[0]! : Number.NaN
      curve.high[at] = kind.band === 'range' ? rising[n - 1]! : Number.NaN
    }
    curve.n[at] = n
  }
  return curve
}

function fallsOf(curve: Omit<CurveOverSeeds, 'falls'>, seeds: readonly SeedSeries[]): Fall[] {
  // By place: whether all the seeds that leave there are running.
  const places = new Map<number, boolean>()
  for (const seed of seeds) {
    if (seed.status === 'finished') continue
    const place = countUpTo(curve.x, seed.x.at(-1)!)
    if (place < curve.x.length) places.set(place, (places.get(place) ?? true) && seed.status === 'running')
  }
  return [...places]
    .toSorted(([a], [b]) => a - b)
    .map(([place, running]) => ({ x: curve.x[place]!, n: curve.n[place]!, running }))
}

/** Where the first and the last of the seeds that reached their budget end; undefined while none has. */
export function finishedEnds(seeds: readonly SeedSeries[]): { first: number; last: number } | undefined {
  const ends = seeds.filter(({ status, x }) => status === 'finished' && x.length > 0).map(({ x }) => x.at(-1)!)
  if (ends.length === 0) return undefined
  return { first: ends.reduce((a, b) => Math.min(a, b)), last: ends.reduce((a, b) => Math.max(a, b)) }
}

const emptyCurve = () => ({
  x: new Float64Array(0),
  centre: new Float64Array(0),
  low: new Float64Array(0),
  high: new Float64Array(0),
  n: new Uint32Array(0),
})

/** How many of the rising values are below x. */
function countBefore(values: Float64Array, x: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (values[middle]! < x) low = middle + 1
    else high = middle
  }
  return low
}

/** How many of the rising values are at or below x. */
export function countUpTo(values: Float64Array, x: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (values[middle]! <= x) low = middle + 1
    else high = middle
  }
  return low
}
