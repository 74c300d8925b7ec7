import * as z from 'zod'
import { environmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { runId } from '../../../src-shared/domain/ids.ts'
import { resolvedEngine } from '../../../src-shared/domain/run.ts'
import { budgetSpec, evaluationSpec, variantSpec } from '../../../src-shared/domain/spec.ts'

/** Everything that decides a run's bits, and where it goes on when it was paused. */
export const trainJob = z.object({
  kind: z.literal('train'),
  runId,
  environment: environmentSpec,
  variant: variantSpec,
  seed: z.int().min(0),
  budget: budgetSpec,
  evaluation: evaluationSpec.nullable(),
  /** One row for this many updates. */
  recordEvery: z.int().min(1),
  diagnosticsEvery: z.int().min(1).nullable(),
  /** A checkpoint after this many updates; one at the end is always kept. */
  checkpointEvery: z.int().min(1).nullable(),
  engine: resolvedEngine.shape.engine,
  /** The checkpoint of a paused run. Rows up to `lastRecordedUpdate` are stored already: what is trained again up to there has the same bits and isn't recorded twice. */
  resume: z.object({ checkpoint: z.instanceof(Uint8Array), lastRecordedUpdate: z.int().min(0) }).nullable(),
})
export type TrainJob = z.infer<typeof trainJob>
