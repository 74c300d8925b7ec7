import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { childProcessLauncher } from '../child-process-launcher.ts'
import { versionOf } from '../open-app.ts'
import { mergeResults, reaches, readResults, writeResults } from './behaviour/results.ts'
import type { BehaviourResult } from './behaviour/results.ts'
import { readSettings, resultsPath } from './behaviour/settings.ts'
import type { NamedSetting } from './behaviour/settings.ts'
import { behaviourTable } from './behaviour/table.ts'
import { trainSettings } from './behaviour/train-settings.ts'
import { putIntoDocs } from './docs-section.ts'
import { CliError, exitCodes } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { root, withApp } from './with-app.ts'

interface BehaviourOptions {
  only?: string
  stored?: boolean
  docs?: boolean
}

export function addBehaviourCommand(program: Command, terminal: Terminal): void {
  program
    .command('behaviour')
    .description('train the published settings over five seeds each and print their results as a table')
    .option('--only <name>', 'one setting of resources/behaviour; the results of the others are kept')
    .option('--stored', 'train nothing: the table of the last results')
    .option('--docs', 'put the table into docs/behaviour.md as well')
    .addHelpText(
      'after',
      '\nResults are kept in resources/behaviour/results.json. Exit code: 0 every figure was reached, 1 one was not.',
    )
    .action(async (options: BehaviourOptions) => {
      const settings = readSettings(options.only)
      const before = readResults(resultsPath())
      const results = options.stored === true ? before : mergeResults(before, await train(settings, terminal))
      if (results === undefined)
        throw new CliError('There are no results yet: run without --stored first.', exitCodes.usage)
      if (options.stored !== true) writeResults(resultsPath(), results)
      if (options.docs === true) putIntoDocs('behaviour', behaviourTable(results))
      terminal.out(`${behaviourTable(results)}\n`)
      if (!results.results.every(({ goal, seeds }) => seeds.every((seed) => reaches(goal, seed))))
        process.exitCode = exitCodes.failed
    })
}

/** In a database of its own, which is gone afterwards. */
async function train(settings: readonly NamedSetting[], terminal: Terminal): Promise<BehaviourResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ascent-behaviour-'))
  const measuredWith = {
    ascent: versionOf(root),
    node: process.versions.node,
    system: process.platform,
    architecture: process.arch,
    date: new Date().toISOString().slice(0, 10),
  }
  try {
    return await withApp(join(folder, 'behaviour.db'), 'write', (app) =>
      trainSettings(app, childProcessLauncher(), settings, measuredWith, terminal),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
