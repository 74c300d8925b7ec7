import type { RunId } from '../../src-shared/domain/ids.ts'
import { metricDefinition, metricNames } from '../../src-shared/domain/metric.ts'
import type { MetricName } from '../../src-shared/domain/metric.ts'
import { pointOf } from '../../src-shared/domain/points.ts'
import type { Experiment, Run } from '../../src-shared/domain/run.ts'
import type { Database } from '../storage/database.ts'
import { experimentById } from '../storage/repositories/experiments.ts'
import { readColumns, recordedMetrics } from '../storage/repositories/metrics.ts'
import type { ColumnName, CoordinateName } from '../storage/repositories/metrics.ts'
import { listRuns } from '../storage/repositories/runs.ts'
import { csvCell, numberText } from './csv-cell.ts'
import type { ExportParams } from './requests.ts'

/**
 * Runs with all their rows, as CSV (one line a row) or JSON, in a stable order: experiments as they were made, then
 * variants, seeds, rows. No random ids, and unless asked no times, host, tile or thread count: equal runs give equal
 * bytes. Numbers are written so that they read back to the same bits. In pieces of about a megabyte, for all runs
 * together may be larger than a text can be.
 */
export function* exportPieces(database: Database, { format, runIds, times }: ExportParams): Generator<string> {
  const runs = chosenRuns(database, runIds)
  let piece = ''
  for (const part of format === 'csv' ? csv(database, runs, times) : json(database, runs, times)) {
    piece += part
    if (piece.length < pieceCharacters) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

const pieceCharacters = 1_000_000
const rowsAtOnce = 500

interface ChosenRun {
  run: Run
  experiment: Experiment
  metrics: MetricName[]
}

function chosenRuns(database: Database, runIds: readonly RunId[]): ChosenRun[] {
  const wanted = new Set(runIds)
  const experiments = new Map<string, Experiment>()
  return listRuns(database, { deleted: true })
    .filter(({ id }) => wanted.has(id))
    .map((run) => {
      const experiment = experiments.get(run.experimentId) ?? experimentById(database, run.experimentId)!
      experiments.set(run.experimentId, experiment)
      return { run, experiment, metrics: recordedMetrics(database, run.id) }
    })
}

const coordinates = (times: boolean): CoordinateName[] => [
  'update',
  'envSteps',
  'episodes',
  ...(times ? (['computeMs', 'wallMs'] as const) : []),
]
const exported = (name: MetricName, times: boolean) => times || metricDefinition(name).time !== true

function* csv(database: Database, runs: readonly ChosenRun[], times: boolean): Generator<string> {
  const present = new Set(runs.flatMap(({ metrics }) => metrics))
  const names = [
    ...coordinates(times),
    ...metricNames.filter((name) => present.has(name) && exported(name, times)),
  ] as const
  yield `${['experiment', 'variant', 'seed', 'status', ...names].join(',')}\n`
  for (const { run, experiment } of runs) {
    const label = [csvCell(experiment.name), csvCell(variantName(run, experiment)), String(run.seed), run.status].join(
      ',',
    )
    const { rowCount, values } = readColumns(database, run.id, names)
    const columns = names.map((name) => values[name])
    let lines = ''
    for (let row = 0; row < rowCount; row++) {
      lines += label
      for (const column of columns) lines += Number.isNaN(column[row]) ? ',' : `,${numberText(column[row]!)}`
      lines += '\n'
      if ((row + 1) % rowsAtOnce !== 0) continue
      yield lines
      lines = ''
    }
    yield lines
  }
}

function* json(database: Database, runs: readonly ChosenRun[], times: boolean): Generator<string> {
  const experiments = [...Map.groupBy(runs, ({ experiment }) => experiment)].map(([experiment, members]) => {
    const facts = {
      name: experiment.name,
      ...(times ? { createdAt: experiment.createdAt } : {}),
      spec: withoutIds(experiment.spec),
    }
    return opened(
      facts,
      'runs',
      members.map((member) => jsonRun(database, member, times)),
      4,
    )
  })
  yield* opened({ format: 'ascent-runs-1' }, 'experiments', experiments, 0)
  yield '\n'
}

/** Ids are random. */
function withoutIds({ chosenFrom: _chosenFrom, ...spec }: Experiment['spec']): Experiment['spec'] {
  return spec
}

/** The spec says what was asked; this says what ran and what came of it. A row is one line. */
function* jsonRun(
  database: Database,
  { run, experiment, metrics: recorded }: ChosenRun,
  times: boolean,
): Generator<string> {
  const names = [...coordinates(times), ...recorded.filter((name) => exported(name, times))]
  const facts = {
    variant: variantName(run, experiment),
    seed: run.seed,
    status: run.status,
    engine: {
      engine: run.engine.engine,
      ...(run.engine.arithmetic === undefined ? {} : { arithmetic: run.engine.arithmetic }),
    },
    runtime: run.runtime,
    ...(times ? { createdAt: run.createdAt, startedAt: run.startedAt, endedAt: run.endedAt } : {}),
    columns: names,
  }
  yield* opened(facts, 'rows', jsonRows(database, run, names), 8)
}

function* jsonRows(database: Database, run: Run, names: readonly ColumnName[]): Generator<[string]> {
  const { rowCount, values } = readColumns(database, run.id, names)
  const valueText = (value: number) => (Number.isFinite(value) ? numberText(value) : 'null')
  for (let from = 0; from < rowCount; from += rowsAtOnce) {
    const rows: string[] = []
    for (let row = from; row < Math.min(from + rowsAtOnce, rowCount); row++)
      rows.push(`            [${names.map((name) => valueText(values[name][row]!)).join(',')}]`)
    yield [rows.join(',\n')]
  }
}

/** An object's JSON with one more list, whose elements come written, in parts. */
function* opened(facts: object, list: string, elements: Iterable<Iterable<string>>, indent: number): Generator<string> {
  const pad = ' '.repeat(indent)
  yield `${pad}${JSON.stringify(facts, null, 2).slice(0, -2).replaceAll('\n', `\n${pad}`)},\n${pad}  "${list}": `
  let isFirst = true
  for (const element of elements) {
    yield isFirst ? '[\n' : ',\n'
    isFirst = false
    yield* element
  }
  yield `${isFirst ? '[]' : `\n${pad}  ]`}\n${pad}}`
}

const variantName = (run: Run, experiment: Experiment) =>
  pointOf(experiment.spec, run.variantIndex)?.variant.name ?? `variant ${run.variantIndex}`
