import { useEffect, useMemo, useRef, useState } from 'react'
import type { StatisticsAnswer, StatisticsParams } from '../../../../src-shared/contract/statistics.ts'
import { keyText } from '../../../../src-shared/domain/comparison.ts'
import type { ComparedVariant } from '../../../../src-shared/figure/compared.ts'
import { AscentFailure, sentenceOfFailure } from '../../../client/ascent-failure.ts'
import { useClient } from '../../../client/index.tsx'
import { createPoller } from '../poller.ts'

const everyMs = 1_000

/** An answer, and what it answers: its groups are these variants. */
export interface Statistics {
  question: StatisticsParams
  variants: readonly ComparedVariant[]
  answer: StatisticsAnswer
}

/**
 * Asks once it may (`isWanted`), and anew when the question changes, which ends the question before, and when its runs
 * have moved on. The last answer stays until the next one is there, with the variants that it is about.
 */
export function useStatistics(
  variants: readonly ComparedVariant[],
  question: StatisticsParams,
  isWanted: boolean,
): { statistics: Statistics | null; failure: string | null; isWaiting: boolean } {
  const client = useClient()
  const [statistics, setStatistics] = useState<Statistics | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  // The same question in a new object asks nothing new.
  const text = JSON.stringify(question)
  const latest = useRef(variants)
  useEffect(() => {
    latest.current = variants
  }, [variants])

  useEffect(() => {
    if (!isWanted) return
    const asked = JSON.parse(text) as StatisticsParams
    let stopped = false
    const poller = createPoller(everyMs, async () => {
      const about = latest.current
      try {
        const answer = await client.call('comparison.statistics', asked)
        if (stopped) return
        setFailure(null)
        setStatistics({ question: asked, variants: about, answer })
      } catch (reason) {
        if (stopped || (reason instanceof AscentFailure && reason.error.kind === 'superseded')) return
        setFailure(sentenceOfFailure(reason))
      }
    })
    const selected = new Set(asked.groups.flatMap((group) => group.variants.map(keyText)))
    const isRunOf = (runId: string) => latest.current.some((variant) => variant.runs.some((run) => run.id === runId))
    const stops = [
      // Only steps to a threshold are of runs that still train.
      client.on('rows', (event) => {
        if (asked.threshold !== null && isRunOf(event.runId)) poller.touch()
      }),
      client.on('runs', (event) => {
        if (event.runs.some((run) => selected.has(keyText(run)))) poller.touch()
      }),
      client.onReload(() => poller.touch()),
      () => poller.stop(),
    ]
    poller.touch()
    return () => {
      stopped = true
      for (const stop of stops) stop()
    }
  }, [client, text, isWanted])
  return useMemo(
    () => ({
      statistics,
      failure,
      isWaiting: statistics === null || JSON.stringify(statistics.question) !== text,
    }),
    [statistics, failure, text],
  )
}
