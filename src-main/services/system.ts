import { err, ok } from '../../src-shared/contract/errors.ts'
import type { SystemStatus } from '../../src-shared/contract/events.ts'
import { endsOfRuns, secondsLeft } from '../../src-shared/domain/time-left.ts'
import { databaseBytes } from '../storage/database.ts'
import type { ServiceContext } from './context.ts'
import { engineRuleInShort } from './engine-rule.ts'
import type { Handlers } from './handlers.ts'
import { allowModule } from './module-consent.ts'
import { readSettings, saveSettings, trainersOf } from './settings.ts'

type Methods =
  | 'system.status'
  | 'system.settings'
  | 'system.saveSettings'
  | 'system.doctor'
  | 'system.installNative'
  | 'system.allowModule'

/** What the status bar tells of. */
type StatusContext = Pick<
  ServiceContext,
  | 'database'
  | 'library'
  | 'supervisor'
  | 'runningLabs'
  | 'stepRate'
  | 'native'
  | 'version'
  | 'shell'
  | 'cores'
  | 'readOnly'
  | 'summaryFilling'
>
type SystemContext = StatusContext & Pick<ServiceContext, 'doctor'>

export function systemHandlers(context: SystemContext, trainersChanged: () => void): Pick<Handlers, Methods> {
  return {
    'system.status': () => ok(systemStatus(context)),
    'system.settings': () => ok(readSettings(context)),
    'system.saveSettings'(changes) {
      const next = saveSettings(context, changes)
      trainersChanged()
      return ok(next)
    },
    'system.doctor': async () => ok({ lines: await context.doctor() }),
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

export function systemStatus(context: StatusContext): SystemStatus {
  const { library, supervisor } = context
  let trainersBusy = 0
  let historyRuns = 0
  for (const run of library.runs()) {
    if (library.isPresent(run)) historyRuns++
    if (run.status === 'running') trainersBusy++
  }
  return {
    version: context.version,
    shell: context.shell,
    // While another process owns the database its trainers are the ones at work.
    trainersBusy: context.readOnly === null ? supervisor.running().length + context.runningLabs.count() : trainersBusy,
    labsRunning: context.runningLabs.count(),
    trainersMax: trainersOf(context),
    envStepsPerSecond: context.stepRate.perSecond(),
    runsQueued: library.queue().length,
    secondsLeft: secondsUntilIdle(context, trainersOf(context)),
    engine: engineRuleInShort(context.native.state()),
    native: context.native.state(),
    historyRuns,
    historyBytes: databaseBytes(context.database),
    summaries: context.summaryFilling.progress(),
    readOnly: context.readOnly,
  }
}

/** Of everything queued and running; null when nothing can be said about a part of it, or nothing is to do. */
function secondsUntilIdle({ library }: Pick<ServiceContext, 'library'>, trainers: number): number | null {
  // Asked once a second: nothing of the history is looked at while nothing is to do.
  const runs = [...library.runs()]
  if (!runs.some(({ status }) => status === 'running' || status === 'queued')) return null
  return secondsLeft(runs, endsOfRuns([...library.experiments()], runs, trainers))
}
