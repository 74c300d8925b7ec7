import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../storage/database.ts'
import type { Database } from '../storage/database.ts'
import type { ExportAnswer } from './requests.ts'

/**
 * What an export's own thread does, so that live curves don't wait for a long one: each message asks for the next piece;
 * all of them are of one moment.
 */
export function answerPieces<Params>(piecesOf: (database: Database, params: Params) => Generator<string>): void {
  const { databasePath, params } = workerData as { databasePath: string; params: Params }
  const opened = openDatabase(databasePath, { readOnly: true })
  if (!opened.ok) throw new Error(opened.error.reason)
  opened.value.exec('BEGIN')
  const pieces = piecesOf(opened.value, params)

  const next = (): ExportAnswer => {
    try {
      const { done, value } = pieces.next()
      return done ? { kind: 'end' } : { kind: 'piece', text: value }
    } catch (error) {
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
    }
  }
  parentPort!.on('message', () => parentPort!.postMessage(next()))
}
