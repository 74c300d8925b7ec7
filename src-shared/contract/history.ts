import * as z from 'zod'
import { experimentId, runId } from '../domain/ids.ts'
import { betterEnd } from '../domain/metric-direction.ts'
import { metricName } from '../domain/metric.ts'
import { experiment, run } from '../domain/run.ts'
import { summaryStatistic } from '../domain/run-summary.ts'
import { done, method, nothing } from './method.ts'
import { packedNumbers } from './packed-numbers.ts'

export const mostRuns = 100_000
export const experimentIds = z.array(experimentId).max(mostRuns)
export const runIds = z.array(runId).max(mostRuns)

export const tag = z.string().trim().min(1).max(60)
export const mostTags = 50
export const tags = z.array(tag).max(mostTags)
export const mostNoteCharacters = 100_000
export const notes = z.string().max(mostNoteCharacters)
export const experimentTitle = z.string().trim().min(1).max(200)

/** One statistic of one metric, as a column of History: `evaluationReturn.last`. */
export const metricColumn = z
  .strictObject({ metric: metricName, of: summaryStatistic })
  .refine(({ metric, of }) => of !== 'best' || betterEnd(metric) !== undefined, {
    path: ['of'],
    message: 'neither end of this metric is the better one: take lowest or highest',
  })
export type MetricColumn = z.infer<typeof metricColumn>

/** A table: one row for each run outside the bin that has recorded anything, one packed list of numbers a column. */
export const metricValues = z.object({
  runIds: z.array(runId),
  /** In the order asked for; each as long as `runIds`, NaN where the run has no value of that metric. */
  columns: z.array(packedNumbers),
})
export type MetricValues = z.infer<typeof metricValues>

/** What people wrote beside an experiment or a run, and whether it is locked. Fields left out stay as they are. */
export const experimentEdit = z.strictObject({
  experimentId,
  name: experimentTitle.optional(),
  tags: tags.optional(),
  notes: notes.optional(),
  locked: z.boolean().optional(),
})
export type ExperimentEdit = z.infer<typeof experimentEdit>
export const runEdit = z.strictObject({
  runId,
  tags: tags.optional(),
  notes: notes.optional(),
  locked: z.boolean().optional(),
})
export type RunEdit = z.infer<typeof runEdit>

/** One edit for each of many, each its own: what `history.edit` answers, and `history.apply` takes to undo it. */
export const edits = z
  .strictObject({ experiments: z.array(experimentEdit).max(mostRuns), runs: z.array(runEdit).max(mostRuns) })
  .refine(
    ({ experiments, runs }) =>
      new Set(experiments.map((edit) => edit.experimentId)).size === experiments.length &&
      new Set(runs.map((edit) => edit.runId)).size === runs.length,
    { message: 'name each experiment and run once' },
  )
export type Edits = z.infer<typeof edits>

/** One change for many. Tags are added and removed, so that each keeps its others; a note is put below what is there. */
export const bulkEdit = z
  .strictObject({
    experimentIds,
    runIds,
    addTags: tags.default([]),
    removeTags: tags.default([]),
    /** Experiments only: a run has no name of its own. */
    name: experimentTitle.optional(),
    notes: notes.optional(),
    addNote: notes.trim().min(1).optional(),
    locked: z.boolean().optional(),
  })
  .refine(({ name, runIds: runs }) => name === undefined || runs.length === 0, {
    path: ['name'],
    message: 'a run has no name of its own: rename its experiment',
  })
export type BulkEdit = z.infer<typeof bulkEdit>

/** What is in the bin, the newest first. It is not emptied by anything: restoring is the only way out for now. */
export const bin = z.object({
  /** Whole experiments; `runs` counts what comes back with each. */
  experiments: z.array(z.object({ experiment, deletedAt: z.number(), runs: z.int() })),
  /** Single runs of experiments that are not in the bin themselves. */
  runs: z.array(z.object({ run, deletedAt: z.number() })),
})
export type Bin = z.infer<typeof bin>

/** Bytes of what was recorded, without what SQLite needs around it; those in the bin are counted too. */
export const diskUse = z.object({
  experiments: z.array(
    z.object({
      experimentId,
      metricsBytes: z.int(),
      checkpointBytes: z.int(),
      snapshotBytes: z.int(),
      logBytes: z.int(),
      /** Of the sum of these: what belongs to runs in the bin, or all of it where the experiment is there. */
      binBytes: z.int(),
    }),
  ),
  /** The whole database's file. */
  databaseBytes: z.int(),
})
export type DiskUse = z.infer<typeof diskUse>

/** The part of the contract that History asks. */
export const historyMethods = {
  /** Everything in the history; deleted things only when asked for. */
  'history.tree': method(
    'read',
    z.strictObject({ deleted: z.boolean().default(false) }),
    z.object({ experiments: z.array(experiment), runs: z.array(run) }),
  ),
  /**
   * Values of metrics for filtering, sorting and showing, of every run outside the bin that has recorded anything. The
   * event `summaries` tells what changes afterwards.
   */
  'history.metricValues': method(
    'read',
    z.strictObject({ columns: z.array(metricColumn).min(1).max(500) }),
    metricValues,
  ),
  /** Into the bin, all or nothing; `locked` refuses. */
  'history.remove': method('write', z.strictObject({ experimentIds, runIds }), done),
  'history.restore': method('write', z.strictObject({ experimentIds, runIds }), done),
  /**
   * One change for many, all or nothing. Locks: `locked: false` unlocks, and then the rest of the same call is done too;
   * otherwise `locked` refuses. Answers how those that changed were before, which `history.apply` puts back.
   */
  'history.edit': method('write', bulkEdit, z.object({ before: edits })),
  /** To each its own edit, all or nothing; locks as above. Answers how they were before. */
  'history.apply': method('write', edits, z.object({ before: edits })),
  'history.bin': method('read', nothing, bin),
  /** Counted in a thread of its own: may take a second in a large history. */
  'history.diskUse': method('read', nothing, diskUse),
} as const
