import type { SystemStatus } from '../../src-shared/contract/events.ts'
import type { RunId } from '../../src-shared/domain/ids.ts'
import type { Database } from '../storage/database.ts'
import type { GrowingSummary } from '../storage/growing-summary.ts'
import { fillSummary } from '../storage/repositories/fill-summaries.ts'
import { runsWithoutSummary } from '../storage/repositories/summaries.ts'
import type { SummaryNews } from './summary-news.ts'

/** Gives runs of an older database their summaries, beside everything else. */
export interface SummaryFilling {
  /** How far it is; null when nothing is left to fill in. */
  progress(): SystemStatus['summaries']
  close(): void
}

/** For who only reads: the owner of the database fills them in. */
export const noSummaryFilling: SummaryFilling = { progress: () => null, close() {} }

/** Runs that are asked of the reader thread at a time: other questions have their turn between. */
const runsAtOnce = 20

/**
 * The reader thread reads the rows, this one only stores what came of them: some milliseconds at a time. What is filled
 * in is stored at once, so that a start after an interruption goes on from there.
 */
export function startFillingSummaries({
  database,
  reading,
  news,
  reportFault,
}: {
  database: Database
  reading: { summaries(runIds: readonly RunId[]): Promise<GrowingSummary[]> }
  news: SummaryNews
  reportFault(error: unknown): void
}): SummaryFilling {
  const waiting = runsWithoutSummary(database)
  let done = 0
  let isClosed = false

  const fill = async () => {
    while (done < waiting.length && !isClosed) {
      const runIds = waiting.slice(done, done + runsAtOnce)
      const summaries = await reading.summaries(runIds)
      if (isClosed) return
      for (const [i, summary] of summaries.entries()) fillSummary(database, runIds[i]!, summary)
      done += runIds.length
    }
    if (waiting.length > 0) news.manyChanged()
  }
  fill().catch((error) => {
    if (!isClosed) reportFault(error)
  })

  return {
    progress: () => (done < waiting.length ? { done, total: waiting.length } : null),
    close() {
      isClosed = true
    },
  }
}
