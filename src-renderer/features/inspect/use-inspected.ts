import { useEffect, useState } from 'react'
import type { ResultOf } from '../../../src-shared/contract/methods.ts'
import type { Run } from '../../../src-shared/domain/run.ts'
import { sentenceOfFailure } from '../../client/ascent-failure.ts'
import { useClient } from '../../client/index.tsx'

export type Asked<T> = { kind: 'asking' } | { kind: 'answer'; answer: T } | { kind: 'failed'; sentence: string }

/** While a run trains, its new checkpoints are asked for this often. */
const askAgainMs = 4_000

/**
 * What the app says of a run: its world and checkpoints; asked again after a lost connection, when the run's state
 * changes, and now and then while it trains.
 */
export function useInspected(run: Run | null): Asked<ResultOf<'inspect.run'>> | null {
  const client = useClient()
  const [asked, setAsked] = useState<{ runId: string; asked: Asked<ResultOf<'inspect.run'>> } | null>(null)
  const runId = run?.id ?? null
  const status = run?.status ?? null
  useEffect(() => {
    if (runId === null) return
    let stopped = false
    const ask = (): void => {
      client
        .call('inspect.run', { runId })
        .then((answer) => stopped || setAsked({ runId, asked: { kind: 'answer', answer } }))
        .catch((failure: unknown) => {
          if (!stopped) setAsked({ runId, asked: { kind: 'failed', sentence: sentenceOfFailure(failure) } })
        })
    }
    ask()
    const timer = status === 'running' ? setInterval(ask, askAgainMs) : undefined
    const stopReload = client.onReload(ask)
    return () => {
      stopped = true
      clearInterval(timer)
      stopReload()
    }
  }, [client, runId, status])
  if (runId === null) return null
  return asked?.runId === runId ? asked.asked : { kind: 'asking' }
}
