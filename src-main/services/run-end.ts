import type { Run } from '../../src-shared/domain/run.ts'
import type { RunOutcome } from '../training/supervisor/trainer-handle.ts'

/**
 * The status that a run ends with, and the sentence why. `unstored` says why metrics could not be stored on the way;
 * `isLost`, that the last ones never were.
 */
export function runEnd(
  outcome: RunOutcome,
  checkpointUpdate: number | null,
  unstored: string | null,
  isLost: boolean,
): { status: Run['status']; reason: string | null } {
  const kept =
    checkpointUpdate === null
      ? 'The metrics recorded until then are kept.'
      : `The metrics recorded until then are kept, and the state after update ${checkpointUpdate}.`
  switch (outcome.kind) {
    case 'finished':
      return isLost
        ? { status: 'interrupted', reason: `Its last metrics could not be stored (${unstored}). ${kept}` }
        : { status: 'finished', reason: null }
    case 'cancelled':
      if (unstored !== null)
        return {
          status: 'cancelled',
          reason: `Cancelled because its metrics could not be stored (${unstored}). ${kept}`,
        }
      return {
        status: 'cancelled',
        reason: outcome.obeyed
          ? `Cancelled. ${kept}`
          : `Cancelled. The update under way took too long to stop, so its trainer was ended. ${kept}`,
      }
    case 'paused':
      return { status: 'paused', reason: 'Paused.' }
    case 'failed':
      return { status: 'failed', reason: outcome.message }
    case 'interrupted':
      return { status: 'interrupted', reason: `${outcome.reason} ${kept}` }
  }
}
