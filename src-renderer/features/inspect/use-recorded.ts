import { useEffect, useState } from 'react'
import type { MetricColumns } from '../../../src-shared/contract/methods.ts'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import { useClient } from '../../client/index.tsx'
import { showFailure } from '../../components/notify.ts'

/**
 * The returns that a run recorded while it trained, thinned for drawing.
 * @param checkpoints how many there are: with each new one the returns are read again
 */
export function useRecorded(runId: RunId | null, checkpoints: number): MetricColumns | null {
  const client = useClient()
  const [read, setRead] = useState<{ runId: RunId; columns: MetricColumns } | null>(null)
  useEffect(() => {
    if (runId === null) return
    let stopped = false
    client
      .call('runs.metrics', { runId, metrics: ['return', 'evaluationReturn'], maxPoints: 800 })
      .then((columns) => stopped || setRead({ runId, columns }))
      .catch((failure: unknown) => stopped || showFailure(failure))
    return () => {
      stopped = true
    }
  }, [client, runId, checkpoints])
  return read !== null && read.runId === runId ? read.columns : null
}
