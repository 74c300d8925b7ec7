import type { Edits } from '../../src-shared/contract/history.ts'
import type { ExperimentId, RunId } from '../../src-shared/domain/ids.ts'
import type { Experiment, Run } from '../../src-shared/domain/run.ts'
import type { Database } from '../storage/database.ts'
import {
  insertExperiment,
  listExperiments,
  removeExperiments,
  restoreExperiments,
  updateExperiment,
} from '../storage/repositories/experiments.ts'
import type { ExperimentPatch } from '../storage/repositories/experiments.ts'
import { moveInQueue } from '../storage/repositories/queue.ts'
import {
  insertRuns,
  listRuns,
  markInterrupted,
  removeRuns,
  restoreRuns,
  runById,
  updateRun,
  updateRuns,
} from '../storage/repositories/runs.ts'
import type { RunPatch } from '../storage/repositories/runs.ts'
import { inTransaction } from '../storage/statements.ts'
import type { Announcer } from './announcer.ts'

/**
 * Every experiment and run, in memory beside the database, so that asking for them costs no parsing. This process is
 * the only writer: each change goes to the database first, then here, then to whoever announces it.
 */
export interface Library {
  experiment(id: ExperimentId): Experiment | undefined
  run(id: RunId): Run | undefined
  experiments(): Iterable<Experiment>
  /** Those in the bin too. */
  runs(): Iterable<Run>
  runsOf(id: ExperimentId): readonly Run[]
  /** Neither it nor its experiment is in the bin. */
  isPresent(run: Run): boolean
  /** Queued runs outside the bin, next first. */
  queue(): Run[]

  add(experiment: Experiment, runs: readonly Run[]): void
  addRuns(runs: readonly Run[]): void
  updateRun(id: RunId, patch: RunPatch): Run
  /** Many at once cost little more than one: thousands of runs are cancelled or paused together. */
  updateRuns(changes: ReadonlyMap<RunId, RunPatch>): Run[]
  updateExperiment(id: ExperimentId, patch: ExperimentPatch): Experiment
  /** Each its own edit, all or nothing; none is named twice. */
  edit(edits: Edits): void
  remove(experiments: readonly ExperimentId[], runs: readonly RunId[], at: number): void
  restore(experiments: readonly ExperimentId[], runs: readonly RunId[]): void
  moveInQueue(ids: readonly RunId[], before: RunId | null): void
  /** A place behind everything that is queued. */
  endOfQueue(): number
  /** Runs whose owner died in the middle of them. */
  markInterrupted(reason: string, at: number): Run[]
  /** Reads again (another process wrote, a commit was taken back) and announces what is different; of runs only these. */
  reload(runIds?: readonly RunId[]): void
}

/**
 * `unreadable` is told the name of every experiment that this version can't read: it stays stored, and out of sight.
 */
export function openLibrary(database: Database, announcer: Announcer, unreadable?: (name: string) => void): Library {
  const experiments = new Map<ExperimentId, Experiment>()
  const runs = new Map<RunId, Run>()
  const runsByExperiment = new Map<ExperimentId, Map<RunId, Run>>()
  const queued = new Map<RunId, Run>()

  const putExperiment = (experiment: Experiment) => {
    experiments.set(experiment.id, experiment)
    announcer.experiment(experiment)
    return experiment
  }
  const keepRun = (run: Run) => {
    runs.set(run.id, run)
    const siblings = runsByExperiment.get(run.experimentId)
    if (siblings === undefined) runsByExperiment.set(run.experimentId, new Map([[run.id, run]]))
    else siblings.set(run.id, run)
    if (run.status === 'queued') queued.set(run.id, run)
    else queued.delete(run.id)
  }
  const putRun = (run: Run) => {
    keepRun(run)
    announcer.run(run)
    return run
  }
  const known = <T>(found: T | undefined, id: string): T => {
    if (found === undefined) throw new Error(`not in the library: ${id}`)
    return found
  }

  for (const experiment of listExperiments(database, { deleted: true, unreadable }))
    experiments.set(experiment.id, experiment)
  listRuns(database, { deleted: true }).forEach(keepRun)

  const isPresent = (run: Run) => run.deletedAt === null && experiments.get(run.experimentId)?.deletedAt === null

  return {
    experiment: (id) => experiments.get(id),
    run: (id) => runs.get(id),
    experiments: () => experiments.values(),
    runs: () => runs.values(),
    runsOf: (id) => [...(runsByExperiment.get(id)?.values() ?? [])],
    isPresent,
    queue: () => [...queued.values()].filter(isPresent).sort((a, b) => (a.queuePosition ?? 0) - (b.queuePosition ?? 0)),

    add(experiment, added) {
      insertExperiment(database, experiment, added)
      putExperiment(experiment)
      added.forEach(putRun)
    },
    addRuns(added) {
      insertRuns(database, added)
      added.forEach(putRun)
    },
    updateRun(id, patch) {
      const before = known(runs.get(id), id)
      updateRun(database, id, patch)
      return putRun({ ...before, ...patch })
    },
    updateRuns(changes) {
      const before = [...changes.keys()].map((id) => known(runs.get(id), id))
      inTransaction(database, () => changes.forEach((patch, id) => updateRun(database, id, patch)))
      return before.map((run) => putRun({ ...run, ...changes.get(run.id) }))
    },
    updateExperiment(id, patch) {
      const before = known(experiments.get(id), id)
      updateExperiment(database, id, patch)
      return putExperiment({ ...before, ...patch })
    },
    edit(edits) {
      inTransaction(database, () => {
        for (const { experimentId, ...patch } of edits.experiments) updateExperiment(database, experimentId, patch)
        for (const [patch, runIds] of byPatch(edits.runs)) updateRuns(database, runIds, JSON.parse(patch) as RunPatch)
      })
      for (const { experimentId, ...patch } of edits.experiments)
        putExperiment({ ...known(experiments.get(experimentId), experimentId), ...patch })
      for (const { runId, ...patch } of edits.runs) putRun({ ...known(runs.get(runId), runId), ...patch })
    },
    remove(experimentIds, runIds, at) {
      inTransaction(database, () => {
        removeExperiments(database, experimentIds, at)
        removeRuns(database, runIds, at)
      })
      for (const id of experimentIds) putExperiment({ ...known(experiments.get(id), id), deletedAt: at })
      for (const id of runIds) putRun({ ...known(runs.get(id), id), deletedAt: at })
    },
    restore(experimentIds, runIds) {
      inTransaction(database, () => {
        restoreExperiments(database, experimentIds)
        restoreRuns(database, runIds)
      })
      for (const id of experimentIds) putExperiment({ ...known(experiments.get(id), id), deletedAt: null })
      for (const id of runIds) putRun({ ...known(runs.get(id), id), deletedAt: null })
    },
    moveInQueue(ids, before) {
      moveInQueue(database, ids, before).forEach((id, index) => {
        const run = known(runs.get(id), id)
        if (run.queuePosition !== index + 1) putRun({ ...run, queuePosition: index + 1 })
      })
    },
    endOfQueue: () => queued.values().reduce((last, run) => Math.max(last, run.queuePosition ?? 0), 0) + 1,
    markInterrupted: (reason, at) => markInterrupted(database, reason, at).map(putRun),
    reload(runIds) {
      for (const experiment of listExperiments(database, { deleted: true, unreadable: () => {} })) {
        if (!isSame(experiments.get(experiment.id), experiment)) putExperiment(experiment)
      }
      const anew =
        runIds === undefined || runIds.length > manyRuns
          ? listRuns(database, { deleted: true })
          : runIds.map((id) => runById(database, id)!)
      for (const run of anew) if (!isSame(runs.get(run.id), run)) putRun(run)
    },
  }
}

/** Most edits of many runs give them the same: few changes of the database instead of one for each run. */
function byPatch(edits: Edits['runs']): Map<string, RunId[]> {
  const runIds = new Map<string, RunId[]>()
  for (const { runId, ...patch } of edits) {
    const text = JSON.stringify(patch)
    const same = runIds.get(text)
    if (same === undefined) runIds.set(text, [runId])
    else same.push(runId)
  }
  return runIds
}

/** More than so many are read faster together. */
const manyRuns = 1_000

const isSame = (before: unknown, after: unknown) => JSON.stringify(before) === JSON.stringify(after)
