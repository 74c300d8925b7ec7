import * as z from 'zod'
import { inspectResult } from './inspect.ts'
import { snapshotsResult } from './snapshots.ts'

/** What the bench found, as its JSON file holds it. Rates are medians; every entry says when it was measured. */

const measuredAt = z.iso.datetime()

/**
 * Env steps per second of wall time from the run's first update to its last, metrics, frames and checkpoint included.
 */
const trainingRate = z.object({
  envStepsPerSecond: z.number(),
  gflops: z.number().nullable(),
  /** Each repetition's env steps per second. */
  samples: z.array(z.number()),
  /**
   * Env steps per second of CPU time, all of a trainer's threads together: what the rate is where other programs take
   * nothing. Linux only.
   */
  perCpuSecond: z.number().nullable(),
  /** How the trainers described their kernels. */
  kernels: z.string(),
})
export type TrainingRate = z.infer<typeof trainingRate>

const trainingResult = z.object({
  name: z.string(),
  sentence: z.string(),
  envSteps: z.number(),
  engine: z.string(),
  /** In matrix products, millions per env step; null where there are none (tables). */
  mflopPerEnvStep: z.number().nullable(),
  oneCore: trainingRate,
  /** 128-bit kernels only, as in runtimes that don't fuse; null where the engine has no such kernels. */
  oneCoreWithoutFusion: trainingRate.nullable(),
  /**
   * One run that may use a second thread; null where it has no use for one (its critic is not fitted beside the
   * policy), or the machine has one core.
   */
  twoThreads: trainingRate.nullable().default(null),
  /**
   * As many runs at once as there are cores, one each: all their env steps over the time from the first's start to the
   * last's end.
   */
  allCores: trainingRate,
  /**
   * So many seeds queued together, as many at a time as there are cores, through the app's supervisor: all env steps
   * over the time from the first process's start to the last row. Null where it wasn't measured.
   */
  seedsTogether: z
    .object({ seeds: z.int(), envStepsPerSecond: z.number(), samples: z.array(z.number()) })
    .nullable()
    .default(null),
  trainerResidentBytes: z.number().nullable(),
  /** Of the run on two threads. */
  twoThreadsResidentBytes: z.number().nullable().default(null),
  /** A 64 x 64 x 64 product on the same kernels right before: how fast the machine was in this sitting. */
  productGflops: z.number().nullable(),
  /**
   * How many programs wanted a core when the bench began (the load average of a minute): above 0.5 others were at work.
   */
  load: z.number(),
  measuredAt,
})
export type TrainingResult = z.infer<typeof trainingResult>

const rate = z.object({ batch: z.number(), width: z.number(), perSecond: z.number(), gflops: z.number() })
const engineResult = z.object({
  engine: z.string(),
  fusion: z.boolean().nullable(),
  description: z.string(),
  products: z.array(rate),
  updates: z.array(rate),
  measuredAt,
})
export type EngineResult = z.infer<typeof engineResult>

const solveResult = z.object({
  name: z.string(),
  threshold: z.number(),
  /**
   * Seconds of compute time until the mean of the last 20 training returns reached the threshold; null where it never
   * did.
   */
  seeds: z.array(z.object({ seed: z.number(), seconds: z.number().nullable(), envSteps: z.number() })),
  medianSeconds: z.number().nullable(),
  measuredAt,
})
export type SolveResult = z.infer<typeof solveResult>

const startResult = z.object({
  /** From the command to the page served and its first call answered. */
  medianMs: z.number(),
  samplesMs: z.array(z.number()),
  appResidentBytes: z.number().nullable(),
  measuredAt,
})
export type StartResult = z.infer<typeof startResult>

const statisticsResult = z.object({
  variants: z.int(),
  seeds: z.int(),
  resamples: z.int(),
  /** Bootstrap intervals of one figure for all those variants, on one core. */
  figures: z.array(z.object({ name: z.string(), medianMs: z.number(), samplesMs: z.array(z.number()) })),
  measuredAt,
})
export type StatisticsResult = z.infer<typeof statisticsResult>

const samples = z.object({ medianMs: z.number(), samplesMs: z.array(z.number()) })
export const historyResult = z.object({
  experiments: z.int(),
  runs: z.int(),
  points: z.int(),
  databaseBytes: z.number(),
  /** From the command until a page has the tree and the values of its columns. */
  start: samples,
  treeBytes: z.number(),
  valuesBytes: z.number(),
  appResidentBytes: z.number().nullable(),
  /** Over the line, with the longest time that a small question beside it had to wait. */
  calls: z.array(samples.extend({ name: z.string(), longestWaitMs: z.number() })),
  /** In the window's own code, over columns that are not made yet, and that are. */
  filters: z.array(z.object({ name: z.string(), rows: z.int(), firstMs: z.number(), againMs: z.number() })),
  /** Of an older database's first start: until all summaries are there. */
  filling: z.object({ elapsedMs: z.number(), longestWaitMs: z.number() }),
  /** As with training: above 0.5 others were at work. */
  load: z.number(),
  measuredAt,
})
export type HistoryResult = z.infer<typeof historyResult>

export const compareResult = z.object({
  sizes: z.array(
    z.object({
      variants: z.int(),
      seeds: z.int(),
      /** Of each run. */
      rows: z.int(),
      centre: z.string(),
      band: z.string(),
      /** Curves over the line, from a reader that has read nothing yet, and again; and the single seeds. */
      firstMs: z.number(),
      againMs: z.number(),
      seedsMs: z.number(),
      /** The window's own code, without drawing. */
      figureMs: z.number(),
      /** Of the curves, as sent. */
      bytes: z.number(),
    }),
  ),
  load: z.number(),
  measuredAt,
})
export type CompareResult = z.infer<typeof compareResult>

export const benchResults = z.object({
  format: z.literal(1),
  date: measuredAt,
  ascent: z.string(),
  machine: z.object({
    processor: z.string(),
    cores: z.number(),
    memoryBytes: z.number(),
    system: z.string(),
    architecture: z.string(),
  }),
  versions: z.object({ node: z.string(), v8: z.string() }),
  repetitions: z.number(),
  training: z.array(trainingResult),
  engines: z.array(engineResult),
  solve: solveResult.nullable(),
  start: startResult.nullable(),
  /** Null where it wasn't measured. */
  statistics: statisticsResult.nullable().default(null),
  history: historyResult.nullable().default(null),
  compare: compareResult.nullable().default(null),
  snapshots: snapshotsResult.nullable().default(null),
  inspect: inspectResult.nullable().default(null),
  /** Where `auto` changed its mind when this was measured. */
  thresholds: z.record(z.string(), z.number()),
})
export type BenchResults = z.infer<typeof benchResults>
