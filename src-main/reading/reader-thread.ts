import { parentPort, workerData } from 'node:worker_threads'
import * as z from 'zod'
import { openDatabase } from '../storage/database.ts'
import { inTransaction } from '../storage/statements.ts'
import type { ReaderAnswer, ReaderQuestion } from './requests.ts'
import { runMetrics } from './run-metrics.ts'
import { createSeriesCache } from './series-cache.ts'
import { createVariantCurves } from './variant-curves.ts'

// Entry of the reader thread: one question at a time, each within one read transaction, so that all its curves are of
// one moment.
const { databasePath } = z.object({ databasePath: z.string() }).parse(workerData)
const opened = openDatabase(databasePath, { readOnly: true })
if (!opened.ok) throw new Error(opened.error.reason)
const database = opened.value
const series = createSeriesCache(database)
const variants = createVariantCurves(database, series)

function answer(question: ReaderQuestion): unknown {
  switch (question.method) {
    case 'curves':
      return variants.curves(question.params)
    case 'seeds':
      return variants.seeds(question.params)
    case 'metrics':
      return runMetrics(database, question.params)
  }
}

parentPort!.on('message', (question: ReaderQuestion) => {
  let reply: ReaderAnswer
  try {
    reply = { id: question.id, ok: true, result: inTransaction(database, () => answer(question)) }
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    reply = { id: question.id, ok: false, name, message }
  }
  parentPort!.postMessage(reply)
})
