import type { Command } from 'commander'
import type { ResultOf } from '../../../src-shared/contract/methods.ts'
import { pointOf } from '../../../src-shared/domain/points.ts'
import type { Experiment, Run } from '../../../src-shared/domain/run.ts'
import type { App } from '../../app.ts'
import { findById } from './find-by-id.ts'
import { runCells, runColumns } from './run-table.ts'
import type { Terminal } from './terminal.ts'
import { textTable } from './text-table.ts'
import { valueOf, withApp } from './with-app.ts'

type Tree = ResultOf<'history.tree'>

export function addShowCommand(program: Command, terminal: Terminal): void {
  program
    .command('show')
    .description('show an experiment with its runs, or a run with its log')
    .argument('<ID>', 'an id from "ascent list" or "ascent show", or its first characters')
    .option('--db <file>', 'a database file instead of your own')
    .option('--json', 'as JSON')
    .action(async (id: string, options: { db?: string; json?: boolean }) => {
      await withApp(options.db, 'read', async (app) => {
        const tree = valueOf(await app.call('history.tree', { deleted: true }))
        const found = findById<Experiment | Run>([...tree.experiments, ...tree.runs], id, 'experiment or run')
        terminal.out(
          'spec' in found
            ? showExperiment(found, tree, options.json ?? false)
            : await showRun(app, found, tree, options.json ?? false),
        )
      })
    })
}

function showExperiment(experiment: Experiment, tree: Tree, json: boolean): string {
  const runs = tree.runs.filter((run) => run.experimentId === experiment.id && run.deletedAt === null)
  if (json) return `${JSON.stringify({ ...experiment, runs }, null, 2)}\n`
  const table = textTable(
    ['run', ...runColumns],
    runs.map((run) => [run.id, ...runCells(run, pointOf(experiment.spec, run.variantIndex)!.variant.name)]),
  )
  const notes = experiment.notes === '' ? '' : `${experiment.notes}\n`
  return `${experiment.name}\n${notes}\n${table}\n${JSON.stringify(experiment.spec, null, 2)}\n`
}

async function showRun(app: App, run: Run, tree: Tree, json: boolean): Promise<string> {
  const { lines } = valueOf(await app.call('runs.log', { runId: run.id }))
  const experiment = tree.experiments.find(({ id }) => id === run.experimentId)!
  const { variant } = pointOf(experiment.spec, run.variantIndex)!
  if (json) return `${JSON.stringify({ ...run, experiment: experiment.name, variant, log: lines }, null, 2)}\n`
  const facts = [
    ['experiment', experiment.name],
    ['variant', variant.name],
    ['seed', String(run.seed)],
    ['status', run.statusReason === null ? run.status : `${run.status}: ${run.statusReason}`],
    [
      'engine',
      [run.engine.engine, run.engine.arithmetic, run.engine.description, run.engine.reason]
        .filter((part) => part !== undefined)
        .join(', '),
    ],
    [
      'ran under',
      run.runtime === null
        ? 'not started'
        : `Node ${run.runtime.node}, ${run.runtime.system} ${run.runtime.architecture}`,
    ],
    [
      'progress',
      `${run.progress.update} updates, ${run.progress.envSteps} env steps, ${run.progress.episodes} episodes, ` +
        `${(run.progress.computeMs / 1_000).toFixed(1)} s of compute`,
    ],
  ]
  const log = lines
    .map(({ at, level, text }) => `${new Date(at).toISOString()} ${level === 'info' ? '' : `${level}: `}${text}\n`)
    .join('')
  return `${facts.map(([name, value]) => `${name!.padEnd(12)}${value}\n`).join('')}${log === '' ? '' : `\n${log}`}`
}
