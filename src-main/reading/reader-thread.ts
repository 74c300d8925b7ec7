import { parentPort, workerData } from 'node:worker_threads'
import * as z from 'zod'
import { databaseBytes, openDatabase } from '../storage/database.ts'
import { bytesByExperiment } from '../storage/repositories/disk-use.ts'
import { snapshotUse } from '../storage/repositories/snapshots.ts'
import { summarise } from '../storage/repositories/fill-summaries.ts'
import { inTransaction } from '../storage/statements.ts'
import type { ReaderAnswer, ReaderMethod, ReaderQuestion, ReaderRequests } from './requests.ts'
import { createComparedCurves } from './compared-curves.ts'
import { runMetrics } from './run-metrics.ts'
import { createSeriesCache } from './series-cache.ts'
import { createStatisticsQuestions } from './statistics/answered-in-slices.ts'
import { createGroupReader } from './statistics/read-groups.ts'

// Entry of the reader thread: one question at a time, each within one read transaction, so that all its curves are of
// one moment. Statistics are read so as well, and then computed piece by piece.
const { databasePath } = z.object({ databasePath: z.string() }).parse(workerData)
const opened = openDatabase(databasePath, { readOnly: true })
if (!opened.ok) throw new Error(opened.error.reason)
const database = opened.value
const series = createSeriesCache(database)
const compared = createComparedCurves(database, series)
const readGroups = createGroupReader(database, series)
const statistics = createStatisticsQuestions((params) => inTransaction(database, () => readGroups(params)))

type AnsweredAtOnce = Exclude<ReaderMethod, 'statistics'>
const answers: { [M in AnsweredAtOnce]: (params: ReaderRequests[M]['params']) => ReaderRequests[M]['result'] } = {
  curves: (params) => compared.curves(params),
  seeds: (params) => compared.seeds(params),
  metrics: (params) => runMetrics(database, params),
  summaries: (runIds) => runIds.map((runId) => summarise(database, runId)),
  diskUse: () => ({ experiments: bytesByExperiment(database), databaseBytes: databaseBytes(database) }),
  snapshotUse: (runIds) => snapshotUse(database, runIds),
}

function answer<M extends AnsweredAtOnce>({ method, params }: ReaderQuestion<M>): unknown {
  return answers[method](params)
}

async function reply(question: ReaderQuestion): Promise<ReaderAnswer> {
  const { id } = question
  try {
    const result =
      question.method === 'statistics'
        ? await statistics(question.params)
        : inTransaction(database, () => answer(question))
    return { id, ok: true, result }
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    return { id, ok: false, name, message }
  }
}

parentPort!.on(
  'message',
  (question: ReaderQuestion) => void reply(question).then((answered) => parentPort!.postMessage(answered)),
)
