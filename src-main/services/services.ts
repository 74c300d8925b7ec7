import type { Run } from '../../src-shared/domain/run.ts'
import { comparisonHandlers } from './comparison.ts'
import type { ServiceContext } from './context.ts'
import { dataSetHandlers } from './data-sets.ts'
import { designHandlers } from './design.ts'
import { experimentHandlers } from './experiments.ts'
import { snapshotHandlers } from './drop-snapshots.ts'
import { figureHandlers } from './figures.ts'
import type { Handlers } from './handlers.ts'
import { historyHandlers } from './history.ts'
import { inspectControlHandlers } from './inspect-control.ts'
import { inspectHandlers } from './inspect.ts'
import { labHandlers } from './labs/labs.ts'
import { lessonHandlers } from './lessons.ts'
import { moduleHandlers } from './modules.ts'
import { paceHandlers } from './pace-measurement.ts'
import { queueHandlers } from './queue.ts'
import { runHandlers } from './runs.ts'
import { savedComparisonHandlers } from './saved-comparisons.ts'
import { systemHandlers } from './system.ts'
import { transferHandlers } from './transfer.ts'

/** Every method of the contract, over one open database. `queued` is told of runs that wait to be trained. */
export function createServices(context: ServiceContext, queued: (runs: readonly Run[]) => void): Handlers {
  return {
    ...systemHandlers(context, () => queued([])),
    ...designHandlers(context),
    ...paceHandlers(context),
    ...experimentHandlers(context, queued),
    ...runHandlers(context, queued),
    ...dataSetHandlers(context),
    ...moduleHandlers(context),
    ...queueHandlers(context),
    ...historyHandlers(context, queued),
    ...snapshotHandlers(context),
    ...comparisonHandlers(context),
    ...figureHandlers(context),
    ...savedComparisonHandlers(context),
    ...transferHandlers(context),
    ...inspectHandlers(context),
    ...inspectControlHandlers(context),
    ...labHandlers(context),
    ...lessonHandlers(context),
  }
}
