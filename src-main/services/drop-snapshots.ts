import { setImmediate } from 'node:timers/promises'
import { err, ok } from '../../src-shared/contract/errors.ts'
import type { RunId } from '../../src-shared/domain/ids.ts'
import { dropSnapshots } from '../storage/repositories/snapshots.ts'
import { inTransaction } from '../storage/statements.ts'
import type { ServiceContext } from './context.ts'
import type { Handlers } from './handlers.ts'
import { lockedAgainstRemoval } from './locks.ts'

type Methods = 'inspect.snapshotUse' | 'inspect.dropSnapshots'

/** After this long the event loop has its turn: those of thousands of runs take seconds. */
const holdAtMostMs = 20

export function snapshotHandlers(
  context: Pick<ServiceContext, 'database' | 'library' | 'reading' | 'now'>,
): Pick<Handlers, Methods> {
  const { database, library } = context

  const dropOf = (runId: RunId): number =>
    inTransaction(database, () => {
      const dropped = dropSnapshots(database, runId)
      const plan = library.run(runId)!.snapshots
      if (dropped > 0 && plan !== undefined)
        library.updateRun(runId, { snapshots: { ...plan, droppedAt: context.now() } })
      return dropped
    })

  return {
    'inspect.snapshotUse': async ({ runIds }) => ok(await context.reading.snapshotUse(runIds)),

    async 'inspect.dropSnapshots'({ runIds }) {
      const unknown = runIds.find((id) => library.run(id) === undefined)
      if (unknown !== undefined) return err({ kind: 'run-not-found', runId: unknown })
      const locked = lockedAgainstRemoval(library, [], runIds)
      if (locked !== null) return locked
      let dropped = 0
      let sliceStartMs = performance.now()
      for (const runId of runIds) {
        if (performance.now() - sliceStartMs > holdAtMostMs) {
          await setImmediate()
          sliceStartMs = performance.now()
        }
        dropped += dropOf(runId)
      }
      return ok({ dropped })
    },
  }
}
