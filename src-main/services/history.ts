import { err, ok } from '../../src-shared/contract/errors.ts'
import type { ExperimentId, RunId } from '../../src-shared/domain/ids.ts'
import type { Run } from '../../src-shared/domain/run.ts'
import type { ServiceContext } from './context.ts'
import type { Handlers } from './handlers.ts'

type Methods = 'history.tree' | 'history.remove' | 'history.restore'

export function historyHandlers(
  context: Pick<ServiceContext, 'library' | 'supervisor' | 'now'>,
  queued: (runs: readonly Run[]) => void,
): Pick<Handlers, Methods> {
  const { library, supervisor } = context

  const unknownAmong = (experimentIds: readonly ExperimentId[], runIds: readonly RunId[]) => {
    const experimentId = experimentIds.find((id) => library.experiment(id) === undefined)
    if (experimentId !== undefined) return err({ kind: 'experiment-not-found', experimentId })
    const runId = runIds.find((id) => library.run(id) === undefined)
    return runId === undefined ? null : err({ kind: 'run-not-found', runId })
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

    /**
     * Into the bin. What is training there is cancelled; what waits in the queue waits on, and goes on when it is
     * restored.
     */
    'history.remove'({ experimentIds, runIds }) {
      const unknown = unknownAmong(experimentIds, runIds)
      if (unknown !== null) return unknown
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
  }
}
