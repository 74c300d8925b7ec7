import type { ServerEvent } from '../../src-shared/contract/events.ts'
import type { RunId } from '../../src-shared/domain/ids.ts'
import type { Database } from '../storage/database.ts'
import { summaryOf } from '../storage/repositories/summaries.ts'

/** Tells clients of summaries that changed, at most once a second, each as it is stored then. */
export interface SummaryNews {
  changed(runId: RunId): void
  /** So many changed that clients ask for all of them again. */
  manyChanged(): void
  close(): void
}

const everyMs = 1_000

export function createSummaryNews({
  database,
  publish,
}: {
  database: Database
  publish(event: ServerEvent): void
}): SummaryNews {
  const changed = new Set<RunId>()
  let timer: NodeJS.Timeout | undefined

  const flush = () => {
    timer = undefined
    const runs = [...changed].flatMap((runId) => {
      const summary = summaryOf(database, runId)
      return summary === undefined ? [] : [{ runId, summary }]
    })
    changed.clear()
    if (runs.length > 0) publish({ kind: 'summaries', runs })
  }
  return {
    changed(runId) {
      changed.add(runId)
      timer ??= setTimeout(flush, everyMs)
    },
    manyChanged: () => publish({ kind: 'summaries', runs: null }),
    close() {
      clearTimeout(timer)
      flush()
    },
  }
}
