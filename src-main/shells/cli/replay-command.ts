import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import * as z from 'zod'
import { environmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { moduleParameters } from '../../../src-shared/catalogue/environments/module-parameters.ts'
import { worldInWords } from '../../../src-shared/domain/user-module.ts'
import { askTrainer, usersStack } from '../../app.ts'
import type { Answer, Question } from '../../app.ts'
import { childProcessLauncher } from '../child-process-launcher.ts'
import { parseJson, parseOrFail, readJsonArgument } from './read-json.ts'
import { CliError, exitCodes } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { textTable } from './text-table.ts'
import { root } from './with-app.ts'

interface ReplayOptions {
  env?: string
  tolerance: number
  json?: boolean
}

export function addReplayCommand(program: Command, terminal: Terminal): void {
  program
    .command('replay')
    .description(
      'replay recorded transitions (or a toy-text table) against an environment and print the largest deviation of each field',
    )
    .argument('<TRACE.json>', 'recorded transitions; "-" reads stdin')
    .option(
      '--env <id>',
      'the environment: an id, a module’s path, or its spec as JSON; else the one that the trace names',
    )
    .option(
      '--tolerance <number>',
      'the most that a field may deviate, as |difference| / max(1, |recorded|)',
      parseTolerance,
      1e-6,
    )
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExit code: 0 within the tolerance, 1 beyond it, 2 the trace can’t be read.')
    .action(async (file: string, options: ReplayOptions) => {
      const trace = await readJsonArgument(file)
      const environment = environmentOf(options.env, trace)
      const fields = (await ask({ kind: 'replay', environment, trace }, 'replay')).fields.map((field) => ({
        ...field,
        withinTolerance: field.largestDeviation <= options.tolerance,
      }))
      const deviates = fields.some(({ withinTolerance }) => !withinTolerance)
      if (options.json) {
        // JSON has no Infinity: a value that isn't a number any more deviates by null.
        terminal.out(
          `${JSON.stringify({ environment: environment.id, tolerance: options.tolerance, withinTolerance: !deviates, fields }, null, 2)}\n`,
        )
      } else {
        const rows = fields.map(({ field, largestDeviation, where, withinTolerance }) => [
          field,
          largestDeviation.toExponential(2),
          withinTolerance ? 'yes' : 'NO',
          largestDeviation === 0 ? '' : where,
        ])
        terminal.out(textTable(['field', 'largest deviation', `within ${options.tolerance}`, 'where'], rows))
      }
      if (deviates) process.exitCode = exitCodes.failed
    })
}

export function addCheckEnvironmentCommand(program: Command, terminal: Terminal): void {
  program
    .command('check-env')
    .description('check an environment module of your own: what is wrong with it, a sentence each')
    .argument('<FILE>', 'an ES module (JavaScript or TypeScript); it is loaded and run, in a process of its own')
    .option('--parameters <json>', 'parameters for its factory, as JSON', '{}')
    .action(async (file: string, options: { parameters: string }) => {
      const parameters = parseOrFail(moduleParameters, parseJson(options.parameters, '--parameters'), '--parameters')
      const { problems, world } = await ask(
        { kind: 'check', path: resolve(file), parameters, moduleHash: null },
        'check',
      )
      if (problems.length === 0) terminal.out(`${file} conforms${world === null ? '' : `: ${worldInWords(world)}`}.\n`)
      else {
        terminal.out(`${problems.join('\n')}\n`)
        process.exitCode = exitCodes.failed
      }
    })
}

async function ask<K extends Answer['kind']>(
  question: Question & { kind: K },
  kind: K,
): Promise<Extract<Answer, { kind: K }>> {
  const asked = await askTrainer(childProcessLauncher(), question)
  if (!asked.ok) {
    const stack = usersStack(asked.stack, pathToFileURL(join(root, 'src-main')).href)
    throw new CliError(
      stack === '' ? asked.message : stack.includes(asked.message) ? stack : `${asked.message}\n${stack}`,
      exitCodes.failed,
    )
  }
  if (asked.answer.kind !== kind)
    throw new CliError(`The trainer answered ${asked.answer.kind}, and ${kind} was asked.`, exitCodes.failed)
  return asked.answer as Extract<Answer, { kind: K }>
}

/** The named environment, or the one that the trace names, with its defaults. */
function environmentOf(named: string | undefined, trace: unknown): EnvironmentSpec {
  const inTrace = z.object({ env: z.string() }).safeParse(trace)
  const written = named ?? (inTrace.success ? inTrace.data.env : undefined)
  if (written === undefined)
    throw new CliError('The trace does not name its environment; name it with --env ID.', exitCodes.usage)
  if (written.startsWith('{')) return parseOrFail(environmentSpec, parseJson(written, '--env'), '--env')
  const isModule = /[\\/]|\.(m?js|ts)$/.test(written)
  return parseOrFail(
    environmentSpec,
    isModule ? { id: 'module', path: resolve(written) } : { id: written },
    named === undefined ? 'the trace’s env' : '--env',
  )
}

function parseTolerance(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('It should be a number that is not negative, like 1e-6.')
  return value
}
