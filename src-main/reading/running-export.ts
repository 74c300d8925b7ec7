import { Worker } from 'node:worker_threads'
import type { ExportAnswer } from './requests.ts'

/** An export that a thread of its own reads, a piece each time that one is taken: a slow taker holds it back. */
export interface RunningExport extends AsyncIterable<string> {
  /** Whoever takes pieces gets an error. */
  stop(): void
}

/** The thread ends with the last piece, or when its taker stops taking. */
export function startExport(entry: string, databasePath: string, params: unknown): RunningExport {
  const worker = new Worker(entry, { workerData: { databasePath, params }, execArgv: [] })
  let taken = (_answer: ExportAnswer): void => {}
  let gone: ExportAnswer | undefined
  const end = (reason: string) => {
    gone ??= { kind: 'failed', reason }
    taken(gone)
  }
  worker.on('message', (answer: ExportAnswer) => taken(answer))
  worker.on('error', (error) => end(error instanceof Error ? error.message : String(error)))
  worker.on('exit', () => end('it was stopped'))
  const next = () =>
    new Promise<ExportAnswer>((resolve) => {
      taken = resolve
      if (gone === undefined) worker.postMessage('next')
      else resolve(gone)
    })
  return {
    stop: () => void worker.terminate(),
    async *[Symbol.asyncIterator]() {
      try {
        for (;;) {
          const answer = await next()
          if (answer.kind === 'end') return
          if (answer.kind === 'failed') throw new Error(answer.reason)
          yield answer.text
        }
      } finally {
        await worker.terminate()
      }
    },
  }
}
