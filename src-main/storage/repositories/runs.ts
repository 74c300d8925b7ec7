import * as z from 'zod'
import { experimentId, runId } from '../../../src-shared/domain/ids.ts'
import type { ExperimentId, RunId } from '../../../src-shared/domain/ids.ts'
import { resolvedEngine, run, runStatus, runtimeFacts } from '../../../src-shared/domain/run.ts'
import type { Run, RunStatus } from '../../../src-shared/domain/run.ts'
import type { Database } from '../database.ts'
import { snapshotPlan } from '../../../src-shared/domain/snapshots.ts'
import { inTransaction, statement } from '../statements.ts'
import { jsonColumn, sharedJsonColumn } from './json.ts'

const runRow = z
  .object({
    id: runId,
    experiment_id: experimentId,
    variant_index: z.number(),
    seed: z.number(),
    status: runStatus,
    status_reason: z.string().nullable(),
    engine: sharedJsonColumn(resolvedEngine),
    runtime: sharedJsonColumn(runtimeFacts).nullable(),
    queue_position: z.number().nullable(),
    created_at: z.number(),
    started_at: z.number().nullable(),
    ended_at: z.number().nullable(),
    progress: jsonColumn(run.shape.progress),
    snapshots: sharedJsonColumn(snapshotPlan).nullable(),
    tags: sharedJsonColumn(z.array(z.string())),
    notes: z.string(),
    locked: z.number(),
    deleted_at: z.number().nullable(),
  })
  .transform((row): Run => ({
    id: row.id,
    experimentId: row.experiment_id,
    variantIndex: row.variant_index,
    seed: row.seed,
    status: row.status,
    statusReason: row.status_reason,
    engine: row.engine,
    runtime: row.runtime,
    queuePosition: row.queue_position,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    progress: row.progress,
    ...(row.snapshots === null ? {} : { snapshots: row.snapshots }),
    tags: row.tags,
    notes: row.notes,
    locked: row.locked === 1,
    deletedAt: row.deleted_at,
  }))

const select = `SELECT run.id, experiment.id AS experiment_id, variant_index, seed, status, status_reason, engine, runtime, queue_position,
  run.created_at, started_at, ended_at, progress, run.snapshots, run.tags, run.notes, run.locked, run.deleted_at
  FROM run JOIN experiment ON experiment.number = run.experiment`
/** Neither the run nor its experiment is in the bin. */
const present = 'run.deleted_at IS NULL AND experiment.deleted_at IS NULL'
const inOrder = 'ORDER BY run.experiment, variant_index, seed, run.number'
const parse = (rows: unknown[]): Run[] => rows.map((row) => runRow.parse(row))

/** Which column each field is stored in, and how. */
const patchable = {
  status: ['status', (value: unknown) => value],
  statusReason: ['status_reason', (value: unknown) => value],
  engine: ['engine', JSON.stringify],
  runtime: ['runtime', (value: unknown) => (value === null ? null : JSON.stringify(value))],
  queuePosition: ['queue_position', (value: unknown) => value],
  startedAt: ['started_at', (value: unknown) => value],
  endedAt: ['ended_at', (value: unknown) => value],
  progress: ['progress', JSON.stringify],
  snapshots: ['snapshots', JSON.stringify],
  tags: ['tags', JSON.stringify],
  notes: ['notes', (value: unknown) => value],
  locked: ['locked', Number],
} as const satisfies Partial<Record<keyof Run, readonly [string, (value: unknown) => unknown]>>
export type RunPatch = Partial<Pick<Run, keyof typeof patchable>>

/** Their experiments must be stored already. */
export function insertRuns(database: Database, runs: readonly Run[]): void {
  const insert = statement(
    database,
    `INSERT INTO run (id, experiment, variant_index, seed, status, status_reason, engine, runtime, queue_position,
                      created_at, started_at, ended_at, progress, snapshots, tags, notes, locked, deleted_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const numberOf = statement(database, 'SELECT number FROM experiment WHERE id = ?').pluck()
  const numbers = new Map<ExperimentId, unknown>()
  inTransaction(database, () => {
    for (const r of runs) {
      if (!numbers.has(r.experimentId)) numbers.set(r.experimentId, numberOf.get(r.experimentId))
      insert.run(
        r.id,
        numbers.get(r.experimentId),
        r.variantIndex,
        r.seed,
        r.status,
        r.statusReason,
        JSON.stringify(r.engine),
        r.runtime === null ? null : JSON.stringify(r.runtime),
        r.queuePosition,
        r.createdAt,
        r.startedAt,
        r.endedAt,
        JSON.stringify(r.progress),
        r.snapshots === undefined ? null : JSON.stringify(r.snapshots),
        JSON.stringify(r.tags),
        r.notes,
        Number(r.locked),
        r.deletedAt,
      )
    }
  })
}

export function runById(database: Database, id: RunId): Run | undefined {
  return parse(statement(database, `${select} WHERE run.id = ?`).all(id))[0]
}

/**
 * Which runs have other rows than `known` says, which is brought up to date: thousands are compared in the time that a few
 * hundred are parsed in.
 */
export function changedRunIds(database: Database, known: Map<RunId, string>): RunId[] {
  // As arrays, for which a statement of its own is prepared: one that answers objects is shared.
  const rows = statement(database, 'SELECT id, run.* FROM run ORDER BY number').raw().all() as [RunId, ...unknown[]][]
  return rows.flatMap((row) => {
    const text = row.join('\n')
    if (known.get(row[0]) === text) return []
    known.set(row[0], text)
    return [row[0]]
  })
}

/** By experiment, variant and seed; those in the bin (or whose experiment is there) only with `deleted: true`. */
export function listRuns(database: Database, { deleted = false }: { deleted?: boolean } = {}): Run[] {
  return parse(statement(database, `${select} ${deleted ? '' : `WHERE ${present}`} ${inOrder}`).all())
}

export function runsOfExperiment(
  database: Database,
  id: ExperimentId,
  { deleted = false }: { deleted?: boolean } = {},
): Run[] {
  return parse(
    statement(database, `${select} WHERE experiment.id = ? ${deleted ? '' : `AND ${present}`} ${inOrder}`).all(id),
  )
}

const runStateRow = z.object({ id: runId, variantIndex: z.number(), seed: z.number(), status: runStatus })
export type RunState = z.infer<typeof runStateRow>

/** The little that a curve needs of an experiment's runs outside the bin: thousands are read in a few milliseconds. */
export function runStatesOfExperiment(database: Database, id: ExperimentId): RunState[] {
  const sql = `SELECT run.id, variant_index AS variantIndex, seed, status
    FROM run JOIN experiment ON experiment.number = run.experiment WHERE experiment.id = ? AND ${present} ${inOrder}`
  return z.array(runStateRow).parse(statement(database, sql).all(id))
}

export const updateRun = (database: Database, id: RunId, patch: RunPatch): void => updateRuns(database, [id], patch)

/** The same patch for all of them. */
export function updateRuns(database: Database, ids: readonly RunId[], patch: RunPatch): void {
  const keys = Object.keys(patchable).filter((key) => patch[key as keyof RunPatch] !== undefined) as (keyof RunPatch)[]
  if (keys.length === 0) return
  const assignments = keys.map((key) => `${patchable[key][0]} = ?`).join(', ')
  const [which, named] =
    ids.length === 1 ? ['= ?', ids[0]] : ['IN (SELECT value FROM json_each(?))', JSON.stringify(ids)]
  statement(database, `UPDATE run SET ${assignments} WHERE id ${which}`).run(
    ...keys.map((key) => patchable[key][1](patch[key])),
    named,
  )
}

/**
 * Running runs that nobody is training any more: they become interrupted, with the reason. `besides` are left alone.
 * Returns them as they are now.
 */
export function markInterrupted(database: Database, reason: string, at: number, besides: readonly RunId[] = []): Run[] {
  return inTransaction(database, () =>
    runsByStatusAnywhere(database, 'running')
      .filter(({ id }) => !besides.includes(id))
      .map(({ id }) => {
        updateRun(database, id, { status: 'interrupted', statusReason: reason, endedAt: at, queuePosition: null })
        return runById(database, id)!
      }),
  )
}
const runsByStatusAnywhere = (database: Database, status: RunStatus): Run[] =>
  parse(statement(database, `${select} WHERE status = ? ${inOrder}`).all(status))

export function removeRuns(database: Database, ids: readonly RunId[], at: number): void {
  const sql = 'UPDATE run SET deleted_at = ? WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL'
  statement(database, sql).run(at, JSON.stringify(ids))
}

export function restoreRuns(database: Database, ids: readonly RunId[]): void {
  const sql = 'UPDATE run SET deleted_at = NULL WHERE id IN (SELECT value FROM json_each(?))'
  statement(database, sql).run(JSON.stringify(ids))
}
