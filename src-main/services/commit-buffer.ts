import type { RunId } from '../../src-shared/domain/ids.ts'
import { saveCheckpoint } from '../storage/repositories/checkpoints.ts'
import { appendLog } from '../storage/repositories/log.ts'
import { appendMetrics } from '../storage/repositories/metrics.ts'
import { saveSnapshots } from '../storage/repositories/snapshots.ts'
import { inTransaction } from '../storage/statements.ts'
import type { Frame } from '../training/protocol/messages.ts'
import type { ServiceContext } from './context.ts'

/** Frames on their way into the database. A frame is stored first, then acknowledged, then told to the clients. */
export interface CommitBuffer {
  add(runId: RunId, frame: Frame, acknowledge: () => void): void
  /**
   * Stores everything that is left of a run that has ended: by now the disk may have room again. `why` says why metrics
   * could not be stored on the way, `isLost` that the last ones could not be stored now either.
   */
  storeRest(runId: RunId): { why: string | null; isLost: boolean }
  close(): void
}

interface Arrived {
  frame: Frame
  acknowledge: () => void
}

/**
 * A commit gathers what came in this long: with the trainers' 100 ms well under the second that a kill may lose. A run's
 * first frame is not kept waiting.
 */
const commitEveryMs = 200
/** After this long the event loop has its turn; the other runs are stored in the next one. */
const holdAtMostMs = 20
/** More rows at once than a chart could use are not sent one by one: a client sees the gap and asks for the columns. */
const maxRowsPerEvent = 500

export function createCommitBuffer(
  context: Pick<ServiceContext, 'database' | 'library' | 'publish' | 'summaryNews' | 'now'> & {
    cancel(runId: RunId): void
  },
): CommitBuffer {
  const { database, library, publish } = context
  const arrived = new Map<RunId, Arrived[]>()
  /**
   * What could not be stored, and why: it waits for the end of its run, for what follows it must not be stored without
   * it.
   */
  const unstored = new Map<RunId, { items: Arrived[]; why: string }>()
  const begun = new Set<RunId>()
  let timer: NodeJS.Timeout | undefined
  let immediate: NodeJS.Immediate | undefined

  const store = (runId: RunId, items: readonly Arrived[]) => {
    const rows = items.flatMap(({ frame }) => frame.rows)
    const log = items.flatMap(({ frame }) => frame.log)
    const { progress } = items.at(-1)!.frame
    let firstRow = 0
    inTransaction(database, () => {
      if (rows.length > 0) firstRow = appendMetrics(database, runId, rows)
      if (log.length > 0) appendLog(database, runId, log)
      for (const { frame } of items) {
        if (frame.checkpoint !== null)
          saveCheckpoint(database, runId, frame.checkpoint.update, frame.checkpoint.bytes, { savedAt: context.now() })
        saveSnapshots(database, runId, frame.snapshots, context.now())
      }
      library.updateRun(runId, { progress })
    })
    for (const { acknowledge } of items) acknowledge()
    if (rows.length > 0) context.summaryNews.changed(runId)
    if (rows.length > maxRowsPerEvent) publish({ kind: 'rows', runId, firstRow: firstRow + rows.length, rows: [] })
    else if (rows.length > 0) publish({ kind: 'rows', runId, firstRow, rows })
    if (log.length > 0) publish({ kind: 'log', runId, lines: log })
  }
  /** A commit that failed took back what the library had noted already. */
  const backToStored = () => {
    try {
      library.reload()
    } catch (error) {
      noticeError(`What is stored could not be read again: ${messageOf(error)}`)
    }
  }
  const noticeError = (text: string) => publish({ kind: 'notice', level: 'error', text })
  /** A run whose rows can't be stored isn't acknowledged and isn't trained on. */
  const storeOrCancel = (runId: RunId, items: readonly Arrived[]) => {
    try {
      store(runId, items)
    } catch (error) {
      unstored.set(runId, { items: [...items], why: messageOf(error) })
      backToStored()
      noticeError(`The metrics of a run could not be stored, so it is cancelled: ${messageOf(error)}`)
      context.cancel(runId)
    }
  }
  const storeRest: CommitBuffer['storeRest'] = (runId) => {
    begun.delete(runId)
    const held = unstored.get(runId)
    const items = held?.items ?? arrived.get(runId) ?? []
    unstored.delete(runId)
    arrived.delete(runId)
    try {
      if (items.length > 0) store(runId, items)
      return { why: held?.why ?? null, isLost: false }
    } catch (error) {
      backToStored()
      if (held === undefined) noticeError(`The last metrics of a run could not be stored: ${messageOf(error)}`)
      return { why: messageOf(error), isLost: true }
    }
  }
  const commit = () => {
    timer = undefined
    immediate = undefined
    const startMs = performance.now()
    for (const [runId, items] of arrived) {
      arrived.delete(runId)
      storeOrCancel(runId, items)
      if (performance.now() - startMs > holdAtMostMs) break
    }
    if (arrived.size > 0) immediate = setImmediate(commit)
  }

  return {
    add(runId, frame, acknowledge) {
      const items = unstored.get(runId)?.items ?? arrived.get(runId)
      if (items === undefined) arrived.set(runId, [{ frame, acknowledge }])
      else items.push({ frame, acknowledge })
      if (immediate !== undefined) return
      if (!begun.has(runId)) {
        begun.add(runId)
        clearTimeout(timer)
        immediate = setImmediate(commit)
      } else timer ??= setTimeout(commit, commitEveryMs)
    },
    storeRest,
    close() {
      clearTimeout(timer)
      clearImmediate(immediate)
      for (const runId of arrived.keys()) storeRest(runId)
    },
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
