import { useEffect, useState } from 'react'
import { useClient, useRuns, useServerEvent } from '../../client/index.tsx'
import { showFailure } from '../../components/notify.ts'

/** What was recorded takes so many bytes, by experiment; with what is in the bin. */
export interface DiskUse {
  bytesOf: (experimentId: string) => number | null
  databaseBytes: number
}

/** Counted anew when runs come and go; null until it is known. */
export function useDiskUse(): DiskUse | null {
  const client = useClient()
  const [use, setUse] = useState<DiskUse | null>(null)
  const [asked, setAsked] = useState(0)
  const runCount = useRuns().length
  useEffect(() => client.onReload(() => setAsked((before) => before + 1)), [client])
  useServerEvent('runs', ({ runs }) => {
    if (runs.some((run) => run.endedAt !== null)) setAsked((before) => before + 1)
  })
  useEffect(() => {
    let gone = false
    // Many runs may end at once.
    const timer = setTimeout(
      () =>
        client
          .call('history.diskUse', {})
          .then(({ experiments, databaseBytes }) => {
            if (gone) return
            const bytes = new Map<string, number>(
              experiments.map((of) => [
                of.experimentId,
                of.metricsBytes + of.checkpointBytes + of.snapshotBytes + of.logBytes,
              ]),
            )
            setUse({ bytesOf: (id) => bytes.get(id) ?? null, databaseBytes })
          })
          .catch(showFailure),
      asked === 0 ? 0 : 2_000,
    )
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [client, asked, runCount])
  return use
}
