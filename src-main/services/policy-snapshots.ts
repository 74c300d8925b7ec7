import type { RunId } from '../../src-shared/domain/ids.ts'
import type { Database } from '../storage/database.ts'
import { checkpointAt, listCheckpoints } from '../storage/repositories/checkpoints.ts'
import { listSnapshots, snapshotAt } from '../storage/repositories/snapshots.ts'

/** A moment of a run's training whose policy and critic can be looked at. */
export interface RunSnapshot {
  update: number
  /** Null for a saved state, which says it only when it is decoded. */
  envSteps: number | null
  source: 'snapshot' | 'saved state'
}

/**
 * Oldest first: the snapshots that a run took, and behind them the saved state that it stopped at. A run without
 * snapshots has all the saved states that it kept: runs of older versions, and those that were asked to take none.
 */
export function snapshotsOf(database: Database, runId: RunId): RunSnapshot[] {
  const taken: RunSnapshot[] = listSnapshots(database, runId).map(({ update, envSteps }) => ({
    update,
    envSteps,
    source: 'snapshot',
  }))
  const states: RunSnapshot[] = listCheckpoints(database, runId).map(({ update }) => ({
    update,
    envSteps: null,
    source: 'saved state',
  }))
  const last = taken.at(-1)
  if (last === undefined) return states
  return [...taken, ...states.slice(-1).filter(({ update }) => update > last.update)]
}

/** What a trainer decodes, by `decodeSnapshot`; undefined where the run has nothing at that update. */
export const snapshotBytes = (database: Database, runId: RunId, update: number): Uint8Array | undefined =>
  snapshotAt(database, runId, update)?.bytes ?? savedState(database, runId, update)

function savedState(database: Database, runId: RunId, update: number): Uint8Array | undefined {
  const bytes = checkpointAt(database, runId, update)
  return bytes === undefined ? undefined : new Uint8Array(bytes)
}

/** The last one up to `update`; undefined where there is none. */
export const snapshotUpTo = (database: Database, runId: RunId, update: number): RunSnapshot | undefined =>
  snapshotsOf(database, runId).findLast((snapshot) => snapshot.update <= update)
