import * as z from 'zod'
import { runId } from '../domain/ids.ts'
import { metricRow } from '../domain/metric.ts'
import { experiment, logLine, run } from '../domain/run.ts'
import { labResult } from '../domain/lab-results/index.ts'
import { labExperiment, labExperimentId } from '../domain/lab.ts'
import { savedComparison } from '../domain/saved-comparison.ts'
import { runSummary } from '../domain/run-summary.ts'

const nativeState = z.object({
  state: z.enum(['ready', 'missing', 'installing', 'impossible']),
  /** One sentence: the version that is there, how far the set-up is, or what is missing. */
  detail: z.string(),
  fraction: z.number().nullable(),
})
export type NativeState = z.infer<typeof nativeState>

/** What the status bar says: always the truth about the machine. */
export const systemStatus = z.object({
  version: z.string(),
  shell: z.enum(['electron', 'browser', 'cli', 'test']),
  /** Those that measure a lab too. */
  trainersBusy: z.int(),
  labsRunning: z.int(),
  trainersMax: z.int(),
  envStepsPerSecond: z.number(),
  runsQueued: z.int(),
  /** Of everything queued and running; null while nothing is known. */
  secondsLeft: z.number().nullable(),
  /** What `auto` would take for a common network, in words. */
  engine: z.string(),
  native: nativeState,
  historyRuns: z.int(),
  historyBytes: z.number(),
  /**
   * Runs of an older database whose summaries (`history.metricValues`) are being filled in: how many there are, and how
   * many are done. Null when all are there.
   */
  summaries: z.object({ done: z.int(), total: z.int() }).nullable(),
  /** Why nothing can be changed now (another process owns the database), or null. */
  readOnly: z.string().nullable(),
})
export type SystemStatus = z.infer<typeof systemStatus>

/** Rows and runs are sent only once they are stored: what a client was shown is never lost. */
export const serverEvent = z.discriminatedUnion('kind', [
  /** Runs that are new or changed, at most 4 times a second. */
  z.object({ kind: z.literal('runs'), runs: z.array(run) }),
  z.object({ kind: z.literal('experiments'), experiments: z.array(experiment) }),
  /** Saved comparisons that are new or changed, or went to the bin. */
  z.object({ kind: z.literal('comparisons'), comparisons: z.array(savedComparison) }),
  /** Lab experiments that are new or changed, or went to the bin. */
  z.object({ kind: z.literal('labs'), labs: z.array(labExperiment) }),
  /** How far a lab is, and what it has found so far, at most 4 times a second. */
  z.object({
    kind: z.literal('lab-progress'),
    id: labExperimentId,
    fraction: z.number(),
    words: z.string(),
    partial: labResult.nullable(),
  }),
  /** New rows of one run, in order; `firstRow` is the index of the first. */
  z.object({ kind: z.literal('rows'), runId, firstRow: z.int(), rows: z.array(metricRow) }),
  /**
   * Summaries of runs whose metrics changed, each whole, at most once a second. Null: of so many at once (an older
   * database's runs, another process's) that `history.metricValues` is to be asked again.
   */
  z.object({
    kind: z.literal('summaries'),
    runs: z.array(z.object({ runId, summary: runSummary })).nullable(),
  }),
  z.object({ kind: z.literal('log'), runId, lines: z.array(logLine) }),
  z.object({ kind: z.literal('status'), status: systemStatus }),
  z.object({ kind: z.literal('notice'), level: z.enum(['info', 'warning', 'error']), text: z.string() }),
])
export type ServerEvent = z.infer<typeof serverEvent>
