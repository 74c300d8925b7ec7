import { setTimeout } from 'node:timers/promises'
import type { Command } from 'commander'
import * as z from 'zod'
import { sentenceOf } from '../../../src-shared/contract/errors.ts'
import type { AscentError } from '../../../src-shared/contract/errors.ts'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import { leftOutOf, pointOf } from '../../../src-shared/domain/points.ts'
import { hasEnded } from '../../../src-shared/domain/run.ts'
import type { Run } from '../../../src-shared/domain/run.ts'
import { parseSeeds } from '../../../src-shared/domain/seeds.ts'
import type { App } from '../../app.ts'
import { inputName, issueLines, readJsonArgument } from './read-json.ts'
import { runProgress } from './run-progress.ts'
import { runCells, runColumns } from './run-table.ts'
import { CliError, exitCodes } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { textTable } from './text-table.ts'
import { valueOf, withApp } from './with-app.ts'

interface RunOptions {
  db?: string
  json?: boolean
  seeds?: string
  allowModule?: boolean
}

export function addRunCommand(program: Command, terminal: Terminal): void {
  program
    .command('run')
    .description('train every variant and seed of an experiment, and keep the runs in the database')
    .argument('<SPEC.json>', 'the experiment: a spec, or a preset from resources/presets; "-" reads stdin')
    .option('--db <file>', 'a database file instead of your own; created if it is missing')
    .option('--seeds <seeds>', 'seeds instead of the spec’s, like "1 to 5, 9"')
    .option(
      '--allow-module',
      'let the spec’s own module run on this machine, with your rights, as it is now with what it imports',
    )
    .option('--json', 'one line of JSON on stdout for each run that ended')
    .addHelpText(
      'after',
      '\nCtrl+C cancels; what was trained is kept. Exit code: 0 all runs finished, 1 one did not, 2 the spec doesn’t fit, 130 Ctrl+C.',
    )
    .action(async (file: string, options: RunOptions) => {
      const spec = withSeeds(specIn(await readJsonArgument(file)), options.seeds)
      const interrupted = await withApp(options.db, 'write', (app) => train(app, terminal, spec, file, options))
      if (interrupted !== undefined) process.exitCode = interrupted
    })
}

/** A spec file is a spec; a preset file holds one under `spec`. An editor's "$schema" is no part of it. */
function specIn(json: unknown): unknown {
  const preset = z.object({ title: z.string(), spec: z.record(z.string(), z.unknown()) }).safeParse(json)
  const spec = preset.success ? preset.data.spec : json
  return isObject(spec) ? Object.fromEntries(Object.entries(spec).filter(([key]) => key !== '$schema')) : spec
}

const isObject = (json: unknown): json is object => typeof json === 'object' && json !== null && !Array.isArray(json)

function withSeeds(spec: unknown, seeds: string | undefined): unknown {
  if (seeds === undefined) return spec
  const parsed = parseSeeds(seeds)
  if ('problem' in parsed) throw new CliError(`--seeds: ${parsed.problem}.`, exitCodes.usage)
  return isObject(spec) ? { ...spec, seeds: parsed.seeds } : spec
}

/** Queues the experiment and waits for all its runs. Returns the exit code when it isn't 0. */
async function train(
  app: App,
  terminal: Terminal,
  spec: unknown,
  file: string,
  options: RunOptions,
): Promise<number | undefined> {
  const json = options.json ?? false
  const latest = new Map<RunId, Run>()
  let onRun = (_run: Run) => {}
  const troubles: string[] = []
  let onTrouble = () => {}
  const stopListening = app.onEvent((event) => {
    if (event.kind === 'runs') for (const run of event.runs) onRun(run)
    if (event.kind === 'notice' && event.level === 'error') {
      troubles.push(event.text)
      onTrouble()
    }
  })
  let queued = await app.call('experiments.queue', { spec })
  if (!queued.ok && queued.error.kind === 'module-not-allowed') {
    const { path, contents } = queued.error
    if (!options.allowModule) throw new CliError(moduleQuestion(queued.error), exitCodes.failed)
    valueOf(await app.call('system.allowModule', { path, sha256: contents.sha256 }))
    queued = await app.call('experiments.queue', { spec })
  }
  if (!queued.ok) {
    if (queued.error.kind === 'invalid-input')
      throw new CliError(issueLines(queued.error.issues, inputName(file)), exitCodes.usage)
    valueOf(queued)
  }
  const { experimentId, runIds } = valueOf(queued)
  const tree = valueOf(await app.call('history.tree', {}))
  const { spec: parsed } = tree.experiments.find(({ id }) => id === experimentId)!
  const variantOf = (run: Run) => pointOf(parsed, run.variantIndex)!.variant.name
  const nameOf = (run: Run) => `${variantOf(run)}, seed ${run.seed}`
  const progress = runProgress(terminal, nameOf, runIds.length)
  for (const { name, reason } of leftOutOf(parsed)) progress.say(`left out: ${name}: ${reason}`)
  const mine = new Set(runIds)

  let allEnded = () => {}
  const whenAllEnded = new Promise<void>((resolve) => (allEnded = resolve))
  onRun = (run) => {
    if (!mine.has(run.id)) return
    const before = latest.get(run.id)
    latest.set(run.id, run)
    progress.update(run)
    if (hasEnded(run) && (before === undefined || !hasEnded(before)) && json)
      terminal.out(`${JSON.stringify(jsonLine(run, variantOf(run)))}\n`)
    if (latest.size === mine.size && [...latest.values()].every(hasEnded)) allEnded()
  }
  for (const run of tree.runs) onRun(run)

  let cancelledFor: Reason | undefined
  const cancel = async (reason: Reason) => {
    if (cancelledFor !== undefined) return
    cancelledFor = reason
    const open = runIds.filter((id) => !latest.has(id) || !hasEnded(latest.get(id)!))
    if (open.length > 0) await app.call('runs.cancel', { runIds: open })
    if (reason !== 'trouble') return
    // The database may not take even their ends: then it is enough that none trains any more.
    const untilMs = performance.now() + longestEndMs
    while (app.status().trainersBusy > 0 && performance.now() < untilMs) await setTimeout(50)
    for (const run of valueOf(await app.call('history.tree', {})).runs) onRun(run)
    allEnded()
  }
  onTrouble = () => {
    for (const text of troubles.splice(0)) progress.say(text)
    void cancel('trouble')
  }
  if (troubles.length > 0) onTrouble()
  const onSignal = (name: NodeJS.Signals) => void cancel(name as EndingSignal)
  for (const name of endingSignals) process.on(name, onSignal)
  terminal.outputGone.addEventListener('abort', () => void cancel('output gone'))
  try {
    await whenAllEnded
  } finally {
    for (const name of endingSignals) process.off(name, onSignal)
    stopListening()
    progress.end()
  }

  const runs = runIds.map((id) => latest.get(id)!)
  if (!json) terminal.out(summary(runs, variantOf))
  if (cancelledFor !== undefined && cancelledFor !== 'output gone' && cancelledFor !== 'trouble')
    return exitCodes[cancelledFor]
  return runs.every(({ status }) => status === 'finished') ? undefined : exitCodes.failed
}

/** What is to be allowed, file by file. */
function moduleQuestion(error: Extract<AscentError, { kind: 'module-not-allowed' }>): string {
  const { files, packages } = error.contents
  const lines = [
    ...files.map(({ path, sha256 }) => [path, sha256]),
    ...packages.map(({ name, version }) => [name, `package, ${version}`]),
  ]
  return `${sentenceOf(error)}\n\n${textTable(['to be allowed', 'SHA-256'], lines).trimEnd()}`
}

/** Ctrl+C, a polite kill, a closed terminal: each cancels, and is told to the shell by its own number. */
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
type EndingSignal = (typeof endingSignals)[number]
type Reason = EndingSignal | 'output gone' | 'trouble'
/** A trainer that doesn't obey is ended after less. */
const longestEndMs = 3_000

function jsonLine(run: Run, variant: string) {
  const { update, envSteps, episodes, computeMs, lastReturn, lastEvaluationReturn } = run.progress
  return {
    run: run.id,
    variant,
    seed: run.seed,
    status: run.status,
    reason: run.statusReason,
    engine: run.engine.engine,
    updates: update,
    envSteps,
    episodes,
    return: lastReturn,
    evaluationReturn: lastEvaluationReturn,
    computeSeconds: computeMs / 1_000,
  }
}

function summary(runs: readonly Run[], variantOf: (run: Run) => string): string {
  const sorted = runs.toSorted((a, b) => a.variantIndex - b.variantIndex || a.seed - b.seed)
  return textTable(
    [...runColumns, 'run'],
    sorted.map((run) => [...runCells(run, variantOf(run)), run.id]),
  )
}
