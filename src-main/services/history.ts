import { err, ok } from '../../src-shared/contract/errors.ts'
import type { Edits } from '../../src-shared/contract/history.ts'
import type { ResultOf } from '../../src-shared/contract/methods.ts'
import { betterEnd } from '../../src-shared/domain/metric-direction.ts'
import type { ExperimentId, RunId } from '../../src-shared/domain/ids.ts'
import type { Experiment, Run } from '../../src-shared/domain/run.ts'
import { summaryColumns } from '../storage/repositories/summaries.ts'
import type { ServiceContext } from './context.ts'
import type { Handlers } from './handlers.ts'
import { editsBack, editsOf, lockedAgainstEdits } from './history-edits.ts'
import type { Library } from './library.ts'
import { lockedAgainstRemoval } from './locks.ts'
import { packNumbers } from './pack-numbers.ts'

type Methods =
  | 'history.tree'
  | 'history.metricValues'
  | 'history.remove'
  | 'history.restore'
  | 'history.edit'
  | 'history.apply'
  | 'history.bin'
  | 'history.diskUse'

export function historyHandlers(
  context: Pick<ServiceContext, 'database' | 'library' | 'reading' | 'supervisor' | 'now'>,
  queued: (runs: readonly Run[]) => void,
): Pick<Handlers, Methods> {
  const { library, supervisor } = context

  const unknownAmong = (experimentIds: readonly ExperimentId[], runIds: readonly RunId[]) => {
    const experimentId = experimentIds.find((id) => library.experiment(id) === undefined)
    if (experimentId !== undefined) return err({ kind: 'experiment-not-found', experimentId })
    const runId = runIds.find((id) => {
      const run = library.run(id)
      return run === undefined || library.experiment(run.experimentId) === undefined
    })
    return runId === undefined ? null : err({ kind: 'run-not-found', runId })
  }
  const applied = (edits: Edits) => {
    const before = editsBack(library, edits)
    library.edit(edits)
    return ok({ before })
  }

  return {
    'history.tree'({ deleted }) {
      const experiments = [...library.experiments()]
      const runs = [...library.runs()]
      if (deleted) return ok({ experiments, runs })
      return ok({
        experiments: experiments.filter((experiment) => experiment.deletedAt === null),
        runs: runs.filter(library.isPresent),
      })
    },

    'history.metricValues'({ columns: wanted }) {
      const { runIds, columns } = summaryColumns(
        context.database,
        wanted.map(({ metric, of }) => ({ metric, field: of === 'best' ? bestField(metric) : of })),
        (runId) => {
          // While another process writes, runs are stored that the library hasn't read yet.
          const run = library.run(runId)
          return run !== undefined && library.isPresent(run)
        },
      )
      return ok({ runIds, columns: columns.map(packNumbers) })
    },

    /**
     * Into the bin. What is training there is cancelled; what waits in the queue waits on, and goes on when it is
     * restored.
     */
    'history.remove'({ experimentIds, runIds }) {
      const refused = unknownAmong(experimentIds, runIds) ?? lockedAgainstRemoval(library, experimentIds, runIds)
      if (refused !== null) return refused
      library.remove(experimentIds, runIds, context.now())
      for (const runId of supervisor.running()) {
        const run = library.run(runId)
        if (run !== undefined && !library.isPresent(run)) supervisor.cancel(runId)
      }
      return ok({})
    },

    'history.restore'({ experimentIds, runIds }) {
      const unknown = unknownAmong(experimentIds, runIds)
      if (unknown !== null) return unknown
      library.restore(experimentIds, runIds)
      queued([])
      return ok({})
    },

    'history.edit'(bulk) {
      const unknown = unknownAmong(bulk.experimentIds, bulk.runIds)
      if (unknown !== null) return unknown
      const edits = editsOf(library, bulk)
      if (!edits.ok) return edits
      return lockedAgainstEdits(library, edits.value) ?? applied(edits.value)
    },

    'history.apply'(edits) {
      const unknown = unknownAmong(
        edits.experiments.map(({ experimentId }) => experimentId),
        edits.runs.map(({ runId }) => runId),
      )
      return unknown ?? lockedAgainstEdits(library, edits) ?? applied(edits)
    },

    'history.bin': () => ok(binOf(library)),
    'history.diskUse': async () => ok(await context.reading.diskUse()),
  }
}

/** The contract lets `best` through only where a metric has a better end. */
const bestField = (metric: Parameters<typeof betterEnd>[0]) => (betterEnd(metric) === 'lower' ? 'lowest' : 'highest')

function binOf(library: Library): ResultOf<'history.bin'> {
  const newestFirst = <T extends { deletedAt: number }>(entries: T[]) =>
    entries.sort((a, b) => b.deletedAt - a.deletedAt)
  return {
    experiments: newestFirst(
      [...library.experiments()].flatMap((experiment: Experiment) =>
        experiment.deletedAt === null
          ? []
          : [
              {
                experiment,
                deletedAt: experiment.deletedAt,
                runs: library.runsOf(experiment.id).filter(({ deletedAt }) => deletedAt === null).length,
              },
            ],
      ),
    ),
    runs: newestFirst(
      [...library.runs()].flatMap((run) =>
        run.deletedAt === null || library.experiment(run.experimentId)?.deletedAt !== null
          ? []
          : [{ run, deletedAt: run.deletedAt }],
      ),
    ),
  }
}
