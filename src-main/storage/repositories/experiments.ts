import * as z from 'zod'
import { experimentId } from '../../../src-shared/domain/ids.ts'
import type { ExperimentId } from '../../../src-shared/domain/ids.ts'
import type { Experiment, Run } from '../../../src-shared/domain/run.ts'
import { experimentShape } from '../../../src-shared/domain/spec.ts'
import type { Database } from '../database.ts'
import { inTransaction, statement } from '../statements.ts'
import { sharedJsonColumn } from './json.ts'
import { insertRuns } from './runs.ts'

/**
 * A spec outlives the catalogue that it was written under: fields which that has dropped since are left out of what is
 * read; the stored text stays as it is.
 */
const storedSpec = z.unknown().transform((stored, context): z.infer<typeof experimentShape> => {
  let spec = stored
  let parsed = experimentShape.safeParse(spec)
  if (!parsed.success) {
    spec = structuredClone(stored)
    for (const issue of parsed.error.issues)
      if (issue.code === 'unrecognized_keys') dropKeys(spec, issue.path, issue.keys)
    parsed = experimentShape.safeParse(spec)
  }
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues)
    context.addIssue({ code: 'custom', path: issue.path, message: issue.message })
  return z.NEVER
})

function dropKeys(spec: unknown, path: readonly PropertyKey[], keys: readonly string[]): void {
  let at = spec
  for (const part of path) at = (at as Record<PropertyKey, unknown>)[part]
  for (const key of keys) delete (at as Record<string, unknown>)[key]
}

const experimentRow = z
  .object({
    id: experimentId,
    name: z.string(),
    spec: sharedJsonColumn(storedSpec),
    created_at: z.number(),
    tags: sharedJsonColumn(z.array(z.string())),
    notes: z.string(),
    locked: z.number(),
    deleted_at: z.number().nullable(),
  })
  .transform(({ created_at, locked, deleted_at, ...row }): Experiment => ({
    ...row,
    createdAt: created_at,
    locked: locked === 1,
    deletedAt: deleted_at,
  }))
const columns = 'id, name, spec, created_at, tags, notes, locked, deleted_at'

/** Stores an experiment and all its runs, or nothing. */
export function insertExperiment(database: Database, experiment: Experiment, runs: readonly Run[]): void {
  inTransaction(database, () => {
    statement(database, `INSERT INTO experiment (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`).run(
      experiment.id,
      experiment.name,
      JSON.stringify(experiment.spec),
      experiment.createdAt,
      JSON.stringify(experiment.tags),
      experiment.notes,
      Number(experiment.locked),
      experiment.deletedAt,
    )
    insertRuns(database, runs)
  })
}

export function experimentById(database: Database, id: ExperimentId): Experiment | undefined {
  const row = statement(database, `SELECT ${columns} FROM experiment WHERE id = ?`).get(id)
  return row === undefined ? undefined : experimentRow.parse(row)
}

/**
 * Oldest first; deleted ones only with `deleted: true`. What can't be read stays stored and is told to `unreadable`, by
 * its name.
 */
export function listExperiments(
  database: Database,
  { deleted = false, unreadable }: { deleted?: boolean; unreadable?: (name: string) => void } = {},
): Experiment[] {
  const where = deleted ? '' : 'WHERE deleted_at IS NULL'
  return statement(database, `SELECT ${columns} FROM experiment ${where} ORDER BY number`)
    .all()
    .flatMap((row) => {
      const parsed = experimentRow.safeParse(row)
      if (parsed.success) return [parsed.data]
      if (unreadable === undefined) throw parsed.error
      unreadable((row as { name: string }).name)
      return []
    })
}

export type ExperimentPatch = Partial<Pick<Experiment, 'name' | 'tags' | 'notes' | 'locked'>>

/** Changes what people wrote, and the lock; the spec never changes. */
export function updateExperiment(database: Database, id: ExperimentId, patch: ExperimentPatch): void {
  statement(
    database,
    `UPDATE experiment SET name = coalesce(?, name), tags = coalesce(?, tags), notes = coalesce(?, notes),
       locked = coalesce(?, locked) WHERE id = ?`,
  ).run(
    patch.name ?? null,
    patch.tags === undefined ? null : JSON.stringify(patch.tags),
    patch.notes ?? null,
    patch.locked === undefined ? null : Number(patch.locked),
    id,
  )
}

/** Into the bin: everything is kept, and `restoreExperiments` brings it back. Its runs' own marks stay as they are. */
export function removeExperiments(database: Database, ids: readonly ExperimentId[], at: number): void {
  inTransaction(database, () => {
    for (const id of ids)
      statement(database, 'UPDATE experiment SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL').run(at, id)
  })
}

export function restoreExperiments(database: Database, ids: readonly ExperimentId[]): void {
  inTransaction(database, () => {
    for (const id of ids) statement(database, 'UPDATE experiment SET deleted_at = NULL WHERE id = ?').run(id)
  })
}

/** Whether a spec, in the bin too, or a setting (Design's draft) holds this text. Reads them all: for rare questions. */
export function isNamedSomewhere(database: Database, text: string): boolean {
  const sql = `SELECT EXISTS (SELECT 1 FROM experiment WHERE instr(spec, ?) > 0)
    OR EXISTS (SELECT 1 FROM setting WHERE instr(json, ?) > 0)`
  return statement(database, sql).pluck().get(text, text) === 1
}
