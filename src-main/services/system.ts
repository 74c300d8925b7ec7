import { err, ok } from '../../src-shared/contract/errors.ts'
import type { SystemStatus } from '../../src-shared/contract/events.ts'
import { databaseBytes } from '../storage/database.ts'
import type { ServiceContext } from './context.ts'
import { engineRuleInShort } from './engine-rule.ts'
import type { Handlers } from './handlers.ts'
import { allowModule } from './modules.ts'
import { estimateRun } from './pace.ts'
import { readSettings, saveSettings, trainersOf } from './settings.ts'

type Methods = 'system.status' | 'system.settings' | 'system.saveSettings' | 'system.doctor' | 'system.installNative' | 'system.allowModule'

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
  let envStepsPerSecond = 0
  let trainersBusy = 0
  let historyRuns = 0
  for (const run of library.runs()) {
    if (library.isPresent(run)) historyRuns++
    if (run.status !== 'running') continue
    trainersBusy++
    envStepsPerSecond += run.progress.stepsPerSecond ?? 0
  }
  return {
    version: machine.version,
    shell: machine.shell,
    // While another process owns the database its trainers are the ones at work.
    trainersBusy: context.readOnly === null ? supervisor.running().length : trainersBusy,
    trainersMax: trainersOf(context),
    envStepsPerSecond,
    runsQueued: library.queue().length,
    secondsLeft: secondsLeft(context),
    engine: engineRuleInShort(context.native.state()),
    native: context.native.state(),
    historyRuns,
    historyBytes: databaseBytes(context.database),
    readOnly: context.readOnly,
  }
}

/** Of everything queued and running, side by side; null when nothing can be said about one of them, or nothing is to do. */
function secondsLeft(context: ServiceContext): number | null {
  const { library } = context
  const left: number[] = []
  for (const run of library.runs()) {
    if (run.status !== 'running') continue
    const { fraction } = run.progress
    if (fraction <= 0 || run.startedAt === null) return null
    left.push((((context.now() - run.startedAt) / 1_000) * (1 - fraction)) / fraction)
  }
  // Runs of one variant take alike: one estimate for all of them.
  const estimates = new Map<string, number | null>()
  for (const run of library.queue()) {
    const key = `${run.experimentId} ${run.variantIndex}`
    if (!estimates.has(key)) {
      const { spec } = library.experiment(run.experimentId)!
      estimates.set(key, estimateRun(library, spec.environment, spec.variants[run.variantIndex]!, spec.budget)?.seconds ?? null)
    }
    const seconds = estimates.get(key)!
    if (seconds === null) return null
    left.push(seconds)
  }
  if (left.length === 0) return null
  const work = left.reduce((sum, seconds) => sum + seconds, 0)
  return Math.max(work / trainersOf(context), ...left)
}
