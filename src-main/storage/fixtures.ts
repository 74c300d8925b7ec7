import { experimentSpec } from '../../src-shared/domain/spec.ts'
import { experimentId, runId } from '../../src-shared/domain/ids.ts'
import type { ExperimentId, RunId } from '../../src-shared/domain/ids.ts'
import { metricNames } from '../../src-shared/domain/metric.ts'
import type { MetricRow } from '../../src-shared/domain/metric.ts'
import { noProgress } from '../../src-shared/domain/run.ts'
import type { Experiment, Run } from '../../src-shared/domain/run.ts'
import type { RunSummary } from '../../src-shared/domain/run-summary.ts'
import { openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { insertExperiment } from './repositories/experiments.ts'
import { metricRowCount, readColumns } from './repositories/metrics.ts'

// What the tests of storage and of the reader start from; not used by the app.

export function openForTest(path = ':memory:'): Database {
  const opened = openDatabase(path)
  if (!opened.ok) throw new Error(opened.error.reason)
  return opened.value
}

export const smallSpec = (name: string, variants = 1) =>
  experimentSpec.parse({
    name,
    environment: { id: 'gridworld' },
    variants: Array.from({ length: variants }, (_, index) => ({
      name: `variant ${index}`,
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'reward-to-go' },
      update: { kind: 'gradient-ascent' },
    })),
    seeds: [1, 2],
    budget: { updates: 100 },
  })

export function testExperiment(id: string, variants = 1): Experiment {
  return {
    id: experimentId.parse(id),
    name: `experiment ${id}`,
    spec: smallSpec(`experiment ${id}`, variants),
    createdAt: 1000,
    tags: [],
    notes: '',
    locked: false,
    deletedAt: null,
  }
}

export function testRun(id: string, experiment: ExperimentId, changes: Partial<Run> = {}): Run {
  return {
    id: runId.parse(id),
    experimentId: experiment,
    variantIndex: 0,
    seed: 1,
    status: 'queued',
    statusReason: null,
    engine: { engine: 'reference', reason: 'tables are exact in float64' },
    runtime: null,
    queuePosition: null,
    createdAt: 1000,
    startedAt: null,
    endedAt: null,
    progress: noProgress,
    tags: [],
    notes: '',
    locked: false,
    deletedAt: null,
    ...changes,
  }
}

/** An experiment of one variant with a run per seed 1, 2, ..., all of the given status. */
export function storeRuns(database: Database, experiment: string, seeds: number, changes: Partial<Run> = {}): Run[] {
  const stored = testExperiment(experiment)
  const runs = Array.from({ length: seeds }, (_, index) =>
    testRun(`${experiment}run${index + 1}`, stored.id, { seed: index + 1, queuePosition: index + 1, ...changes }),
  )
  insertExperiment(database, stored, runs)
  return runs
}

export const metricRowOf = (update: number, values: MetricRow['values'], envStepsPerUpdate = 128): MetricRow => ({
  update,
  envSteps: update * envStepsPerUpdate,
  episodes: Math.floor(update * 1.7),
  computeMs: update * 3.1415,
  wallMs: update * 4.2,
  values,
})

/** The plain definition of a run's summary, over all its rows; undefined where it has none. */
export function summaryOfRows(database: Database, run: RunId): RunSummary | undefined {
  if (metricRowCount(database, run) === 0) return undefined
  const summary: RunSummary = {}
  for (const metric of metricNames) {
    const values = [...readColumns(database, run, [metric]).values[metric]].filter(Number.isFinite)
    if (values.length === 0) continue
    const lastTen = values.slice(-10)
    summary[metric] = {
      count: values.length,
      last: values.at(-1)!,
      lowest: values.reduce((least, value) => (value < least ? value : least)),
      highest: values.reduce((most, value) => (value > most ? value : most)),
      meanOfLast10: lastTen.reduce((sum, value) => sum + value, 0) / lastTen.length,
    }
  }
  return summary
}
