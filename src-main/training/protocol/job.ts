import * as z from 'zod'
import { environmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { moduleParameters } from '../../../src-shared/catalogue/environments/module-parameters.ts'
import { runId } from '../../../src-shared/domain/ids.ts'
import { resolvedEngine } from '../../../src-shared/domain/run.ts'
import { budgetSpec } from '../../../src-shared/domain/budget.ts'
import { evaluationSpec } from '../../../src-shared/domain/evaluation.ts'
import { variantSpec } from '../../../src-shared/domain/variant.ts'
import { snapshotOrder } from '../../../src-shared/domain/snapshots.ts'
import { storedTrajectories } from '../../../src-shared/domain/stored-trajectories.ts'
import { measured } from '../../../src-shared/domain/pace.ts'
import { moduleContents, worldFacts } from '../../../src-shared/domain/user-module.ts'
import {
  episodeAnswer,
  episodesAnswer,
  manyEpisodes,
  policySurface,
  replayedEpisode,
  surfaceAnswer,
} from './inspect-control.ts'
import { labAnswer, labCaseAnswer, labCaseJob, labJob } from './lab.ts'
import { inspectAnswer, inspectedSnapshots, snapshotAnswer, worldAnswer } from './inspect.ts'

/** Everything that decides a run's bits, and where it goes on when it was paused. */
export const trainJob = z.object({
  kind: z.literal('train'),
  runId,
  environment: environmentSpec,
  // A sweep names its points by all that differs, at more length than a person may.
  variant: variantSpec.extend({ name: z.string() }),
  seed: z.int().min(0),
  budget: budgetSpec,
  evaluation: evaluationSpec.nullable(),
  /** One row for this many updates. */
  recordEvery: z.int().min(1),
  diagnosticsEvery: z.int().min(1).nullable(),
  /** A checkpoint after this many updates; one at the end is always kept. */
  checkpointEvery: z.int().min(1).nullable(),
  /** Which snapshots of policy and critic it takes; absent: none. */
  snapshots: snapshotOrder.optional(),
  engine: resolvedEngine.shape.engine,
  /** False keeps the SIMD kernels at 128 bits, for the bench; the bits are the same. */
  fusion: z.boolean().optional(),
  /** SHA-256 of a user's module with what it imports, as it was allowed on this machine; null for built-in worlds. */
  moduleHash: z.string().nullable(),
  /** Where the checkpoint lies that the variant starts from; its name is the SHA-256 of its bytes. */
  startFile: z.string().optional(),
  /**
   * The checkpoint of a paused run. Rows up to `lastRecordedUpdate` (-1: none) are stored already: what is trained again up to
   * there has the same bits and isn't recorded twice.
   */
  resume: z.object({ checkpoint: z.instanceof(Uint8Array), lastRecordedUpdate: z.int().min(-1) }).nullable(),
})
export type TrainJob = z.infer<typeof trainJob>

/**
 * What steps an environment runs in a trainer, also without learning: a trace against an environment, or a user's
 * module against its rules.
 */
const replayJob = z.object({
  kind: z.literal('replay'),
  environment: environmentSpec,
  /** A file of recorded transitions, parsed as JSON. */
  trace: z.unknown(),
})
const checkJob = z.object({
  kind: z.literal('check'),
  path: z.string(),
  parameters: moduleParameters,
  /** As in a train job; null where the author checks his own file. */
  moduleHash: z.string().nullable(),
})
/** What a module consists of; nothing of it is run. */
const moduleContentsJob = z.object({ kind: z.literal('module-contents'), path: z.string() })
/** Whole trajectories of a run's policy as its last checkpoint has it (or as it starts): a data set. */
const recordJob = z.object({ kind: z.literal('record'), job: trainJob, trajectories: z.int().min(1) })
/** The same, written to this file by the trainer: a large one never passes through the app. */
const recordToFileJob = recordJob.extend({ kind: z.literal('record-to-file'), path: z.string() })

const productShape = z.object({ batch: z.int().min(1), width: z.int().min(1) })
/** How fast an engine is here, and how much a run computes. Training itself is timed on train jobs. */
const benchJob = z.object({
  kind: z.literal('bench'),
  engine: z.enum(['simd', 'tfjs-native', 'tfjs-wasm', 'tfjs-cpu']),
  fusion: z.boolean(),
  /** Products of batch x width by width x width. */
  products: z.array(productShape),
  /** Actor-critic updates of two networks with two hidden layers of that width. */
  updates: z.array(productShape),
  /** Runs whose floating-point operations are to be counted, over their first updates. */
  counted: z.array(trainJob),
})
export type BenchJob = z.infer<typeof benchJob>
const benchRate = productShape.extend({ perSecond: z.number(), gflops: z.number() })
const benchAnswer = z.object({
  kind: z.literal('bench'),
  /** The engine's own words: build, backend, version. */
  description: z.string(),
  products: z.array(benchRate),
  updates: z.array(benchRate),
  /** In the matrix products, per env step of each counted run. */
  flopsPerEnvStep: z.array(z.number()),
})
export type BenchAnswer = z.infer<typeof benchAnswer>
/** How long a run's updates take here; nothing of it is kept. */
const paceJob = z.object({ kind: z.literal('pace'), job: trainJob, forMs: z.int().min(1) })
export type PaceJob = z.infer<typeof paceJob>
/**
 * What the best controller known earns in a world, on the starts and noise of one evaluation of a run with this seed.
 */
const referenceJob = z.object({
  kind: z.literal('reference'),
  environment: environmentSpec,
  seed: z.int().min(0),
  updates: z.int().min(0),
  episodes: z.int().min(1),
})

/** Between what a world's scores are normalised: the return of random actions, and of the best policy where it is solved. */
const anchorsJob = z.object({
  kind: z.literal('anchors'),
  environment: environmentSpec,
  /** As in a train job. */
  moduleHash: z.string().nullable(),
  episodes: z.int().min(1),
})

/** A finite world solved for the policies of a run's snapshots. The job says how its policy and critic are built. */
const inspectJob = inspectedSnapshots.extend({ kind: z.literal('inspect'), job: trainJob })
export type InspectJob = z.infer<typeof inspectJob>
/** A snapshot's bytes, or a saved state's. */
const snapshotJob = z.object({ kind: z.literal('snapshot'), bytes: z.instanceof(Uint8Array) })
/** Episodes and surfaces of a control world's policy. */
const episodeJob = replayedEpisode.extend({ kind: z.literal('episode'), job: trainJob })
export type EpisodeJob = z.infer<typeof episodeJob>
const surfaceJob = policySurface.extend({ kind: z.literal('surface'), job: trainJob })
export type SurfaceJob = z.infer<typeof surfaceJob>
const episodesJob = manyEpisodes.extend({ kind: z.literal('episodes'), job: trainJob })
export type EpisodesJob = z.infer<typeof episodesJob>
const worldJob = z.object({ kind: z.literal('world'), environment: environmentSpec })

export const question = z.discriminatedUnion('kind', [
  replayJob,
  checkJob,
  moduleContentsJob,
  recordJob,
  recordToFileJob,
  referenceJob,
  anchorsJob,
  benchJob,
  paceJob,
  labJob,
  labCaseJob,
  inspectJob,
  worldJob,
  episodeJob,
  surfaceJob,
  episodesJob,
  snapshotJob,
])
export type Question = z.infer<typeof question>

export const answer = z.discriminatedUnion('kind', [
  /** The largest deviation of each field, as |difference| / max(1, |recorded value|); flags count 0 or 1. */
  z.object({
    kind: z.literal('replay'),
    fields: z.array(
      z.object({ field: z.string(), largestDeviation: z.number().or(z.literal(Infinity)), where: z.string() }),
    ),
  }),
  /** A sentence for everything that is wrong; when it conforms there is none, and what the world is like. */
  z.object({ kind: z.literal('check'), problems: z.array(z.string()), world: worldFacts.nullable() }),
  /** Null where it could not be loaded, and why: a clause each. */
  z.object({
    kind: z.literal('module-contents'),
    contents: moduleContents.nullable(),
    problems: z.array(z.string()),
  }),
  z.object({ kind: z.literal('record'), data: storedTrajectories }),
  z.object({
    kind: z.literal('record-to-file'),
    update: z.int(),
    trajectories: z.int(),
    steps: z.int(),
    bytes: z.int(),
  }),
  z.object({
    kind: z.literal('anchors'),
    zero: z.object({ value: z.number(), episodes: z.int().nullable() }),
    one: z.number().nullable(),
  }),
  /** Null where no best controller is known. */
  z.object({ kind: z.literal('reference'), return: z.number().nullable() }),
  benchAnswer,
  /** Null where an update takes too long to be measured. */
  z.object({ kind: z.literal('pace'), measured: measured.nullable() }),
  labAnswer,
  labCaseAnswer,
  inspectAnswer,
  worldAnswer,
  snapshotAnswer,
  episodeAnswer,
  surfaceAnswer,
  episodesAnswer,
])
export type Answer = z.infer<typeof answer>
