import * as z from 'zod'
import { experimentId } from '../../../src-shared/domain/ids.ts'
import type { ExperimentId } from '../../../src-shared/domain/ids.ts'
import type { Database } from '../database.ts'
import { statement } from '../statements.ts'

export interface ExperimentBytes {
  experimentId: ExperimentId
  metricsBytes: number
  checkpointBytes: number
  snapshotBytes: number
  logBytes: number
  /** What of them belongs to runs in the bin, or to an experiment there. */
  binBytes: number
}

const runRow = z.object({ run: z.number(), experimentId, inBin: z.number() })
const bytesRow = z.object({ run: z.number(), bytes: z.number() })

/** Of every experiment, in the order they were made. Goes through all chunks: for a thread that may take its time. */
export function bytesByExperiment(database: Database): ExperimentBytes[] {
  const bytesOf = (sql: string): Map<number, number> =>
    new Map(
      statement(database, sql)
        .all()
        .map((row) => bytesRow.parse(row))
        .map(({ run, bytes }) => [run, bytes]),
    )
  const chunks = bytesOf('SELECT run, sum(length(data)) AS bytes FROM metric_chunk GROUP BY run')
  const tails = bytesOf('SELECT run, sum(length(data)) AS bytes FROM metric_tail GROUP BY run')
  const checkpoints = bytesOf('SELECT run, sum(length(bytes)) AS bytes FROM checkpoint GROUP BY run')
  const snapshots = bytesOf('SELECT run, sum(length(bytes)) AS bytes FROM snapshot GROUP BY run')
  const logs = bytesOf('SELECT run, sum(octet_length(text)) AS bytes FROM log_line GROUP BY run')
  const runs = statement(
    database,
    `SELECT run.number AS run, experiment.id AS experimentId,
       run.deleted_at IS NOT NULL OR experiment.deleted_at IS NOT NULL AS inBin
     FROM run JOIN experiment ON experiment.number = run.experiment ORDER BY experiment.number`,
  )
    .all()
    .map((row) => runRow.parse(row))
  const found = new Map<ExperimentId, ExperimentBytes>()
  for (const { run, experimentId: id, inBin } of runs) {
    let sums = found.get(id)
    if (sums === undefined)
      found.set(
        id,
        (sums = { experimentId: id, metricsBytes: 0, checkpointBytes: 0, snapshotBytes: 0, logBytes: 0, binBytes: 0 }),
      )
    const metrics = (chunks.get(run) ?? 0) + (tails.get(run) ?? 0)
    const checkpoint = checkpoints.get(run) ?? 0
    const snapshot = snapshots.get(run) ?? 0
    const log = logs.get(run) ?? 0
    sums.metricsBytes += metrics
    sums.checkpointBytes += checkpoint
    sums.snapshotBytes += snapshot
    sums.logBytes += log
    if (inBin === 1) sums.binBytes += metrics + checkpoint + snapshot + log
  }
  return [...found.values()]
}
