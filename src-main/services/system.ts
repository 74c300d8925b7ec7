import { err, ok } from '../../src-shared/contract/errors.ts'
import type { SystemStatus } from '../../src-shared/contract/events.ts'
import { remainingMsOfEach, secondsSideBySide } from '../../src-shared/domain/time-left.ts'
import { databaseBytes } from '../storage/database.ts'
import type { ServiceContext } from './context.ts'
import { engineRuleInShort } from './engine-rule.ts'
import type { Handlers } from './handlers.ts'
import { allowModule } from './modules.ts'
import { estimateRun } from './pace.ts'
import { readSettings, saveSettings, trainersOf } from './settings.ts'

type Methods =
  | 'system.status'
  | 'system.settings'
  | 'system.saveSettings'
  | 'system.doctor'
  | 'system.installNative'
  | 'system.allowModule'

export function systemHandlers(context: ServiceContext, trainersChanged: () => void): Pick<Handlers, Methods> {
  return {
    'system.status': () => ok(systemStatus(context)),
    'system.settings': () => ok(readSettings(context)),
    'system.saveSettings'(changes) {
      const next = saveSettings(context, changes)
      trainersChanged()
      return ok(next)
    },
    'system.doctor': async () => ok({ lines: await context.machine.doctor() }),
    'system.allowModule'({ path, sha256 }) {
      allowModule(context.database, path, sha256)
      return ok({})
    },
    async 'system.installNative'() {
      const begun = await context.native.install()
      return begun.ok ? ok({}) : err(begun.error)
    },
  }
}

export function systemStatus(context: ServiceContext): SystemStatus {
  const { library, supervisor, machine } = context
  let trainersBusy = 0
  let historyRuns = 0
  for (const run of library.runs()) {
    if (library.isPresent(run)) historyRuns++
    if (run.status === 'running') trainersBusy++
  }
  return {
    version: machine.version,
    shell: machine.shell,
    // While another process owns the database its trainers are the ones at work.
    trainersBusy: context.readOnly === null ? supervisor.running().length : trainersBusy,
    trainersMax: trainersOf(context),
    envStepsPerSecond: context.stepRate.perSecond(),
    runsQueued: library.queue().length,
    secondsLeft: secondsLeft(context),
    engine: engineRuleInShort(context.native.state()),
    native: context.native.state(),
    historyRuns,
    historyBytes: databaseBytes(context.database),
    readOnly: context.readOnly,
  }
}

/**
 * Of everything queued and running, side by side, told as the Queue tells it; null when nothing can be said about one
 * of them, or nothing is to do.
 */
function secondsLeft(context: ServiceContext): number | null {
  const { library } = context
  const all: number[] = []
  for (const { id, spec } of library.experiments()) {
    const runs = library.runsOf(id).filter((run) => run.status !== 'paused')
    if (!runs.some((run) => run.status === 'running' || run.status === 'queued')) continue
    const remaining = remainingMsOfEach(runs, spec.budget, (variantIndex) => {
      const estimate = estimateRun(library, spec.environment, spec.variants[variantIndex]!, spec.budget)
      return estimate === null ? null : estimate.seconds * 1_000
    })
    if (remaining === null) return null
    for (const ms of remaining) all.push(ms)
  }
  return all.length === 0 ? null : secondsSideBySide(all, trainersOf(context))
}
