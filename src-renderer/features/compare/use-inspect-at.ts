import { useCallback } from 'react'
import { useLocation } from 'wouter'
import type { ComparisonX } from '../../../src-shared/domain/comparison.ts'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import { useClient } from '../../client/index.tsx'
import { inspectAddressOf } from '../../components/inspect-address.ts'
import { showFailure } from '../../components/notify.ts'
import { updateAt } from './inspect-point.ts'

/** Opens a run in Inspect at the checkpoint nearest to a place on the x-axis. */
export function useInspectAt(axis: ComparisonX): (run: RunId | null, x: number) => Promise<void> {
  const client = useClient()
  const [, navigate] = useLocation()
  return useCallback(
    async (run, x) => {
      if (run === null) return
      try {
        const columns = await client.call('runs.metrics', { runId: run, metrics: ['return'] })
        navigate(inspectAddressOf(run, updateAt(columns, axis, x)))
      } catch (failure) {
        showFailure(failure)
      }
    },
    [client, navigate, axis],
  )
}
