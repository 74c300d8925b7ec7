import { join } from 'node:path'
import { startFile } from '../../src-shared/domain/initial-parameters.ts'
import { pointOf } from '../../src-shared/domain/points.ts'
import { hasEnded } from '../../src-shared/domain/run.ts'
import type { Run } from '../../src-shared/domain/run.ts'
import { snapshotOrderOf } from '../../src-shared/domain/snapshots.ts'
import type { SnapshotOrder, SnapshotSpec } from '../../src-shared/domain/snapshots.ts'
import { latestCheckpoint } from '../storage/repositories/checkpoints.ts'
import { metricRowCount, readColumns } from '../storage/repositories/metrics.ts'
import type { TrainJob } from '../training/protocol/job.ts'
import type { ServiceContext } from './context.ts'
import { allowedHash } from './module-consent.ts'

type JobContext = Pick<ServiceContext, 'database' | 'library'> & {
  paths: Pick<ServiceContext['paths'], 'startFilesFolder'>
}

/** What a trainer needs to know to train this run, or to go on with it. */
export function jobOf(context: JobContext, run: Run): TrainJob {
  const { database, library } = context
  const { spec } = library.experiment(run.experimentId)!
  const checkpoint = latestCheckpoint(database, run.id)
  const rows = metricRowCount(database, run.id)
  const lastRecordedUpdate = rows === 0 ? -1 : readColumns(database, run.id, ['update'], rows - 1).values.update[0]!
  return {
    ...jobToLookAt(context, run),
    snapshots: snapshotsOf(library, spec.snapshots, run),
    resume: checkpoint === undefined ? null : { checkpoint: new Uint8Array(checkpoint.bytes), lastRecordedUpdate },
  }
}

/** How this run's policy, critic and world are built, without what it has trained so far. */
export function jobToLookAt({ database, library, paths }: JobContext, run: Run): TrainJob {
  const { spec } = library.experiment(run.experimentId)!
  const { variant, environment } = pointOf(spec, run.variantIndex)!
  const start = startFile(variant)
  return {
    kind: 'train',
    runId: run.id,
    environment,
    variant,
    seed: run.seed,
    budget: spec.budget,
    evaluation: spec.evaluation,
    recordEvery: spec.recordEvery,
    diagnosticsEvery: spec.diagnosticsEvery,
    checkpointEvery: spec.checkpoints.every,
    engine: run.engine.engine,
    // A run that has begun goes on with the module that it began with.
    moduleHash:
      environment.id === 'module' ? (run.runtime?.module?.sha256 ?? allowedHash(database, environment.path)) : null,
    ...(start === null ? {} : { startFile: join(paths.startFilesFolder, start.file) }),
    resume: null,
  }
}

/** A run that goes on takes what was planned when it first started. */
function snapshotsOf(
  library: Pick<ServiceContext['library'], 'runsOf'>,
  spec: SnapshotSpec | undefined,
  run: Run,
): SnapshotOrder | undefined {
  const count = run.snapshots?.count
  if (count !== undefined && count !== null) return { count }
  const others = library.runsOf(run.experimentId).filter(({ id, deletedAt }) => deletedAt === null && id !== run.id)
  const plans = others.flatMap(({ snapshots }) => snapshots ?? [])
  const waiting = others.filter((other) => other.snapshots === undefined && !hasEnded(other)).length
  return snapshotOrderOf(spec, plans, waiting + 1) ?? undefined
}
