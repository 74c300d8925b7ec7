import { parentPort, workerData } from 'node:worker_threads'
import * as z from 'zod'
import { databaseBytes, openDatabase } from '../storage/database.ts'
import { bytesByExperiment } from '../storage/repositories/disk-use.ts'
import { summarise } from '../storage/repositories/fill-summaries.ts'
import { inTransaction } from '../storage/statements.ts'
import type { ReaderAnswer, ReaderMethod, ReaderQuestion, ReaderRequests } from './requests.ts'
import { createComparedCurves } from './compared-curves.ts'
import { runMetrics } from './run-metrics.ts'
import { createSeriesCache } from './series-cache.ts'

// Entry of the reader thread: one question at a time, each within one read transaction, so that all its curves are of
// one moment.
const { databasePath } = z.object({ databasePath: z.string() }).parse(workerData)
const opened = openDatabase(databasePath, { readOnly: true })
if (!opened.ok) throw new Error(opened.error.reason)
const database = opened.value
const series = createSeriesCache(database)
const compared = createComparedCurves(database, series)

const answers: { [M in ReaderMethod]: (params: ReaderRequests[M]['params']) => ReaderRequests[M]['result'] } = {
  curves: (params) => compared.curves(params),
  seeds: (params) => compared.seeds(params),
  metrics: (params) => runMetrics(database, params),
  summaries: (runIds) => runIds.map((runId) => summarise(database, runId)),
  diskUse: () => ({ experiments: bytesByExperiment(database), databaseBytes: databaseBytes(database) }),
}

function answer<M extends ReaderMethod>({ method, params }: ReaderQuestion<M>): unknown {
  return answers[method](params)
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
