import { useMemo } from 'react'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import type { Run } from '../../../src-shared/domain/run.ts'
import { useClient } from '../../client/index.tsx'
import { plural } from '../../../src-shared/words/format.ts'
import { showFailure, showNotice } from '../notify.ts'
import { canRequeue, isActive } from '../../../src-shared/domain/run-progress.ts'

const ids = (runs: readonly Run[]): RunId[] => runs.map((run) => run.id)

/** What can be done to some runs now, by their states. */
export interface PossibleActions {
  cancel: Run[]
  pause: Run[]
  resume: Run[]
  requeue: Run[]
}
export const possibleActions = (runs: readonly Run[]): PossibleActions => ({
  cancel: runs.filter((run) => isActive(run.status)),
  pause: runs.filter((run) => run.status === 'running' || run.status === 'queued'),
  resume: runs.filter((run) => run.status === 'paused'),
  requeue: runs.filter((run) => canRequeue(run.status)),
})

export interface RunActions {
  cancel: (runs: readonly Run[]) => void
  pause: (runs: readonly Run[]) => void
  resume: (runs: readonly Run[]) => void
  /** Gives the new runs' ids, or none when it was refused. */
  requeue: (runs: readonly Run[]) => Promise<RunId[]>
}

/** Commands to runs. What is refused is said in the refusal's own sentence. */
export function useRunActions(): RunActions {
  const client = useClient()
  return useMemo(
    () => ({
      cancel(runs) {
        if (runs.length === 0) return
        client
          .call('runs.cancel', { runIds: ids(runs) })
          .then(() =>
            showNotice('info', `Cancelled ${plural(runs.length, 'run')}. What was trained is kept in History.`),
          )
          .catch(showFailure)
      },
      pause(runs) {
        if (runs.length > 0) client.call('runs.pause', { runIds: ids(runs) }).catch(showFailure)
      },
      resume(runs) {
        if (runs.length > 0) client.call('runs.resume', { runIds: ids(runs) }).catch(showFailure)
      },
      async requeue(runs) {
        if (runs.length === 0) return []
        try {
          const { runIds } = await client.call('runs.requeue', { runIds: ids(runs) })
          showNotice('info', `Queued ${plural(runs.length, 'run')} again, from the start.`)
          return runIds
        } catch (failure) {
          showFailure(failure)
          return []
        }
      },
    }),
    [client],
  )
}
