import { Command, CommanderError } from 'commander'
import { versionOf } from '../open-app.ts'
import { addBenchCommand } from './bench-command.ts'
import { addBehaviourCommand } from './behaviour-command.ts'
import { addCompareCommand } from './compare-command.ts'
import { addDoctorCommand } from './doctor-command.ts'
import { addExactCommand } from './exact-command.ts'
import { addExportCommand } from './export-command.ts'
import { addInspectCommand } from './inspect-command.ts'
import { addLabCommand } from './lab-command.ts'
import { addListCommand } from './list-command.ts'
import { addCheckEnvironmentCommand, addReplayCommand } from './replay-command.ts'
import { addRecordCommand } from './record-command.ts'
import { addRunCommand } from './run-command.ts'
import { addSchemaCommand } from './schema-command.ts'
import { addShowCommand } from './show-command.ts'
import { addStatisticsCommand } from './statistics-command.ts'
import { CliError, exitCodes, processTerminal } from './terminal.ts'
import { root } from './with-app.ts'

// The command line: `ascent COMMAND`. A command sets process.exitCode or throws a CliError; anything else that is
// thrown is our own fault.
const terminal = processTerminal()
const program = new Command('ascent')
  .description('Policy-gradient experiments without a window: the same specs and the same database as the app.')
  .version(versionOf(root))
  .exitOverride()
  .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
  .showHelpAfterError('(ascent --help lists the commands)')

addRunCommand(program, terminal)
addListCommand(program, terminal)
addShowCommand(program, terminal)
addExportCommand(program, terminal)
addCompareCommand(program, terminal)
addExactCommand(program, terminal)
addInspectCommand(program, terminal)
addLabCommand(program, terminal)
addStatisticsCommand(program, terminal)
addReplayCommand(program, terminal)
addRecordCommand(program, terminal)
addCheckEnvironmentCommand(program, terminal)
addSchemaCommand(program, terminal)
addBehaviourCommand(program, terminal)
addDoctorCommand(program, terminal)
addBenchCommand(program, terminal)

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : exitCodes.usage
  else if (error instanceof CliError) {
    terminal.err(`ascent: ${error.message}\n`)
    process.exitCode = error.exitCode
  } else {
    terminal.err(
      `ascent: something went wrong inside Ascent.\n${error instanceof Error ? error.stack : String(error)}\n`,
    )
    process.exitCode = exitCodes.failed
  }
}
