import { environmentTraits } from '../../../../src-shared/catalogue/environments/index.ts'
import type { RunId } from '../../../../src-shared/domain/ids.ts'
import { hasEnded } from '../../../../src-shared/domain/run.ts'
import type { Run } from '../../../../src-shared/domain/run.ts'
import { askTrainer } from '../../../app.ts'
import type { App, ProcessLauncher } from '../../../app.ts'
import { runProgress } from '../run-progress.ts'
import { CliError, exitCodes } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import { valueOf } from '../with-app.ts'
import type { BehaviourResult, MeasuredWith } from './results.ts'
import { specHash } from './settings.ts'
import type { NamedSetting } from './settings.ts'

/**
 * Trains every setting with each of its seeds through the app, as a person's experiments are, and reads off what they
 * came to.
 */
export async function trainSettings(
  app: App,
  launcher: ProcessLauncher,
  settings: readonly NamedSetting[],
  measuredWith: MeasuredWith,
  terminal: Terminal,
): Promise<BehaviourResult[]> {
  const queued: { setting: NamedSetting; runIds: RunId[] }[] = []
  const settingOf = new Map<RunId, NamedSetting>()
  const latest = new Map<RunId, Run>()
  const total = settings.reduce((sum, { spec }) => sum + spec.seeds.length, 0)
  const progress = runProgress(terminal, (run) => `${settingOf.get(run.id)!.name}, seed ${run.seed}`, total)
  let settled = (_interrupted: boolean) => {}
  const whenSettled = new Promise<boolean>((resolve) => (settled = resolve))
  const note = (run: Run) => {
    if (!settingOf.has(run.id)) return
    latest.set(run.id, run)
    progress.update(run)
    if (latest.size === total && [...latest.values()].every(hasEnded)) settled(false)
  }
  const stopListening = app.onEvent((event) => {
    if (event.kind === 'runs') event.runs.forEach(note)
  })
  const onInterrupt = () => settled(true)
  process.once('SIGINT', onInterrupt)
  try {
    for (const setting of settings) {
      const { runIds } = valueOf(await app.call('experiments.queue', { spec: setting.spec }))
      for (const id of runIds) settingOf.set(id, setting)
      queued.push({ setting, runIds })
    }
    valueOf(await app.call('history.tree', {})).runs.forEach(note)
    if (await whenSettled) throw new CliError('Ended by Ctrl+C: nothing was written.', exitCodes.SIGINT)
  } finally {
    process.off('SIGINT', onInterrupt)
    stopListening()
    progress.end()
  }
  const results: BehaviourResult[] = []
  for (const { setting, runIds } of queued)
    results.push({
      ...(await resultOf(
        app,
        launcher,
        setting,
        runIds.map((id) => latest.get(id)!),
      )),
      measuredWith,
    })
  return results
}

async function resultOf(
  app: App,
  launcher: ProcessLauncher,
  setting: NamedSetting,
  runs: readonly Run[],
): Promise<Omit<BehaviourResult, 'measuredWith'>> {
  const { name, algorithm, goal, settings, spec } = setting
  const isExact = environmentTraits(spec.environment).finite
  const seeds: BehaviourResult['seeds'] = []
  for (const run of runs) {
    const isFinished = run.status === 'finished'
    const value = !isFinished ? null : isExact ? await lastExactObjective(app, run) : run.progress.lastEvaluationReturn
    const best = isFinished && 'withinOfBest' in goal ? await bestKnown(launcher, setting, run) : null
    seeds.push({ seed: run.seed, value, best, problem: isFinished ? null : (run.statusReason ?? run.status) })
  }
  const { progress, engine } = runs[0]!
  return {
    name,
    world: spec.environment.id,
    algorithm,
    goal,
    settings,
    measure: isExact
      ? 'exact J'
      : spec.evaluation?.actions === 'mode'
        ? 'evaluation, most likely actions'
        : 'evaluation, sampled actions',
    episodes: isExact ? null : (spec.evaluation?.episodes ?? null),
    updates: progress.update,
    envSteps: progress.envSteps,
    engine: engine.engine,
    specSha256: specHash(setting),
    seeds,
  }
}

/** J of the policy after the last update, which the run recorded. */
async function lastExactObjective(app: App, run: Run): Promise<number> {
  const columns = valueOf(
    await app.call('runs.metrics', { runId: run.id, metrics: ['exactObjective'], maxPoints: 20_000 }),
  )
  const value = columns.values.exactObjective?.at(-1)
  if (value === undefined || value === null)
    throw new CliError(
      `The exact J of the last policy was not recorded: let "diagnosticsEvery" divide the updates.`,
      exitCodes.usage,
    )
  return value
}

/** What the best controller known earns in this run's last evaluation. */
async function bestKnown(launcher: ProcessLauncher, { name, spec }: NamedSetting, run: Run): Promise<number> {
  const asked = await askTrainer(launcher, {
    kind: 'reference',
    environment: spec.environment,
    seed: run.seed,
    updates: run.progress.update,
    episodes: spec.evaluation?.episodes ?? 1,
  })
  if (!asked.ok) throw new CliError(asked.message, exitCodes.failed)
  const best = asked.answer.kind === 'reference' ? asked.answer.return : null
  if (best === null)
    throw new CliError(
      `${name} is compared with the best controller, and none is known for ${spec.environment.id}: give its goal as "atLeast".`,
      exitCodes.usage,
    )
  return best
}
