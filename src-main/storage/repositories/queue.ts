import * as z from 'zod'
import { runId } from '../../../src-shared/domain/ids.ts'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import type { Database } from '../database.ts'
import { inTransaction, statement } from '../statements.ts'

// The queue is the queued runs by `queue_position`, smaller first; runs in the bin wait without being taken.
const queued = `SELECT run.id FROM run JOIN experiment ON experiment.number = run.experiment
  WHERE status = 'queued' AND run.deleted_at IS NULL AND experiment.deleted_at IS NULL ORDER BY queue_position, run.number`

export function queuedRunIds(database: Database): RunId[] {
  return z.array(runId).parse(statement(database, queued).pluck().all())
}

/** A place behind everything that is queued. */
export function endOfQueue(database: Database): number {
  return z
    .number()
    .parse(
      statement(database, "SELECT coalesce(max(queue_position), 0) + 1 FROM run WHERE status = 'queued'").pluck().get(),
    )
}

/**
 * Puts queued runs, in the order given, before another queued run, or at the end with null. Ids that aren't queued are
 * passed over. Returns the whole queue in its new order.
 */
export function moveInQueue(database: Database, ids: readonly RunId[], before: RunId | null): RunId[] {
  return inTransaction(database, () => {
    const order = queuedRunIds(database)
    const known = new Set(order)
    const moving = [...new Set(ids)].filter((id) => known.has(id))
    const staying = order.filter((id) => !moving.includes(id))
    // Before a run that is itself moved: before the first one behind it that stays.
    const anchor =
      before === null ? undefined : order.slice(Math.max(0, order.indexOf(before))).find((id) => !moving.includes(id))
    const place =
      anchor === undefined || before === null || !known.has(before) ? staying.length : staying.indexOf(anchor)
    const reordered = [...staying.slice(0, place), ...moving, ...staying.slice(place)]
    const set = statement(database, 'UPDATE run SET queue_position = ? WHERE id = ? AND queue_position IS NOT ?')
    reordered.forEach((id, index) => set.run(index + 1, id, index + 1))
    return reordered
  })
}
