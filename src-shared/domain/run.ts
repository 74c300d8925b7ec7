import * as z from 'zod'
import { experimentId, runId } from './ids.ts'
import { snapshotPlan } from './snapshots.ts'
import { experimentShape } from './spec.ts'
import { moduleContents } from './user-module.ts'

export const runStatus = z.enum(['queued', 'running', 'paused', 'finished', 'cancelled', 'interrupted', 'failed'])
export type RunStatus = z.infer<typeof runStatus>
const endedStatuses: readonly RunStatus[] = ['finished', 'cancelled', 'interrupted', 'failed']
export const hasEnded = ({ status }: { status: RunStatus }): boolean => endedStatuses.includes(status)

/**
 * The engine that a run was given when it was queued, with the reason; the arithmetic and runtime are filled in by the
 * trainer that ran it.
 */
export const resolvedEngine = z.object({
  engine: z.enum(['reference', 'simd', 'tfjs-native', 'tfjs-wasm', 'tfjs-cpu']),
  reason: z.string(),
  arithmetic: z.enum(['plain', 'fused']).optional(),
  /** For people: build, backend, library version. */
  description: z.string().optional(),
})
export type ResolvedEngine = z.infer<typeof resolvedEngine>

/** What a run ran under: part of what decides its bits. */
export const runtimeFacts = z.object({
  node: z.string(),
  system: z.string(),
  architecture: z.string(),
  /** The user's own world, as it was loaded; absent for built-in worlds, and in runs from before it was kept. */
  module: moduleContents.optional(),
})

/**
 * Until it is unlocked it can't be deleted, nor what people wrote beside it changed. An experiment's lock holds for all
 * its runs, and no run is added to it. Training goes on under a lock, and can be paused and cancelled.
 */
const locked = z.boolean().default(false)

/** One variant with one seed. */
export const run = z.object({
  id: runId,
  experimentId,
  variantIndex: z.int().min(0),
  seed: z.int().min(0),
  status: runStatus,
  /** Why it ended as it did, in a sentence: a failure's message, who cancelled, what interrupted. */
  statusReason: z.string().nullable(),
  engine: resolvedEngine,
  runtime: runtimeFacts.nullable(),
  /** Place in the queue, smaller is sooner; null when it isn't queued. */
  queuePosition: z.number().nullable(),
  createdAt: z.number(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  /** Where it stands now. */
  progress: z.object({
    update: z.number(),
    envSteps: z.number(),
    episodes: z.number(),
    computeMs: z.number(),
    /** With evaluations, without pauses; absent in runs of earlier versions. */
    wallMs: z.number().optional(),
    /** Of `wallMs`, in evaluations; absent in runs of earlier versions. */
    evaluationMs: z.number().optional(),
    /** 0 to 1 of its budget. */
    fraction: z.number(),
    stepsPerSecond: z.number().nullable(),
    lastReturn: z.number().nullable(),
    lastEvaluationReturn: z.number().nullable(),
  }),
  /**
   * The snapshots that were planned when it first started; absent before that, where the spec asks for none, and in runs
   * of earlier versions.
   */
  snapshots: snapshotPlan.optional(),
  tags: z.array(z.string()),
  notes: z.string(),
  locked,
  deletedAt: z.number().nullable(),
})
export type Run = z.infer<typeof run>

/** Of a run that hasn't begun. */
export const noProgress: Run['progress'] = {
  update: 0,
  envSteps: 0,
  episodes: 0,
  computeMs: 0,
  fraction: 0,
  stepsPerSecond: null,
  lastReturn: null,
  lastEvaluationReturn: null,
}

/** An experiment as stored: its spec (parsed when it was queued) and what people wrote beside it. */
export const experiment = z.object({
  id: experimentId,
  name: z.string(),
  /**
   * The parsed spec, defaults filled in; not parsed with the combination rules again, so that old experiments stay
   * readable.
   */
  spec: experimentShape,
  createdAt: z.number(),
  tags: z.array(z.string()),
  notes: z.string(),
  locked,
  deletedAt: z.number().nullable(),
})
export type Experiment = z.infer<typeof experiment>

export const logLine = z.object({ at: z.number(), level: z.enum(['info', 'warning', 'error']), text: z.string() })
export type LogLine = z.infer<typeof logLine>
