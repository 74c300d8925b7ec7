import type { Command } from 'commander'
import { isReferenceCase, referenceCase } from '../../../src-shared/catalogue/labs/reference-case.ts'
import type { LabExperiment, LabExperimentId } from '../../../src-shared/domain/lab.ts'
import { csvOf, labWords } from '../../../src-shared/figure/labs/index.ts'
import { askTrainer } from '../../app.ts'
import type { App } from '../../app.ts'
import { childProcessLauncher } from '../child-process-launcher.ts'
import { compileCacheFolder } from '../data-folder.ts'
import { progressLine } from '../progress-line.ts'
import { inputName, issueLines, parseOrFail, readJsonArgument } from './read-json.ts'
import { CliError, exitCodes } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { valueOf, withApp } from './with-app.ts'

interface LabOptions {
  db?: string
  name?: string
  json?: boolean
  csv?: boolean
  anyway?: boolean
}

export function addLabCommand(program: Command, terminal: Terminal): void {
  program
    .command('lab')
    .description('measure what a lab measures in the app, and keep it in the database')
    .argument(
      '<SPEC.json>',
      'what a lab is to measure; "-" reads stdin. Or a case of known answers: its input, "lab", "batches" and "seed"',
    )
    .option('--db <file>', 'a database file instead of your own; created if it is missing')
    .option('--name <name>', 'what the result is called')
    .option('--json', 'the whole result as JSON, instead of what was found in words')
    .option('--csv', 'the measured numbers as CSV')
    .option('--anyway', 'also where it would take more than 10 minutes or 2 GiB')
    .addHelpText(
      'after',
      '\nCtrl+C stops it; what was measured is kept. Exit code: 0 measured, 1 it was not, 2 the spec doesn’t fit, 130 Ctrl+C.',
    )
    .action(async (file: string, options: LabOptions) => {
      const json = await readJsonArgument(file)
      if (isReferenceCase(json)) return answerCase(json, inputName(file), terminal)
      await withApp(options.db, 'write', (app) => measure(app, json, inputName(file), options, terminal))
    })
}

const caseAtMostMs = 60 * 60_000

/** Nothing of it is kept: the answers are known. */
async function answerCase(json: unknown, name: string, terminal: Terminal): Promise<void> {
  const known = parseOrFail(referenceCase, json, name)
  const launcher = childProcessLauncher({ compileCacheFolder: compileCacheFolder() })
  const asked = await askTrainer(launcher, { kind: 'lab-case', case: known }, caseAtMostMs)
  if (!asked.ok) throw new CliError(asked.message, exitCodes.failed)
  if (asked.answer.kind !== 'lab-case') throw new Error(`asked for a case, and got a ${asked.answer.kind}`)
  terminal.out(`${JSON.stringify(asked.answer.answer, null, 2)}\n`)
}

async function measure(app: App, spec: unknown, name: string, options: LabOptions, terminal: Terminal): Promise<void> {
  const progress = progressLine(process.stderr)
  let id: LabExperimentId | null = null
  let ended = (_experiment: LabExperiment) => {}
  const whenEnded = new Promise<LabExperiment>((resolve) => (ended = resolve))
  app.onEvent((event) => {
    if (event.kind === 'lab-progress') progress.show(`Measuring (${event.words})`, event.fraction)
    if (event.kind === 'labs') for (const lab of event.labs) if (lab.status !== 'running') ended(lab)
  })
  const stop = (signal: NodeJS.Signals) => {
    process.exitCode = exitCodes[signal as 'SIGINT' | 'SIGTERM']
    if (id !== null) void app.call('labs.stop', { id })
  }
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const signal of signals) process.on(signal, stop)
  try {
    const started = await app.call('labs.start', {
      spec,
      anyway: options.anyway ?? false,
      ...(options.name === undefined ? {} : { name: options.name }),
    })
    if (!started.ok && started.error.kind === 'invalid-input')
      throw new CliError(issueLines(started.error.issues, name), exitCodes.usage)
    id = valueOf(started).id
    const experiment = await whenEnded
    progress.end()
    const { result, spec: measured } = valueOf(await app.call('labs.get', { id }))
    if (experiment.status === 'failed' || experiment.status === 'interrupted' || result === null)
      throw new CliError(experiment.statusReason ?? 'Nothing was measured.', exitCodes.failed)
    if (options.json) terminal.out(`${JSON.stringify({ spec: measured, result }, null, 2)}\n`)
    else if (options.csv) terminal.out(csvOf(labWords(result).table))
    else
      terminal.out(
        `${labWords(result)
          .found.map((text) => text.replaceAll('**', ''))
          .join('\n\n')}\n`,
      )
  } finally {
    progress.end()
    for (const signal of signals) process.off(signal, stop)
  }
}
