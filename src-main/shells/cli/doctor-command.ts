import type { Command } from 'commander'
import { doctorLines, formatDoctorLines } from '../doctor.ts'
import type { Terminal } from './terminal.ts'
import { root } from './with-app.ts'

export function addDoctorCommand(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .description('print what was found on this machine, what was chosen, and why')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => {
      const lines = await doctorLines({ root })
      terminal.out(options.json ? `${JSON.stringify(lines, null, 2)}\n` : formatDoctorLines(lines))
    })
}
