import * as z from 'zod'
import { labSpec } from '../../../src-shared/catalogue/labs/index.ts'
import type { LabSpec } from '../../../src-shared/catalogue/labs/index.ts'
import { labResult } from '../../../src-shared/domain/lab-results/index.ts'
import type { LabResult } from '../../../src-shared/domain/lab-results/index.ts'
import { labExperiment } from '../../../src-shared/domain/lab.ts'
import type { LabExperiment, LabExperimentId } from '../../../src-shared/domain/lab.ts'
import type { Database } from '../database.ts'
import { statement } from '../statements.ts'
import { jsonColumn } from './json.ts'

const columns = `id, lab, name, status, status_reason AS "statusReason", created_at AS "createdAt",
  ended_at AS "endedAt", deleted_at AS "deletedAt"`

/** What another version wrote and this one can't read stays as it is stored. */
const contents = z.object({
  spec: jsonColumn(labSpec).nullable().catch(null),
  result: jsonColumn(labResult).nullable().catch(null),
})

/** The newest first, those of labs that this version doesn't know left out; those in the bin only with `deleted: true`. */
export function listLabs(database: Database, { deleted = false }: { deleted?: boolean } = {}): LabExperiment[] {
  const where = deleted ? '' : 'WHERE deleted_at IS NULL'
  return statement(database, `SELECT ${columns} FROM lab ${where} ORDER BY number DESC`)
    .all()
    .flatMap((row) => labExperiment.safeParse(row).data ?? [])
}

export function labById(database: Database, id: LabExperimentId): LabExperiment | undefined {
  const row = statement(database, `SELECT ${columns} FROM lab WHERE id = ?`).get(id)
  return row === undefined ? undefined : labExperiment.safeParse(row).data
}

/** Each null where there is none, or none that this version can read. */
export function labContents(
  database: Database,
  id: LabExperimentId,
): { spec: LabSpec | null; result: LabResult | null } | undefined {
  const row = statement(database, 'SELECT spec, result FROM lab WHERE id = ?').get(id)
  return row === undefined ? undefined : contents.parse(row)
}

export function insertLab(database: Database, lab: LabExperiment, spec: LabSpec): void {
  statement(
    database,
    `INSERT INTO lab (id, lab, name, spec, status, status_reason, created_at, ended_at, deleted_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    lab.id,
    lab.lab,
    lab.name,
    JSON.stringify(spec),
    lab.status,
    lab.statusReason,
    lab.createdAt,
    lab.endedAt,
    lab.deletedAt,
  )
}

/** Writes all that may change; `result` where there is a new one. */
export function updateLab(database: Database, lab: LabExperiment, result?: LabResult): void {
  statement(
    database,
    `UPDATE lab SET name = ?, status = ?, status_reason = ?, ended_at = ?, deleted_at = ?, result = coalesce(?, result)
     WHERE id = ?`,
  ).run(
    lab.name,
    lab.status,
    lab.statusReason,
    lab.endedAt,
    lab.deletedAt,
    result === undefined ? null : JSON.stringify(result),
    lab.id,
  )
}

/** Those whose app ended in the middle of them. */
export function interruptLabs(database: Database, reason: string, at: number): void {
  statement(
    database,
    `UPDATE lab SET status = 'interrupted', status_reason = ?, ended_at = ? WHERE status = 'running'`,
  ).run(reason, at)
}
