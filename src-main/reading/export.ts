import type { RunId } from '../../src-shared/domain/ids.ts'
import { metricDefinition, metricNames } from '../../src-shared/domain/metric.ts'
import type { MetricName } from '../../src-shared/domain/metric.ts'
import type { Experiment, Run } from '../../src-shared/domain/run.ts'
import type { Database } from '../storage/database.ts'
import { experimentById } from '../storage/repositories/experiments.ts'
import { readColumns, recordedMetrics } from '../storage/repositories/metrics.ts'
import type { CoordinateName } from '../storage/repositories/metrics.ts'
import { listRuns } from '../storage/repositories/runs.ts'
import type { ReaderRequests } from './requests.ts'

/**
 * Runs with all their rows, as CSV (one line a row) or JSON, in a stable order: experiments as they were made, then
 * variants, seeds, rows. No random ids, and unless asked no times, host, tile or thread count: equal runs give equal
 * bytes. Numbers are written so that they read back to the same bits.
 */
export function exportText(
  database: Database,
  { format, runIds, times }: ReaderRequests['exportText']['params'],
): string {
  const runs = chosenRuns(database, runIds)
  try {
    return format === 'csv' ? csv(database, runs, times) : json(database, runs, times)
  } catch (error) {
    // A text holds half a gigabyte: about 20 million values.
    if (error instanceof RangeError)
      throw new Error('these runs are too many for one export; export some of them at a time', { cause: error })
    throw error
  }
}

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

function csv(database: Database, runs: readonly ChosenRun[], times: boolean): string {
  const present = new Set(runs.flatMap(({ metrics }) => metrics))
  const metrics = metricNames.filter((name) => present.has(name) && exported(name, times))
  const lines = [['experiment', 'variant', 'seed', 'status', ...coordinates(times), ...metrics].join(',')]
  for (const { run, experiment } of runs) {
    const { rowCount, values } = readColumns(database, run.id, [...coordinates(times), ...metrics])
    const label = [experiment.name, variantName(run, experiment), String(run.seed), run.status].map(quoted).join(',')
    const columns = [...coordinates(times), ...metrics].map((name) => values[name])
    for (let row = 0; row < rowCount; row++) {
      let line = label
      for (const column of columns) line += Number.isNaN(column[row]) ? ',' : `,${numberText(column[row]!)}`
      lines.push(line)
    }
  }
  return `${lines.join('\n')}\n`
}

function json(database: Database, runs: readonly ChosenRun[], times: boolean): string {
  const experiments = [...Map.groupBy(runs, ({ experiment }) => experiment)].map(([experiment, members]) => {
    const facts = {
      name: experiment.name,
      ...(times ? { createdAt: experiment.createdAt } : {}),
      spec: experiment.spec,
    }
    return opened(
      facts,
      'runs',
      members.map((member) => jsonRun(database, member, times)),
      4,
    )
  })
  return `${opened({ format: 'ascent-runs-1' }, 'experiments', experiments, 0)}\n`
}

/** The spec says what was asked; this says what ran and what came of it. A row is one line. */
function jsonRun(database: Database, { run, experiment, metrics: recorded }: ChosenRun, times: boolean): string {
  const names = [...coordinates(times), ...recorded.filter((name) => exported(name, times))]
  const { rowCount, values } = readColumns(database, run.id, names)
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
  const rows: string[] = []
  for (let row = 0; row < rowCount; row++)
    rows.push(
      `            [${names.map((name) => (Number.isFinite(values[name][row]) ? numberText(values[name][row]!) : 'null')).join(',')}]`,
    )
  return opened(facts, 'rows', rows, 8)
}

/** An object's JSON with one more list, whose elements are written already. */
function opened(facts: object, list: string, elements: readonly string[], indent: number): string {
  const pad = ' '.repeat(indent)
  const head = JSON.stringify(facts, null, 2).slice(0, -2).replaceAll('\n', `\n${pad}`)
  const body = elements.length === 0 ? '[]' : `[\n${elements.join(',\n')}\n${pad}  ]`
  return `${pad}${head},\n${pad}  "${list}": ${body}\n${pad}}`
}

/** The shortest text that reads back to the same bits. */
const numberText = (value: number) => (Object.is(value, -0) ? '-0' : String(value))
const variantName = (run: Run, experiment: Experiment) =>
  experiment.spec.variants[run.variantIndex]?.name ?? `variant ${run.variantIndex}`
const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
