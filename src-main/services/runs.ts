import { err, ok } from '../../src-shared/contract/errors.ts'
import type { Result } from '../../src-shared/contract/errors.ts'
import type { RunId } from '../../src-shared/domain/ids.ts'
import type { Run, RunStatus } from '../../src-shared/domain/run.ts'
import { logOf } from '../storage/repositories/log.ts'
import type { RunPatch } from '../storage/repositories/runs.ts'
import type { ServiceContext } from './context.ts'
import { queuedRun } from './experiments.ts'
import type { Handlers } from './handlers.ts'
import { lockedAgainstEdits } from './history-edits.ts'
import { lockedAgainstRemoval } from './locks.ts'
import { moduleRefusal } from './module-consent.ts'

type Methods =
  | 'runs.update'
  | 'runs.cancel'
  | 'runs.pause'
  | 'runs.resume'
  | 'runs.requeue'
  | 'runs.metrics'
  | 'runs.log'

type RunContext = Pick<ServiceContext, 'database' | 'library' | 'reading' | 'supervisor' | 'ask' | 'now'>

export function runHandlers(context: RunContext, queued: (runs: readonly Run[]) => void): Pick<Handlers, Methods> {
  const { library, supervisor } = context

  /** The named runs that have one of these statuses; an error when one is unknown, or none fits. */
  const runsIn = (ids: readonly RunId[], wanted: readonly RunStatus[], words: string): Result<Run[]> => {
    const found: Run[] = []
    for (const id of new Set(ids)) {
      const run = library.run(id)
      if (run === undefined) return err({ kind: 'run-not-found', runId: id })
      found.push(run)
    }
    const fitting = found.filter((run) => wanted.includes(run.status))
    if (fitting.length === 0)
      return err({ kind: 'wrong-status', runId: found[0]!.id, status: found[0]!.status, wanted: words })
    return ok(fitting)
  }
  /** The users' modules that these runs would load anew. */
  const modulesOf = (runs: readonly Run[]): Set<string> =>
    new Set(
      runs.flatMap((run) => {
        const { environment } = library.experiment(run.experimentId)!.spec
        return environment.id === 'module' ? [environment.path] : []
      }),
    )
  const notFound = (runId: string) => err({ kind: 'run-not-found', runId })

  return {
    'runs.update'({ runId, ...patch }) {
      if (library.run(runId) === undefined) return notFound(runId)
      const locked = lockedAgainstEdits(library, { experiments: [], runs: [{ runId, ...patch }] })
      return locked ?? ok(library.updateRun(runId, patch))
    },

    'runs.cancel'({ runIds }) {
      const runs = runsIn(runIds, ['queued', 'running', 'paused'], 'queued, running or paused')
      if (!runs.ok) return runs
      // Waiting ones first: a trainer that ends would take the next of them.
      const waiting = runs.value.filter((run) => run.status !== 'running')
      library.updateRuns(new Map(waiting.map((run) => [run.id, cancelledWaiting(run, context.now())])))
      for (const run of runs.value) if (run.status === 'running') supervisor.cancel(run.id)
      return ok({})
    },

    'runs.pause'({ runIds }) {
      const runs = runsIn(runIds, ['queued', 'running'], 'queued or running')
      if (!runs.ok) return runs
      const paused = { status: 'paused', statusReason: 'Paused in the queue.', queuePosition: null } as const
      library.updateRuns(new Map(runs.value.filter((run) => run.status === 'queued').map((run) => [run.id, paused])))
      for (const run of runs.value) if (run.status === 'running') supervisor.pause(run.id)
      return ok({})
    },

    'runs.resume'({ runIds }) {
      const runs = runsIn(runIds, ['paused'], 'paused')
      if (!runs.ok) return runs
      let position = library.endOfQueue()
      const again = (): RunPatch => ({ status: 'queued', statusReason: null, queuePosition: position++, endedAt: null })
      queued(library.updateRuns(new Map(runs.value.map((run) => [run.id, again()]))))
      return ok({})
    },

    async 'runs.requeue'({ runIds }) {
      const runs = runsIn(runIds, ['interrupted', 'failed', 'cancelled'], 'interrupted, failed or cancelled')
      if (!runs.ok) return runs
      // The new run takes the place of the old one, which goes to the bin.
      const locked = lockedAgainstRemoval(
        library,
        [],
        runs.value.map(({ id }) => id),
      )
      if (locked !== null) return locked
      for (const path of modulesOf(runs.value)) {
        const refusal = await moduleRefusal(context, path)
        if (refusal !== null) return err(refusal)
      }
      let position = library.endOfQueue()
      const again = runs.value.map((run) => ({
        ...queuedRun(run.experimentId, run.variantIndex, run.seed, run.engine, position++, context.now()),
        tags: run.tags,
        notes: run.notes,
      }))
      library.addRuns(again)
      library.remove(
        [],
        runs.value.map(({ id }) => id),
        context.now(),
      )
      queued(again)
      return ok({ runIds: again.map(({ id }) => id) })
    },

    'runs.metrics': async (params) =>
      library.run(params.runId) === undefined ? notFound(params.runId) : ok(await context.reading.metrics(params)),

    'runs.log': ({ runId }) =>
      library.run(runId) === undefined ? notFound(runId) : ok({ lines: logOf(context.database, runId) }),
  }
}

/** A queued or paused run: nobody trains it, so it ends at once. */
function cancelledWaiting(run: Run, endedAt: number): RunPatch {
  const statusReason =
    run.status === 'paused' && run.startedAt !== null
      ? 'Cancelled while it was paused.'
      : 'Cancelled before it started.'
  return { status: 'cancelled', statusReason, queuePosition: null, endedAt }
}
