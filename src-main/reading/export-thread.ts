import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../storage/database.ts'
import { exportPieces } from './export.ts'
import type { ExportAnswer, ExportParams } from './requests.ts'

// Entry of an export's own thread, so that live curves don't wait for a long one. Each message asks for the next piece;
// all of them are of one moment.
const { databasePath, params } = workerData as { databasePath: string; params: ExportParams }
const opened = openDatabase(databasePath, { readOnly: true })
if (!opened.ok) throw new Error(opened.error.reason)
const database = opened.value
database.exec('BEGIN')
const pieces = exportPieces(database, params)

function next(): ExportAnswer {
  try {
    const { done, value } = pieces.next()
    return done ? { kind: 'end' } : { kind: 'piece', text: value }
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}

parentPort!.on('message', () => parentPort!.postMessage(next()))
