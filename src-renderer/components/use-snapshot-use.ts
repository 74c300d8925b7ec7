import { useEffect, useState } from 'react'
import type { RunId } from '../../src-shared/domain/ids.ts'
import type { SnapshotUse } from '../../src-shared/domain/snapshots.ts'
import { useClient } from '../client/index.tsx'
import { showFailure } from './notify.ts'

/**
 * What the checkpoints of some runs take together; null until it is known. Counted anew where `changed` is another value.
 */
export function useSnapshotUse(runIds: readonly RunId[], changed: string): SnapshotUse | null {
  const client = useClient()
  const asked = runIds.join(' ')
  const [answer, setAnswer] = useState<{ asked: string; use: SnapshotUse } | null>(null)
  useEffect(() => {
    let gone = false
    client
      .call('inspect.snapshotUse', { runIds: asked === '' ? [] : (asked.split(' ') as RunId[]) })
      .then((use) => !gone && setAnswer({ asked, use }))
      .catch(showFailure)
    return () => {
      gone = true
    }
  }, [client, asked, changed])
  return answer?.asked === asked ? answer.use : null
}
