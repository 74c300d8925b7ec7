import type { SeedLine, VariantCurve } from '../../src-shared/contract/comparison.ts'
import { drawnBand, keyText } from '../../src-shared/domain/comparison.ts'
import type { ComparisonX, Smoothing } from '../../src-shared/domain/comparison.ts'
import type { MetricName } from '../../src-shared/domain/metric.ts'
import { finishedEnds, growingCurve } from '../statistics/curve-over-seeds.ts'
import type { CentreAndBand, GrowingCurve, SeedSeries } from '../statistics/curve-over-seeds.ts'
import type { Database } from '../storage/database.ts'
import type { RunState } from '../storage/repositories/runs.ts'
import type { ReaderRequests } from './requests.ts'
import { createRunsOfGroups } from './runs-of-groups.ts'
import type { SeriesCache } from './series-cache.ts'
import { placesOfCurve, placesOfLine, placesOfPath } from './thinned.ts'

export interface ComparedCurves {
  curves(params: ReaderRequests['curves']['params']): ReaderRequests['curves']['result']
  /** `mostPoints`: of all lines together. */
  seeds(params: ReaderRequests['seeds']['params'], mostPoints?: number): ReaderRequests['seeds']['result']
}

/**
 * Points of all seeds' lines of one answer together: more can't be seen, and would hold the parent while it is encoded.
 */
const mostSeedPoints = 60_000
const fewestSeedPoints = 40
/** Of growing curves; beyond it the longest unused are forgotten. */
const mostBytes = 150_000_000

const unsmoothed: Smoothing = { kind: 'none' }

/** Curves of groups of variants, for Compare. Curves that are asked for again grow with the new rows. */
export function createComparedCurves(database: Database, series: SeriesCache): ComparedCurves {
  const runsOfGroups = createRunsOfGroups(database)
  const growing = new Map<string, { runs: string; curve: GrowingCurve }>()

  /** The growing curve of these runs; a run more or fewer begins a new one. */
  const curveOf = (key: string, runs: readonly RunState[], kind: CentreAndBand): GrowingCurve => {
    const ids = runs.map(({ id }) => id).join(' ')
    const known = growing.get(key)
    growing.delete(key)
    const entry = known?.runs === ids ? known : { runs: ids, curve: growingCurve(kind) }
    growing.set(key, entry)
    return entry.curve
  }
  const forget = () => {
    let bytes = [...growing.values()].reduce((sum, { curve }) => sum + curve.bytes(), 0)
    for (const [key, { curve }] of growing) {
      if (bytes <= mostBytes) return
      bytes -= curve.bytes()
      growing.delete(key)
    }
  }

  const seriesOf = (
    runs: readonly RunState[],
    x: ComparisonX,
    metric: MetricName,
    smoothing: Smoothing,
  ): SeedSeries[] =>
    runs.map((run) => ({ ...series.series(run.id, x, metric, smoothing), status: seriesStatus[run.status] }))

  return {
    curves({ groups, metric, x, centre, band, smoothing, xRange, maxPoints }) {
      const kind = { centre, band: drawnBand({ centre, band }) }
      const curves = runsOfGroups(groups).map((runs, index): VariantCurve => {
        const keys = groups[index]!
        const raw = seriesOf(runs, x, metric, unsmoothed)
        const isSmoothed = smoothing.kind !== 'none'
        const seeds = isSmoothed ? seriesOf(runs, x, metric, smoothing) : raw
        const goesBack = raw.some(({ x: xs }) => fallsSomewhere(xs))
        const counted = goesBack ? [] : seeds
        const name = [keys.map(keyText).join('+'), x, metric].join(' ')
        const growingOfSeeds = curveOf([name, kind.centre, kind.band, JSON.stringify(smoothing)].join(' '), runs, kind)
        const curve = growingOfSeeds.grow(counted)
        const rawKind = { centre, band: 'none' } as const
        const rawCentre = isSmoothed
          ? curveOf(`${name} ${centre} unsmoothed`, runs, rawKind).grow(goesBack ? [] : raw).centre
          : null
        const places = placesOfCurve(curve, rawCentre, maxPoints, xRange)
        const at = (values: ArrayLike<number>) => places.map((place) => values[place]!)
        const bandEnds = kind.band === 'none' ? { low: [], high: [] } : growingOfSeeds.bandAt(places)
        return {
          key: keys[0]!,
          x: at(curve.x),
          centre: at(curve.centre),
          rawCentre: rawCentre === null ? [] : at(rawCentre),
          low: bandEnds.low.map(orNull),
          high: bandEnds.high.map(orNull),
          n: at(curve.n),
          falls: curve.falls,
          ends: finishedEnds(counted) ?? null,
          seeds: countSeeds(runs),
          unionPoints: curve.x.length,
          recordedPoints: raw.reduce((sum, { x: xs }) => sum + xs.length, 0),
          goesBack,
        }
      })
      forget()
      return { curves }
    },

    seeds({ groups, metric, x, xRange, maxPoints }, mostPoints = mostSeedPoints) {
      const all = runsOfGroups(groups).flatMap((runs, index) => runs.map((run) => ({ key: groups[index]![0]!, run })))
      const points = Math.max(Math.min(maxPoints, Math.floor(mostPoints / Math.max(1, all.length))), fewestSeedPoints)
      const seeds = all.map(({ key, run }): SeedLine => {
        const { x: xs, y } = series.series(run.id, x, metric, unsmoothed)
        const places = fallsSomewhere(xs) ? placesOfPath(xs, y, points) : placesOfLine(xs, y, points, xRange)
        return {
          key,
          runId: run.id,
          seed: run.seed,
          x: places.map((place) => xs[place]!),
          y: places.map((place) => y[place]!),
        }
      })
      return { seeds }
    },
  }
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null)

function fallsSomewhere(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i]! < values[i - 1]!) return true
  return false
}

/** A paused or queued run (one that goes on from a checkpoint) is still on its way. */
export const seriesStatus: Record<RunState['status'], SeedSeries['status']> = {
  queued: 'running',
  running: 'running',
  paused: 'running',
  finished: 'finished',
  cancelled: 'endedEarly',
  interrupted: 'endedEarly',
  failed: 'endedEarly',
}

function countSeeds(runs: readonly RunState[]): VariantCurve['seeds'] {
  const count = (...statuses: RunState['status'][]) => runs.filter(({ status }) => statuses.includes(status)).length
  return {
    total: runs.length,
    finished: count('finished'),
    running: count('running', 'paused'),
    queued: count('queued'),
    endedEarly: count('cancelled', 'interrupted', 'failed'),
  }
}
