import { setImmediate } from 'node:timers/promises'
import { err, ok } from '../../src-shared/contract/errors.ts'
import { issuesOf } from '../../src-shared/domain/issues.ts'
import type { AscentError, Result } from '../../src-shared/contract/errors.ts'
import type { ExperimentId } from '../../src-shared/domain/ids.ts'
import { pointOf, pointsOf } from '../../src-shared/domain/points.ts'
import { noProgress } from '../../src-shared/domain/run.ts'
import type { Experiment, ResolvedEngine, Run } from '../../src-shared/domain/run.ts'
import { asQueued, experimentSpec, tooManyRuns } from '../../src-shared/domain/spec.ts'
import type { ExperimentSpec } from '../../src-shared/domain/spec.ts'
import type { ServiceContext } from './context.ts'
import { dataSetProblems } from './data-sets.ts'
import { resolveEngine } from './engine-rule.ts'
import type { Handlers } from './handlers.ts'
import { lockedAgainstEdits } from './history-edits.ts'
import { moduleRefusal } from './module-consent.ts'
import { missingStartFiles } from './start-files.ts'
import { newExperimentId, newRunId } from './ids.ts'

type Methods = 'experiments.queue' | 'experiments.addSeeds' | 'experiments.update'

type ExperimentContext = Pick<ServiceContext, 'database' | 'library' | 'native' | 'ask' | 'now' | 'paths'>

export function experimentHandlers(
  context: ExperimentContext,
  queued: (runs: readonly Run[]) => void,
): Pick<Handlers, Methods> {
  const { library } = context
  return {
    async 'experiments.queue'({ spec: written }) {
      const parsed = experimentSpec.safeParse(written)
      if (!parsed.success) return err({ kind: 'invalid-input', issues: issuesOf(parsed.error) })
      const spec = asQueued(parsed.data)
      const refusal = await refusalOf(context, spec)
      if (refusal !== null) return err(refusal)
      const experiment: Experiment = {
        id: newExperimentId(),
        name: spec.name,
        spec,
        createdAt: context.now(),
        tags: [],
        notes: '',
        locked: false,
        deletedAt: null,
      }
      const runs = newRuns(context, experiment, [...pointsOf(spec).keys()], spec.seeds)
      if (!runs.ok) return runs
      // Thousands of runs take a while to make, and as long to store.
      await setImmediate()
      putAtEndOfQueue(library, runs.value)
      library.add(experiment, runs.value)
      queued(runs.value)
      return ok({ experimentId: experiment.id, runIds: runs.value.map(({ id }) => id) })
    },

    async 'experiments.addSeeds'({ experimentId, variantIndices, seeds }) {
      const experiment = library.experiment(experimentId)
      if (experiment === undefined || experiment.deletedAt !== null)
        return err({ kind: 'experiment-not-found', experimentId })
      if (experiment.locked) return err({ kind: 'locked', name: experiment.name, count: 1 })
      const { spec } = experiment
      const indices = [...new Set(variantIndices)]
      const refusal = await refusalOf(context, spec)
      if (refusal !== null) return err(refusal)
      const issues = issuesOfSeeds(spec, indices, seeds, library.runsOf(experimentId))
      if (issues.length > 0) return err({ kind: 'invalid-input', issues })
      const runs = newRuns(context, experiment, indices, seeds)
      if (!runs.ok) return runs
      putAtEndOfQueue(library, runs.value)
      library.addRuns(runs.value)
      queued(runs.value)
      return ok({ runIds: runs.value.map(({ id }) => id) })
    },

    'experiments.update'({ experimentId, ...patch }): Result<Experiment> {
      if (library.experiment(experimentId) === undefined) return err({ kind: 'experiment-not-found', experimentId })
      const locked = lockedAgainstEdits(library, { experiments: [{ experimentId, ...patch }], runs: [] })
      return locked ?? ok(library.updateExperiment(experimentId, patch))
    },
  }
}

/** Why an experiment's runs can't be trained now: a module that isn't allowed, a file that can't be read or doesn't fit. */
async function refusalOf(context: ExperimentContext, spec: ExperimentSpec): Promise<AscentError | null> {
  if (spec.environment.id === 'module') {
    const refusal = await moduleRefusal(context, spec.environment.path)
    if (refusal !== null) return refusal
  }
  const misfits = [...(await dataSetProblems(spec)), ...missingStartFiles(context.paths.startFilesFolder, spec)]
  return misfits.length === 0 ? null : { kind: 'invalid-input', issues: misfits }
}

/** What is wrong with seeds that are to be added to some points. */
function issuesOfSeeds(
  spec: ExperimentSpec,
  indices: readonly number[],
  seeds: readonly number[],
  runs: readonly Run[],
) {
  const unknown = indices.find((index) => pointOf(spec, index) === undefined)
  if (unknown !== undefined)
    return [{ path: 'variantIndices', message: `the experiment has no variant ${unknown}; they count from 0` }]
  const twice = seeds.find((seed, place) => seeds.indexOf(seed) !== place)
  if (twice !== undefined) return [{ path: 'seeds', message: `seed ${twice} is listed twice` }]
  const tooMany = tooManyRuns(indices.length * seeds.length)
  if (tooMany !== null) return [{ path: 'seeds', message: tooMany }]
  const [wantedIndices, wantedSeeds] = [new Set(indices), new Set(seeds)]
  const there = runs.find(
    (run) => run.deletedAt === null && wantedIndices.has(run.variantIndex) && wantedSeeds.has(run.seed),
  )
  if (there === undefined) return []
  const { name } = pointOf(spec, there.variantIndex)!.variant
  return [{ path: 'seeds', message: `“${name}” has seed ${there.seed} already; name seeds that it doesn’t have yet` }]
}

/** A run for each of these points and seeds, without its place in the queue. */
function newRuns(
  { native, now }: ExperimentContext,
  { id, spec }: Experiment,
  indices: readonly number[],
  seeds: readonly number[],
): Result<Run[]> {
  const engines: ResolvedEngine[] = []
  for (const index of indices) {
    const { variant, environment } = pointOf(spec, index)!
    const engine = resolveEngine(spec.engine, environment, variant, native.state())
    if (!engine.ok) return engine
    engines.push(engine.value)
  }
  const createdAt = now()
  // Seed by seed, so that every variant has a first curve early.
  return ok(
    seeds.flatMap((seed) =>
      indices.map((index, place) => queuedRun(id, index, seed, engines[place]!, null, createdAt)),
    ),
  )
}

function putAtEndOfQueue(library: ExperimentContext['library'], runs: readonly Run[]): void {
  let position = library.endOfQueue()
  for (const run of runs) run.queuePosition = position++
}

/** A run that waits in the queue and hasn't done anything. */
export function queuedRun(
  experimentId: ExperimentId,
  variantIndex: number,
  seed: number,
  engine: ResolvedEngine,
  queuePosition: number | null,
  createdAt: number,
): Run {
  return {
    id: newRunId(),
    experimentId,
    variantIndex,
    seed,
    status: 'queued',
    statusReason: null,
    engine: { engine: engine.engine, reason: engine.reason },
    runtime: null,
    queuePosition,
    createdAt,
    startedAt: null,
    endedAt: null,
    progress: noProgress,
    tags: [],
    notes: '',
    locked: false,
    deletedAt: null,
  }
}
