import * as z from 'zod'
import { moduleParameters } from '../catalogue/environments/module-parameters.ts'
import { dataSet, dataSetTitle } from '../domain/data-set.ts'
import { comparisonSpec, variantKey } from '../domain/comparison.ts'
import { experimentId, runId, savedComparisonId } from '../domain/ids.ts'
import { metricName } from '../domain/metric.ts'
import { experiment, logLine, run } from '../domain/run.ts'
import { comparisonName, comparisonNotes, savedComparison } from '../domain/saved-comparison.ts'
import { experimentShape } from '../domain/spec.ts'
import { worldFacts } from '../domain/user-module.ts'
import { curvesParams, seedLine, seedsParams, variantCurve } from './comparison.ts'
import { exportedFile, exportedText, figureMethods } from './figure.ts'
import { systemStatus } from './events.ts'
import { experimentTitle, historyMethods, mostRuns, notes, tags } from './history.ts'
import { labMethods } from './labs.ts'
import { inspectControlMethods } from './inspect-control.ts'
import { learnMethods } from './learn.ts'
import { inspectMethods } from './inspect.ts'
import { done, method, nothing } from './method.ts'
import { settings, settingsChange } from './settings.ts'
import { snapshotMethods } from './snapshots.ts'
import { statisticsAnswer, statisticsParams, worldAnchors } from './statistics.ts'

/**
 * A column of metrics of one run, for drawing: decimated (min and max a pixel) when there are more rows than asked for.
 */
const metricColumns = z.object({
  rowCount: z.int(),
  decimated: z.boolean(),
  update: z.array(z.number()),
  envSteps: z.array(z.number()),
  episodes: z.array(z.number()),
  computeMs: z.array(z.number()),
  wallMs: z.array(z.number()),
  values: z.partialRecord(metricName, z.array(z.number().nullable())),
  /** How many values of each were recorded, however many are drawn: not every row has each metric. */
  recorded: z.partialRecord(metricName, z.int()),
})
export type MetricColumns = z.infer<typeof metricColumns>

export const preset = z.object({
  id: z.string(),
  title: z.string(),
  sentence: z.string(),
  /** About how long it takes here, in words, where it was measured. */
  spec: z.unknown(),
})
export type Preset = z.infer<typeof preset>

const designPlan = z.object({
  problems: z.array(z.object({ path: z.string(), message: z.string() })),
  runs: z.int(),
  /** Per variant: the engine that a run would get, and why. */
  engines: z.array(z.object({ engine: z.string(), reason: z.string(), parameters: z.int().nullable() })),
  /** From earlier runs alike or a measurement, or null when there were none. */
  seconds: z.number().nullable(),
  secondsBasis: z.string(),
  /** Whether `design.measurePace` would tell more about it. */
  toMeasure: z.boolean(),
})
export type DesignPlan = z.infer<typeof designPlan>

/** `busy`: no core is free; `stopped`: the design changed meanwhile; `impossible`: it can't be told for this design. */
const measuringOutcome = z.enum(['measured', 'busy', 'stopped', 'impossible'])
export type MeasuringOutcome = z.infer<typeof measuringOutcome>

/**
 * The one contract between the renderer (and the CLI) and the services. `write` calls are refused while another process
 * owns the database.
 */
export const methods = {
  'system.status': method('read', nothing, systemStatus),
  'system.settings': method('read', nothing, settings),
  'system.saveSettings': method('write', settingsChange, settings),
  'system.doctor': method(
    'read',
    nothing,
    z.object({ lines: z.array(z.object({ topic: z.string(), found: z.string(), why: z.string() })) }),
  ),
  'system.installNative': method('write', nothing, done),

  /** Allows a user's module on this machine, as the file is now (`module-not-allowed` gave its hash). */
  'system.allowModule': method(
    'write',
    z.strictObject({ path: z.string().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    done,
  ),

  /**
   * Runs a user's module against the rules of an environment, in a trainer of its own: what is wrong, a sentence each, or
   * what the world is like. `module-not-allowed` before that, as when it is queued.
   */
  'modules.check': method(
    'read',
    z.strictObject({ path: z.string().min(1), parameters: moduleParameters.default({}) }),
    z.object({
      problems: z.array(z.string()),
      /** Where in his own files it went wrong; empty where that says nothing. */
      stack: z.string(),
      world: worldFacts.nullable(),
    }),
  ),
  /** Where a new module would be written unless a place is named. */
  'modules.newPath': method('read', nothing, z.object({ path: z.string() })),
  /** Writes a commented example to start from, where no file is yet. A relative path is one in the data folder. */
  'modules.create': method('write', z.strictObject({ path: z.string().trim().min(1) }), z.object({ path: z.string() })),
  /**
   * For choosing a module in a browser, which tells no paths: a folder's folders and files that may be one, without
   * hidden ones. Without `folder` it is the one of the file `near`, or else the home folder.
   */
  'modules.list': method(
    'read',
    z.strictObject({ folder: z.string().min(1).nullable().default(null), near: z.string().default('') }),
    z.object({
      folder: z.string(),
      /** Null at the top. */
      parent: z.string().nullable(),
      entries: z.array(z.object({ kind: z.enum(['folder', 'file']), name: z.string(), path: z.string() })),
      /** Whether there are more than are listed. */
      more: z.boolean(),
    }),
  ),
  /** The system's own file dialog, where the shell has one; null when nothing was chosen. */
  'modules.pick': method(
    'read',
    z.strictObject({ near: z.string().default('') }),
    z.object({ path: z.string().nullable() }),
  ),

  'design.loadDraft': method('read', nothing, z.object({ json: z.string().nullable() })),
  'design.saveDraft': method('write', z.strictObject({ json: z.string().max(5_000_000).nullable() }), done),
  'design.presets': method('read', nothing, z.object({ presets: z.array(preset) })),
  'design.plan': method('read', z.strictObject({ spec: z.unknown() }), designPlan),
  /**
   * Trains each kind of run of the spec that nothing is known of for two seconds, where a core is free, and keeps how fast
   * it was: `design.plan` then tells the time. Nothing else of it is kept. A later call takes the place of an earlier one.
   */
  'design.measurePace': method('write', z.strictObject({ spec: z.unknown() }), z.object({ outcome: measuringOutcome })),
  'design.stopMeasuring': method('write', nothing, done),

  /**
   * Parses the spec, stores the experiment and queues one run per variant and seed. `invalid-input` names the fields.
   */
  'experiments.queue': method(
    'write',
    z.strictObject({ spec: z.unknown() }),
    z.object({ experimentId, runIds: z.array(runId) }),
  ),
  /**
   * More runs of some of its points, at the end of the queue, for seeds that these don't have yet. The spec's own seeds
   * stay what was queued first. Taken back by `history.remove` of the runs.
   */
  'experiments.addSeeds': method(
    'write',
    z.strictObject({
      experimentId,
      variantIndices: z.array(z.int().min(0)).min(1).max(1_000),
      seeds: experimentShape.shape.seeds.unwrap(),
    }),
    z.object({ runIds: z.array(runId) }),
  ),
  'experiments.update': method(
    'write',
    z.strictObject({
      experimentId,
      name: experimentTitle.optional(),
      tags: tags.optional(),
      notes: notes.optional(),
    }),
    experiment,
  ),
  'runs.update': method(
    'write',
    z.strictObject({
      runId,
      tags: tags.optional(),
      notes: notes.optional(),
    }),
    run,
  ),

  ...historyMethods,
  ...inspectMethods,
  ...inspectControlMethods,
  ...snapshotMethods,

  'runs.cancel': method('write', z.strictObject({ runIds: z.array(runId).min(1).max(mostRuns) }), done),
  'runs.pause': method('write', z.strictObject({ runIds: z.array(runId).min(1).max(mostRuns) }), done),
  'runs.resume': method('write', z.strictObject({ runIds: z.array(runId).min(1).max(mostRuns) }), done),
  /**
   * Interrupted, failed and cancelled runs, from their start, under a new id; the old one goes to the bin and can be
   * restored.
   */
  'runs.requeue': method(
    'write',
    z.strictObject({ runIds: z.array(runId).min(1).max(mostRuns) }),
    z.object({ runIds: z.array(runId) }),
  ),
  /** Puts queued runs, in the order given, before another queued run, or at the end. */
  'queue.move': method(
    'write',
    z.strictObject({ runIds: z.array(runId).min(1).max(mostRuns), before: runId.nullable() }),
    done,
  ),

  'runs.metrics': method(
    'read',
    z.strictObject({
      runId,
      metrics: z.array(metricName).min(1),
      maxPoints: z.int().min(10).max(20_000).default(1_500),
    }),
    metricColumns,
  ),
  'runs.log': method('read', z.strictObject({ runId }), z.object({ lines: z.array(logLine) })),

  /**
   * Whole trajectories of a run's policy, as its last checkpoint has it, into a file of the app's own: what likelihood
   * ratios learn from.
   */
  'runs.record': method(
    'write',
    z.strictObject({ runId, trajectories: z.int().min(1).max(100_000).default(100) }),
    z.object({ path: z.string(), trajectories: z.int(), steps: z.int(), bytes: z.int() }),
  ),
  /** What was recorded so, the newest first. */
  'datasets.list': method('read', nothing, z.object({ dataSets: z.array(dataSet) })),
  /** Gives it a name; its file stays where it is, for specs name it. */
  'datasets.rename': method('write', z.strictObject({ path: z.string().min(1), title: dataSetTitle }), done),
  /** For good, file and all; refused while runs still need it. */
  'datasets.remove': method('write', z.strictObject({ path: z.string().min(1) }), done),

  'comparison.curves': method('read', curvesParams, z.object({ curves: z.array(variantCurve) })),
  'comparison.seeds': method('read', seedsParams, z.object({ seeds: z.array(seedLine) })),

  ...figureMethods,
  ...labMethods,
  ...learnMethods,

  /** Comparisons with a name, as they were first saved. Each change is told to all windows (event `comparisons`). */
  'comparisons.list': method('read', nothing, z.object({ comparisons: z.array(savedComparison) })),
  /** `name-taken` where another has that name: `comparisons.update` replaces that one. */
  'comparisons.save': method(
    'write',
    z.strictObject({ name: comparisonName, spec: comparisonSpec, notes: comparisonNotes.default('') }),
    savedComparison,
  ),
  'comparisons.update': method(
    'write',
    z.strictObject({
      id: savedComparisonId,
      name: comparisonName.optional(),
      spec: comparisonSpec.optional(),
      notes: comparisonNotes.optional(),
    }),
    savedComparison,
  ),
  /** Into the bin, where its name is free for another. */
  'comparisons.remove': method('write', z.strictObject({ id: savedComparisonId }), savedComparison),
  'comparisons.restore': method('write', z.strictObject({ id: savedComparisonId }), savedComparison),

  /** Off the interface's thread; `superseded` where the same asker asked again before it was answered. */
  'comparison.statistics': method('read', statisticsParams, statisticsAnswer),

  /**
   * Between what scores of a variant's world can be normalised: the return of random actions (exact in a finite world, else
   * the mean of so many episodes), and the best possible one where the world can be solved.
   */
  'comparison.anchors': method('read', variantKey, worldAnchors),

  /**
   * The same bytes that `ascent export` writes; without times equal runs give equal bytes. What is too large for one
   * message is written to a file on this machine.
   */
  'transfer.export': method(
    'read',
    z.strictObject({
      format: z.enum(['csv', 'json']),
      runIds: z.array(runId).max(mostRuns),
      times: z.boolean().default(false),
    }),
    z.discriminatedUnion('kind', [exportedText, exportedFile]),
  ),
} as const

export type Methods = typeof methods
export type MethodName = keyof Methods
export type ParamsOf<M extends MethodName> = z.input<Methods[M]['params']>
export type ParsedParamsOf<M extends MethodName> = z.infer<Methods[M]['params']>
export type ResultOf<M extends MethodName> = z.infer<Methods[M]['result']>
