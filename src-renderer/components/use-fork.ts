import { useCallback } from 'react'
import { useLocation } from 'wouter'
import type { RunId } from '../../src-shared/domain/ids.ts'
import { useClient } from '../client/index.tsx'
import { showFailure } from './notify.ts'

/**
 * Opens Design with the run's experiment, its one variant starting from the policy as it was after `update`: any setting may
 * be changed from there.
 */
export function useFork(): (runId: RunId, update: number) => void {
  const client = useClient()
  const [, navigate] = useLocation()
  return useCallback(
    (runId, update) => {
      client
        .call('inspect.fork', { runId, update })
        .then(({ spec }) => client.call('design.saveDraft', { json: JSON.stringify(spec, null, 2) }))
        .then(() => navigate('/design'))
        .catch(showFailure)
    },
    [client, navigate],
  )
}
