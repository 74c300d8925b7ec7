import type { SeedLine, VariantCurve } from '../../src-shared/contract/comparison.ts'
import type { VariantKey } from '../../src-shared/domain/comparison.ts'
import type { CurveAxis, MetricName } from '../../src-shared/domain/metric.ts'
import type { Run, RunStatus } from '../../src-shared/domain/run.ts'
import { finishedEnds, growingCurve } from '../statistics/curve-over-seeds.ts'
import type { CurveOverSeeds, GrowingCurve, SeedSeries } from '../statistics/curve-over-seeds.ts'
import { minMaxPerPixel } from '../statistics/decimation.ts'
import { finalAndBest } from '../statistics/final-and-best.ts'
import type { Database } from '../storage/database.ts'
import { runsOfExperiment } from '../storage/repositories/runs.ts'
import type { ReaderRequests } from './requests.ts'
import type { SeriesCache } from './series-cache.ts'

export interface VariantCurves {
  curves(params: ReaderRequests['curves']['params']): ReaderRequests['curves']['result']
  seeds(params: ReaderRequests['seeds']['params']): ReaderRequests['seeds']['result']
}

/**
 * Points of all seeds' lines of one answer together: more can't be seen, and would hold the parent while it is encoded.
 */
const mostSeedPoints = 60_000
const fewestSeedPoints = 40
const mostGrowingCurves = 400

/** Curves of variants, for Compare. Curves that are asked for again grow with the new rows. */
export function createVariantCurves(database: Database, series: SeriesCache): VariantCurves {
  const growing = new Map<string, { runs: string; curve: GrowingCurve }>()

  /** The growing curve of these runs; a run more or fewer begins a new one. */
  const curveOf = (key: string, runs: readonly Run[]): GrowingCurve => {
    const ids = runs.map(({ id }) => id).join(' ')
    const known = growing.get(key)
    growing.delete(key)
    const entry = known?.runs === ids ? known : { runs: ids, curve: growingCurve() }
    growing.set(key, entry)
    if (growing.size > mostGrowingCurves) growing.delete(growing.keys().next().value!)
    return entry.curve
  }

  const seriesOf = (runs: readonly Run[], axis: CurveAxis, metric: MetricName): SeedSeries[] =>
    runs.map((run) => ({ ...series.series(run.id, axis, metric), status: seriesStatus[run.status] }))

  return {
    curves({ selection, metric, axis, maxPoints }) {
      const runsOf = runsByVariant(database, selection)
      const curves = selection.map((key): VariantCurve => {
        const runs = runsOf(key)
        const seeds = seriesOf(runs, axis, metric)
        const curve = curveOf(`${key.experimentId} ${key.variantIndex} ${axis} ${metric}`, runs).grow(seeds)
        const tableMetric = tableMetricOf(series, runs, metric)
        const table = finalAndBest(
          axis === 'envSteps' && tableMetric === metric ? seeds : seriesOf(runs, 'envSteps', tableMetric),
        )
        return {
          key,
          ...decimated(curve, maxPoints),
          falls: curve.falls,
          ends: finishedEnds(seeds) ?? null,
          seeds: countSeeds(runs),
          unionPoints: curve.x.length,
          recordedPoints: seeds.reduce((sum, { x }) => sum + x.length, 0),
          final: table?.final ?? null,
          best: table?.best ?? null,
          tableMetric,
        }
      })
      return { curves }
    },

    seeds({ selection, metric, axis, maxPoints }) {
      const runsOf = runsByVariant(database, selection)
      const all = selection.flatMap((key) => runsOf(key).map((run) => ({ key, run })))
      const points = Math.max(
        Math.min(maxPoints, Math.floor(mostSeedPoints / Math.max(1, all.length))),
        fewestSeedPoints,
      )
      const seeds = all.map(({ key, run }): SeedLine => {
        const { x, y } = series.series(run.id, axis, metric)
        const picked = [...minMaxPerPixel(x, y, Math.floor((points - 2) / 2))]
        return { key, runId: run.id, seed: run.seed, x: picked.map((i) => x[i]!), y: picked.map((i) => y[i]!) }
      })
      return { seeds }
    },
  }
}

/** A paused or queued run (one that goes on from a checkpoint) is still on its way. */
const seriesStatus: Record<RunStatus, SeedSeries['status']> = {
  queued: 'running',
  running: 'running',
  paused: 'running',
  finished: 'finished',
  cancelled: 'endedEarly',
  interrupted: 'endedEarly',
  failed: 'endedEarly',
}

/** A variant's runs outside the bin, one a seed: of several (one came back from the bin) the newest. */
function runsByVariant(database: Database, selection: readonly VariantKey[]): (key: VariantKey) => Run[] {
  const runs = new Map(
    [...new Set(selection.map(({ experimentId }) => experimentId))].map((id) => [id, runsOfExperiment(database, id)]),
  )
  return ({ experimentId, variantIndex }) => {
    const bySeed = new Map<number, Run>()
    for (const run of runs.get(experimentId)!) if (run.variantIndex === variantIndex) bySeed.set(run.seed, run)
    return [...bySeed.values()]
  }
}

/** What "final" and "best" are of: `evaluationReturn` where it is recorded, else the return, else what is drawn. */
function tableMetricOf(series: SeriesCache, runs: readonly Run[], drawn: MetricName): MetricName {
  const isRecorded = (metric: MetricName) => runs.some((run) => series.series(run.id, 'envSteps', metric).x.length > 0)
  if (isRecorded('evaluationReturn')) return 'evaluationReturn'
  return isRecorded('return') ? 'return' : drawn
}

function countSeeds(runs: readonly Run[]): VariantCurve['seeds'] {
  const count = (...statuses: RunStatus[]) => runs.filter(({ status }) => statuses.includes(status)).length
  return {
    total: runs.length,
    finished: count('finished'),
    running: count('running', 'paused'),
    queued: count('queued'),
    endedEarly: count('cancelled', 'interrupted', 'failed'),
  }
}

/**
 * At most about `maxPoints` points: per pixel the band's lowest and highest (without a band the curve's own), and where
 * N falls.
 */
function decimated(
  curve: CurveOverSeeds,
  maxPoints: number,
): Pick<VariantCurve, 'x' | 'centre' | 'low' | 'high' | 'n'> {
  const orCentre = (ends: Float64Array) => ends.map((end, i) => (Number.isNaN(end) ? curve.centre[i]! : end))
  const fallPlaces = new Set(curve.falls.map(({ x }) => x))
  const pixels = Math.max(1, Math.floor((maxPoints - 2 - fallPlaces.size) / 2))
  const places = new Set(minMaxPerPixel(curve.x, orCentre(curve.low), pixels, orCentre(curve.high)))
  if (fallPlaces.size > 0) curve.x.forEach((x, i) => fallPlaces.has(x) && places.add(i))
  const picked = [...places].toSorted((a, b) => a - b)
  const at = (values: ArrayLike<number>) => picked.map((i) => values[i]!)
  const orNull = (values: Float64Array) => picked.map((i) => (Number.isFinite(values[i]) ? values[i]! : null))
  return { x: at(curve.x), centre: at(curve.centre), low: orNull(curve.low), high: orNull(curve.high), n: at(curve.n) }
}
