import { useEffect, useState } from 'react'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import type { LogLine } from '../../../src-shared/domain/run.ts'
import { useClient, useServerEvent } from '../../client/index.tsx'
import { showFailure } from '../../components/notify.ts'

/** A line may have been read already when its event comes. */
const unseen = (before: readonly LogLine[], lines: readonly LogLine[]): LogLine[] => {
  const recent = before.slice(-200)
  return lines.filter((line) => !recent.some((known) => known.at === line.at && known.text === line.text))
}

/** A run's log, oldest line first; null while it is being read. */
export function useLog(runId: RunId): readonly LogLine[] | null {
  const client = useClient()
  const [lines, setLines] = useState<readonly LogLine[] | null>(null)
  useEffect(() => {
    const read = () =>
      client
        .call('runs.log', { runId })
        .then((result) => setLines(result.lines))
        .catch(showFailure)
    void read()
    return client.onReload(() => void read())
  }, [client, runId])
  useServerEvent('log', (event) => {
    if (event.runId === runId)
      setLines((before) => (before === null ? null : [...before, ...unseen(before, event.lines)]))
  })
  return lines
}
