import { Option } from 'commander'
import type { Command } from 'commander'
import { findById } from './find-by-id.ts'
import type { Terminal } from './terminal.ts'
import { valueOf, withApp } from './with-app.ts'

interface ExportOptions {
  db?: string
  format: 'csv' | 'json'
  run: string[]
  experiment: string[]
  times?: boolean
}

export function addExportCommand(program: Command, terminal: Terminal): void {
  const collect = (value: string, previous: string[]) => [...previous, value]
  program
    .command('export')
    .description('write runs with all their rows to stdout, in a stable order: equal runs give equal bytes')
    .option('--db <file>', 'a database file instead of your own')
    .addOption(
      new Option('--format <format>', 'csv has one line per row, json everything with its spec')
        .choices(['csv', 'json'])
        .makeOptionMandatory(),
    )
    .option('--run <id>', 'only this run; may be given several times', collect, [])
    .option('--experiment <id>', 'only the runs of this experiment; may be given several times', collect, [])
    .option('--times', 'include compute and wall-clock times, which differ from run to run')
    .action(async (options: ExportOptions) => {
      await withApp(options.db, 'read', async (app) => {
        const { experiments, runs } = valueOf(await app.call('history.tree', {}))
        const chosenRuns = options.run.map((id) => findById(runs, id, 'run').id)
        const chosenExperiments = new Set(options.experiment.map((id) => findById(experiments, id, 'experiment').id))
        const isEverything = chosenRuns.length === 0 && chosenExperiments.size === 0
        const runIds = runs
          .filter(
            ({ id, experimentId }) => isEverything || chosenRuns.includes(id) || chosenExperiments.has(experimentId),
          )
          .map(({ id }) => id)
        await terminal.outPieces(app.exportPieces({ format: options.format, runIds, times: options.times ?? false }))
      })
    })
}
