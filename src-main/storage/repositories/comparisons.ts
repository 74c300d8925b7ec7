import * as z from 'zod'
import { comparisonSpec, nothingCompared } from '../../../src-shared/domain/comparison.ts'
import type { ComparisonSpec } from '../../../src-shared/domain/comparison.ts'
import { savedComparisonId } from '../../../src-shared/domain/ids.ts'
import type { SavedComparisonId } from '../../../src-shared/domain/ids.ts'
import type { SavedComparison } from '../../../src-shared/domain/saved-comparison.ts'
import type { Database } from '../database.ts'
import { statement } from '../statements.ts'
import { jsonColumn } from './json.ts'

/** What another version wrote and this one can't read counts as not chosen; the stored text stays as it is. */
const storedSpec = z.record(z.string(), z.unknown()).transform((stored): ComparisonSpec => {
  const readable = Object.entries(comparisonSpec.shape).flatMap(([field, schema]) => {
    const parsed = schema.safeParse(stored[field])
    return parsed.success ? [[field, parsed.data]] : []
  })
  return comparisonSpec.parse({ ...nothingCompared, ...Object.fromEntries(readable) })
})

const comparisonRow = z
  .object({
    id: savedComparisonId,
    name: z.string(),
    spec: jsonColumn(storedSpec),
    notes: z.string(),
    created_at: z.number(),
    changed_at: z.number(),
    deleted_at: z.number().nullable(),
  })
  .transform(({ created_at, changed_at, deleted_at, ...row }): SavedComparison => ({
    ...row,
    createdAt: created_at,
    changedAt: changed_at,
    deletedAt: deleted_at,
  }))
const columns = 'id, name, spec, notes, created_at, changed_at, deleted_at'

/** As they were first saved; those in the bin only with `deleted: true`. */
export function listComparisons(
  database: Database,
  { deleted = false }: { deleted?: boolean } = {},
): SavedComparison[] {
  const where = deleted ? '' : 'WHERE deleted_at IS NULL'
  return statement(database, `SELECT ${columns} FROM comparison ${where} ORDER BY number`)
    .all()
    .map((row) => comparisonRow.parse(row))
}

export function comparisonById(database: Database, id: SavedComparisonId): SavedComparison | undefined {
  const row = statement(database, `SELECT ${columns} FROM comparison WHERE id = ?`).get(id)
  return row === undefined ? undefined : comparisonRow.parse(row)
}

/** Outside the bin. */
export function comparisonByName(database: Database, name: string): SavedComparison | undefined {
  const row = statement(database, `SELECT ${columns} FROM comparison WHERE name = ? AND deleted_at IS NULL`).get(name)
  return row === undefined ? undefined : comparisonRow.parse(row)
}

export function insertComparison(database: Database, saved: SavedComparison): void {
  statement(database, `INSERT INTO comparison (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`).run(
    saved.id,
    saved.name,
    JSON.stringify(saved.spec),
    saved.notes,
    saved.createdAt,
    saved.changedAt,
    saved.deletedAt,
  )
}

/** What it leaves out stays as it is stored, also where this version can't read it. */
type ComparisonPatch = Partial<Pick<SavedComparison, 'name' | 'spec' | 'notes' | 'changedAt'>> &
  Pick<SavedComparison, 'deletedAt'>

export function updateComparison(database: Database, id: SavedComparisonId, patch: ComparisonPatch): void {
  statement(
    database,
    `UPDATE comparison SET name = coalesce(?, name), spec = coalesce(?, spec), notes = coalesce(?, notes),
       changed_at = coalesce(?, changed_at), deleted_at = ? WHERE id = ?`,
  ).run(
    patch.name ?? null,
    patch.spec === undefined ? null : JSON.stringify(patch.spec),
    patch.notes ?? null,
    patch.changedAt ?? null,
    patch.deletedAt,
    id,
  )
}
