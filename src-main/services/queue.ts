import { err, ok } from '../../src-shared/contract/errors.ts'
import type { ServiceContext } from './context.ts'
import type { Handlers } from './handlers.ts'

export function queueHandlers({ library }: Pick<ServiceContext, 'library'>): Pick<Handlers, 'queue.move'> {
  return {
    'queue.move'({ runIds, before }) {
      for (const runId of before === null ? runIds : [...runIds, before]) {
        const run = library.run(runId)
        if (run === undefined) return err({ kind: 'run-not-found', runId })
        // What has begun meanwhile can't be moved; the others can, unless it is the only one.
        if (run.status !== 'queued' && runIds.length === 1)
          return err({ kind: 'wrong-status', runId, status: run.status, wanted: 'queued' })
      }
      library.moveInQueue(runIds, before)
      return ok({})
    },
  }
}
