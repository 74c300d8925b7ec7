import type { RunId } from '../ids.ts'
import type { MetricName } from '../metric.ts'
import type { SummaryStatistic } from '../run-summary.ts'
import { pointOf, pointsOf, type Point } from '../points.ts'
import { valueAt } from '../paths.ts'
import type { Experiment, Run } from '../run.ts'
import { algorithmNames } from './algorithm-names.ts'
import { metricOf, type RunField } from './fields.ts'

/** A run with what it trained; of an experiment that has no runs left, the experiment alone. */
export interface RunRecord {
  experiment: Experiment
  run: Run | null
}

/** What is stored of a run's metrics; null where it has none. */
export type MetricLookup = (runId: RunId, metric: MetricName, statistic: SummaryStatistic) => number | null

/** Texts, a number (seconds, or ms since 1970), or a parameter as its spec has it; null where there is none. */
export type FieldValue = readonly string[] | string | number | null

const pointsOfRecord = ({ experiment, run }: RunRecord): readonly Point[] => {
  if (run === null) return pointsOf(experiment.spec)
  const point = pointOf(experiment.spec, run.variantIndex)
  return point === undefined ? [] : [point]
}

const secondsBetween = (startMs: number | null, endMs: number | null): number | null =>
  startMs === null || endMs === null ? null : (endMs - startMs) / 1_000

/** What one run has for one field. */
export function readField(record: RunRecord, field: RunField, metrics: MetricLookup): FieldValue {
  const metric = metricOf(field)
  if (metric !== null) return record.run && metrics(record.run.id, metric.metric, metric.statistic)
  if (field.of === 'parameter') return readParameter(record, field.id)
  const { experiment, run } = record
  switch (field.id) {
    case 'name':
      return [experiment.name, ...pointsOfRecord(record).map(({ variant }) => variant.name)]
    case 'experiment':
      return [experiment.name]
    case 'variant':
      return pointsOfRecord(record).map(({ variant }) => variant.name)
    case 'algorithm':
      return pointsOfRecord(record).flatMap(({ variant }) => algorithmNames(variant))
    case 'environment':
      return [...new Set(pointsOfRecord(record).map(({ environment }) => environment.id))]
    case 'tag':
      return run === null || run.tags.length === 0 ? experiment.tags : [...experiment.tags, ...run.tags]
    case 'note':
      return [experiment.notes, run?.notes ?? ''].filter((note) => note !== '')
    case 'created':
      return (run ?? experiment).createdAt
  }
  if (run === null) return field.kind === 'text' ? [] : null
  switch (field.id) {
    case 'status':
      return [run.status]
    case 'engine':
      return [run.engine.engine]
    case 'seed':
      return run.seed
    case 'locked':
      return Number(run.locked || experiment.locked)
    case 'started':
      return run.startedAt
    case 'ended':
      return run.endedAt
    case 'duration':
      return run.progress.wallMs === undefined
        ? secondsBetween(run.startedAt, run.endedAt)
        : run.progress.wallMs / 1_000
    case 'computeTime':
      return run.startedAt === null ? null : run.progress.computeMs / 1_000
    case 'steps':
      return run.progress.envSteps
    case 'updates':
      return run.progress.update
    case 'episodes':
      return run.progress.episodes
  }
  throw new Error(`no value is known for the field ${field.id}`)
}

function readParameter({ experiment, run }: RunRecord, path: string): string | number | null {
  return run === null ? null : (parametersOf(experiment.spec, path)[run.variantIndex] ?? null)
}

/** Specs are never changed in place, so each path is walked once for each of their points. */
const known = new WeakMap<Spec, Map<string, readonly (string | number | null)[]>>()
type Spec = Experiment['spec']

/** A parameter of every point of a spec, in their order. */
function parametersOf(spec: Spec, path: string): readonly (string | number | null)[] {
  let ofSpec = known.get(spec)
  if (ofSpec === undefined) known.set(spec, (ofSpec = new Map()))
  let values = ofSpec.get(path)
  if (values === undefined) {
    const names = path.split('.')
    values = pointsOf(spec).map((point) => parameterValue(valueAt({ ...spec, ...point, ...point.variant }, names)))
    ofSpec.set(path, values)
  }
  return values
}

/** A number stays one; all else is a text as the interface writes it. */
function parameterValue(value: unknown): string | number | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'number' || typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) {
    const isFlat = value.every((entry) => typeof entry === 'number' || typeof entry === 'string')
    return isFlat ? `(${value.join(', ')})` : `${value.length} entries`
  }
  const { kind } = value as { kind?: unknown }
  return typeof kind === 'string' ? kind : null
}
