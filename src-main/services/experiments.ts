import { err, issuesOf, ok } from '../../src-shared/contract/errors.ts'
import type { Result } from '../../src-shared/contract/errors.ts'
import type { ExperimentId } from '../../src-shared/domain/ids.ts'
import { pointsOf } from '../../src-shared/domain/points.ts'
import { noProgress } from '../../src-shared/domain/run.ts'
import type { Experiment, ResolvedEngine, Run } from '../../src-shared/domain/run.ts'
import { experimentSpec } from '../../src-shared/domain/spec.ts'
import type { ServiceContext } from './context.ts'
import { dataSetProblems } from './data-sets.ts'
import { resolveEngine } from './engine-rule.ts'
import type { Handlers } from './handlers.ts'
import { moduleRefusal } from './module-consent.ts'
import { newExperimentId, newRunId } from './ids.ts'

type Methods = 'experiments.queue' | 'experiments.update'

export function experimentHandlers(
  context: Pick<ServiceContext, 'database' | 'library' | 'native' | 'ask' | 'now'>,
  queued: (runs: readonly Run[]) => void,
): Pick<Handlers, Methods> {
  const { library } = context
  return {
    async 'experiments.queue'({ spec: written }) {
      const parsed = experimentSpec.safeParse(written)
      if (!parsed.success) return err({ kind: 'invalid-input', issues: issuesOf(parsed.error) })
      const spec = parsed.data
      if (spec.environment.id === 'module') {
        const refusal = await moduleRefusal(context, spec.environment.path)
        if (refusal !== null) return err(refusal)
      }
      const misfits = await dataSetProblems(spec)
      if (misfits.length > 0) return err({ kind: 'invalid-input', issues: misfits })
      const engines: ResolvedEngine[] = []
      const points = pointsOf(spec)
      for (const { variant, environment } of points) {
        const engine = resolveEngine(spec.engine, environment, variant, context.native.state())
        if (!engine.ok) return engine
        engines.push(engine.value)
      }
      const createdAt = context.now()
      const experiment: Experiment = {
        id: newExperimentId(),
        name: spec.name,
        spec,
        createdAt,
        tags: [],
        notes: '',
        deletedAt: null,
      }
      let position = library.endOfQueue()
      // Seed by seed, so that every variant has a first curve early.
      const runs = spec.seeds.flatMap((seed) =>
        points.map((_, variantIndex) =>
          queuedRun(experiment.id, variantIndex, seed, engines[variantIndex]!, position++, createdAt),
        ),
      )
      library.add(experiment, runs)
      queued(runs)
      return ok({ experimentId: experiment.id, runIds: runs.map(({ id }) => id) })
    },

    'experiments.update'({ experimentId, ...patch }): Result<Experiment> {
      if (library.experiment(experimentId) === undefined) return err({ kind: 'experiment-not-found', experimentId })
      return ok(library.updateExperiment(experimentId, patch))
    },
  }
}

/** A run that waits in the queue and hasn't done anything. */
export function queuedRun(
  experimentId: ExperimentId,
  variantIndex: number,
  seed: number,
  engine: ResolvedEngine,
  queuePosition: number,
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
    deletedAt: null,
  }
}
