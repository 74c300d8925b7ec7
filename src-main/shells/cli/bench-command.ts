import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { fileProblem } from '../../../src-shared/domain/file-problem.ts'
import { benchResults } from '../../bench/results.ts'
import type { BenchResults } from '../../bench/results.ts'
import { runBench } from '../../bench/run-bench.ts'
import { benchNames } from '../../bench/settings.ts'
import { benchTables } from '../../bench/tables.ts'
import { tensorflowNativeStatus } from '../../engines/tfjs/native-install/status.ts'
import { childProcessLauncher } from '../child-process-launcher.ts'
import { compileCacheFolder } from '../data-folder.ts'
import { versionOf } from '../open-app.ts'
import { startApp } from './app-process.ts'
import { benchMarkdown } from './bench-markdown.ts'
import { putIntoDocs } from './docs-section.ts'
import { measureStart } from './measure-start.ts'
import { parseOrFail, readJson, readNamedJson } from './read-json.ts'
import { CliError, exitCodes } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { textTable } from './text-table.ts'
import { root } from './with-app.ts'

interface BenchCommandOptions {
  json?: boolean
  only: string[]
  output?: string
  repetitions: number
  share: number
  docs?: boolean
}

const folder = join(root, 'resources', 'bench')
/** The results that docs/benchmarks.md shows. */
const committed = join(folder, 'results.json')

export function addBenchCommand(program: Command, terminal: Terminal): void {
  program
    .command('bench')
    .description('measure how fast training, the engines, statistics and the app’s start are on this machine')
    .option('--json', 'the results as JSON on stdout, instead of tables')
    .option('--only <name>', `only this; may be given several times (${benchNames.join(', ')})`, collectName, [])
    .option(
      '--output <file>',
      'the JSON file (by default in out/bench/, named by the date); results in it that are not measured again are kept',
    )
    .option('--repetitions <n>', 'how many measurements each rate is the median of', parseCount, 5)
    .option('--share <fraction>', 'train only this share of each setting’s env steps, for a quick look', parseShare, 1)
    .option('--docs', 'measure nothing: make the tables of docs/benchmarks.md from resources/bench/results.json')
    .action(async (options: BenchCommandOptions) => {
      if (options.docs)
        putIntoDocs('benchmarks', benchMarkdown(parseOrFail(benchResults, readJson(committed), committed)))
      else await bench(terminal, options)
    })
}

async function bench(terminal: Terminal, options: BenchCommandOptions): Promise<void> {
  const output = resolve(
    options.output ?? join(root, 'out', 'bench', `${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.json`),
  )
  const before =
    options.output !== undefined && existsSync(output)
      ? parseOrFail(benchResults, await readNamedJson(output), output)
      : undefined
  tryToWrite(output)
  const status = tensorflowNativeStatus()
  const names = options.only.length === 0 ? benchNames : options.only
  const keep = (found: BenchResults): BenchResults => {
    const results = before === undefined ? found : together(before, found)
    writeFileSync(output, `${JSON.stringify(results, null, 2)}\n`)
    return results
  }
  const report = (sentence: string) => terminal.err(`${sentence}\n`)
  const results = await runBench(
    {
      launcher: childProcessLauncher({ compileCacheFolder: compileCacheFolder() }),
      settingsFolder: folder,
      version: versionOf(root),
      native: status.installed
        ? { state: 'ready', detail: `TensorFlow ${status.tensorflowVersion}`, fraction: null }
        : { state: 'missing', detail: status.reason, fraction: null },
      startApp: (home) => startApp(root, home),
      measureStart: (repetitions) => measureStart(root, repetitions, report),
      report,
    },
    { names, repetitions: options.repetitions, share: options.share },
    keep,
  )
  if (options.json) terminal.out(`${JSON.stringify(keep(results), null, 2)}\n`)
  else
    for (const { title, header, rows } of benchTables(results)) terminal.out(`${title}\n\n${textTable(header, rows)}\n`)
  report(`Kept in ${output}`)
}

/** Before minutes of measuring: results that can't be kept are found out about first. What the file holds stays. */
function tryToWrite(output: string): void {
  const isNew = !existsSync(output)
  try {
    mkdirSync(dirname(output), { recursive: true })
    appendFileSync(output, '')
    if (isNew) rmSync(output)
  } catch (error) {
    throw new CliError(
      `${output} can't be written: ${fileProblem(error)}. Name another file with --output.`,
      exitCodes.usage,
    )
  }
}

/** What was found now, and of what was found before the rest. */
function together(before: BenchResults, found: BenchResults): BenchResults {
  const training = new Map([...before.training, ...found.training].map((entry) => [entry.name, entry]))
  return {
    ...found,
    training: benchNames.flatMap((name) => training.get(name) ?? []),
    engines: found.engines.length > 0 ? found.engines : before.engines,
    solve: found.solve ?? before.solve,
    start: found.start ?? before.start,
    statistics: found.statistics ?? before.statistics,
    history: found.history ?? before.history,
    compare: found.compare ?? before.compare,
    snapshots: found.snapshots ?? before.snapshots,
    inspect: found.inspect ?? before.inspect,
  }
}

function collectName(name: string, names: string[]): string[] {
  if (!benchNames.includes(name)) throw new InvalidArgumentError(`It should be one of ${benchNames.join(', ')}.`)
  return [...names, name]
}

function parseCount(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1 || count > 1_000)
    throw new InvalidArgumentError('It should be a whole number from 1 to 1000.')
  return count
}

function parseShare(text: string): number {
  const share = Number(text)
  if (!(share > 0 && share <= 1)) throw new InvalidArgumentError('It should be above 0 and at most 1.')
  return share
}
