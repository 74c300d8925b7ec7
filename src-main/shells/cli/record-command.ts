import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { findById } from './find-by-id.ts'
import { CliError, exitCodes } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { valueOf, withApp } from './with-app.ts'

export function addRecordCommand(program: Command, terminal: Terminal): void {
  program
    .command('record')
    .description(
      'record trajectories of a run’s policy, as its last saved state has it: a data set for importance sampling, to stdout',
    )
    .argument('<RUN>', 'the id of a run, or its first characters')
    .option('--trajectories <count>', 'how many', wholeNumber, 100)
    .option('--db <file>', 'a database file instead of your own')
    .action(async (id: string, options: { trajectories: number; db?: string }) => {
      await withApp(options.db, 'read', async (app) => {
        const { runs } = valueOf(await app.call('history.tree', { deleted: true }))
        const asked = await app.recordTrajectories(findById(runs, id, 'run').id, options.trajectories)
        if (!asked.ok) throw new CliError(asked.message, exitCodes.failed)
        if (asked.answer.kind !== 'record') throw new Error(`asked for a record, and got a ${asked.answer.kind}`)
        terminal.out(`${JSON.stringify(asked.answer.data)}\n`)
      })
    })
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('A whole number from 1 to 999,999.')
  return Number(text)
}
