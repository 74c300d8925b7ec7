import { Worker } from 'node:worker_threads'
import type { ExportParams, ReaderAnswer, ReaderMethod, ReaderRequests } from './requests.ts'
import { fileBeside } from './file-beside.ts'
import { startExport } from './running-export.ts'
import type { RunningExport } from './running-export.ts'

/**
 * Reads and aggregates in a thread with a read-only connection of its own, so that the parent's event loop goes on.
 * What it has read of a run it keeps, and reads only new rows. A call rejects when the database can't be read or the
 * thread died; the next call starts another.
 */
export interface Reader {
  /** Starts the thread before there is a question, so that the first answer doesn't wait for it. */
  start(): void
  curves(params: ReaderRequests['curves']['params']): Promise<ReaderRequests['curves']['result']>
  seeds(params: ReaderRequests['seeds']['params']): Promise<ReaderRequests['seeds']['result']>
  statistics(params: ReaderRequests['statistics']['params']): Promise<ReaderRequests['statistics']['result']>
  metrics(params: ReaderRequests['metrics']['params']): Promise<ReaderRequests['metrics']['result']>
  summaries(params: ReaderRequests['summaries']['params']): Promise<ReaderRequests['summaries']['result']>
  diskUse(): Promise<ReaderRequests['diskUse']['result']>
  snapshotUse(params: ReaderRequests['snapshotUse']['params']): Promise<ReaderRequests['snapshotUse']['result']>
  /** Runs as text, piece by piece, read by a thread of its own. */
  exportPieces(params: ExportParams): AsyncIterable<string>
  close(): Promise<void>
}

interface Thread {
  worker: Worker
  /** Who waits for which answer. */
  waiting: Map<number, { resolve(result: unknown): void; reject(reason: Error): void }>
}

/** The thread starts with the first question at the latest. `databasePath` must exist by then. */
export function createReader(databasePath: string): Reader {
  let thread: Thread | undefined
  const exports = new Set<RunningExport>()
  let closed = false
  let lastId = 0

  const start = (): Thread => {
    const started: Thread = {
      worker: new Worker(fileBeside(import.meta.url, 'reader-thread'), { workerData: { databasePath }, execArgv: [] }),
      waiting: new Map(),
    }
    const gone = (reason: Error) => {
      if (thread === started) thread = undefined
      for (const { reject } of started.waiting.values()) reject(reason)
      started.waiting.clear()
    }
    started.worker.on('message', (answer: ReaderAnswer) => {
      const asker = started.waiting.get(answer.id)
      started.waiting.delete(answer.id)
      if (answer.ok) asker?.resolve(answer.result)
      else asker?.reject(Object.assign(new Error(answer.message), { name: answer.name }))
    })
    started.worker.on('error', (error) => gone(error instanceof Error ? error : new Error(String(error))))
    started.worker.on('exit', () => gone(new Error('the reader thread ended')))
    return started
  }

  const ask = <M extends ReaderMethod>(
    method: M,
    params: ReaderRequests[M]['params'],
  ): Promise<ReaderRequests[M]['result']> =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new Error('the reader is closed'))
      thread ??= start()
      const id = ++lastId
      thread.waiting.set(id, { resolve: resolve as (result: unknown) => void, reject })
      thread.worker.postMessage({ id, method, params })
    })

  return {
    start() {
      if (!closed) thread ??= start()
    },
    curves: (params) => ask('curves', params),
    seeds: (params) => ask('seeds', params),
    statistics: (params) => ask('statistics', params),
    metrics: (params) => ask('metrics', params),
    summaries: (params) => ask('summaries', params),
    diskUse: () => ask('diskUse', null),
    snapshotUse: (params) => ask('snapshotUse', params),
    async *exportPieces(params) {
      if (closed) throw new Error('the reader is closed')
      const running = startExport(fileBeside(import.meta.url, 'export-thread'), databasePath, params)
      exports.add(running)
      try {
        yield* running
      } finally {
        exports.delete(running)
      }
    },
    async close() {
      closed = true
      for (const running of exports) running.stop()
      await thread?.worker.terminate()
    },
  }
}
