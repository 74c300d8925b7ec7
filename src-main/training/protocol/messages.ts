import * as z from 'zod'
import { metricRow } from '../../../src-shared/domain/metric.ts'
import { logLine, resolvedEngine, run, runtimeFacts } from '../../../src-shared/domain/run.ts'
import { snapshotPlan } from '../../../src-shared/domain/snapshots.ts'
import { answer, question, trainJob } from './job.ts'
import { labProgress } from './lab.ts'

/** From the supervisor to a trainer. A trainer does one job and ends. */
export const toTrainer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), job: trainJob }),
  z.object({ kind: z.literal('ask'), question }),
  /** Stop within 800 ms, with a checkpoint; what doesn't is killed. */
  z.object({ kind: z.literal('cancel') }),
  z.object({ kind: z.literal('pause') }),
  /** How many threads the run may use from now on; one until it is told. No bit depends on it. */
  z.object({ kind: z.literal('threads'), threads: z.int().min(1) }),
  /** Everything up to this frame is stored. */
  z.object({ kind: z.literal('acknowledge'), sequence: z.int() }),
  /** The end was received: the process may go. */
  z.object({ kind: z.literal('release') }),
])
export type ToTrainer = z.infer<typeof toTrainer>

export const progress = run.shape.progress
export type Progress = z.infer<typeof progress>

export const checkpoint = z.object({ update: z.int().min(0), bytes: z.instanceof(Uint8Array) })
export type Checkpoint = z.infer<typeof checkpoint>

/** What a policy and its critic were, encoded by the trainer; which trainers decode again. */
export const takenSnapshot = z.object({
  update: z.int().min(0),
  envSteps: z.int().min(0),
  bytes: z.instanceof(Uint8Array),
})
export type TakenSnapshot = z.infer<typeof takenSnapshot>

/** What a trainer sends about 10 times a second: whole rows, in order, none twice. */
export const frame = z.object({
  sequence: z.int(),
  rows: z.array(metricRow),
  log: z.array(logLine),
  checkpoint: checkpoint.nullable(),
  snapshots: z.array(takenSnapshot),
  progress,
})
export type Frame = z.infer<typeof frame>

const startedFacts = z.object({
  runtime: runtimeFacts,
  /** What computes the networks, and how it rounds: part of what decides the bits. */
  engine: resolvedEngine.pick({ arithmetic: true, description: true }).required(),
  parameters: z.object({ policy: z.int(), critic: z.int() }),
  /** Absent where the job asks for none. */
  snapshots: snapshotPlan.optional(),
  /** What else decides the bits, for the log: files that were read, by their hash. */
  notes: z.array(z.string()),
})
export type StartedFacts = z.infer<typeof startedFacts>

/** From a trainer to the supervisor. Any message is a sign of life; `heartbeat` is one without news. */
export const fromTrainer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), pid: z.int() }),
  z.object({ kind: z.literal('started'), facts: startedFacts }),
  z.object({ kind: z.literal('heartbeat') }),
  z.object({ kind: z.literal('frame'), frame }),
  z.object({ kind: z.literal('lab-progress'), progress: labProgress }),
  z.object({ kind: z.literal('answer'), answer }),
  /** The last message; every row went before it. */
  z.object({ kind: z.literal('done'), reason: z.enum(['budget', 'cancelled', 'paused']) }),
  z.object({ kind: z.literal('failed'), message: z.string(), stack: z.string() }),
])
export type FromTrainer = z.infer<typeof fromTrainer>
