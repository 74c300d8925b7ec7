import { writeFileSync } from 'node:fs'
import { Option } from 'commander'
import type { Command } from 'commander'
import type { ResultOf } from '../../../src-shared/contract/methods.ts'
import { figureFrame } from '../../../src-shared/contract/figure.ts'
import type { FigureFrame, TextFigureParams } from '../../../src-shared/contract/figure.ts'
import type { ComparisonSpec } from '../../../src-shared/domain/comparison.ts'
import { fileProblem } from '../../../src-shared/domain/file-problem.ts'
import type { App } from '../../app.ts'
import { chromiumPrinter } from '../print/chromium-printer.ts'
import { addComparisonOptions, comparisonOf } from './comparison-options.ts'
import type { ComparisonOptions } from './comparison-options.ts'
import { parseOrFail } from './read-json.ts'
import { CliError, exitCodes } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { valueOf, withApp } from './with-app.ts'

interface CompareOptions extends ComparisonOptions {
  db?: string
  svg?: string
  pdf?: string
  png?: string
  csv?: string
  tex?: string
  table?: keyof typeof tableFormats
  caption?: boolean
  theme: string
  width: number
  height: number
  scale: number
}

const tableFormats = { md: 'table-markdown', latex: 'table-latex', csv: 'table-csv' } as const

export function addCompareCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('compare')
    .description(
      'compare variants over their seeds as Compare does: a figure, its numbers, a table of results; equal runs give equal bytes',
    )
    .argument(
      '[VARIANT...]',
      'EXPERIMENT for all of its variants, or EXPERIMENT:VARIANT, an id and a name or their beginnings',
    )
    .option('--db <file>', 'a database file instead of your own')
  addComparisonOptions(command)
    .option('--svg <file>', 'write the figure as SVG, with its fonts in it')
    .option('--pdf <file>', 'write it as PDF, printed by a Chromium of this machine')
    .option('--png <file>', 'write it as PNG, by the same')
    .option('--tex <file>', 'write it as LaTeX for pgfplots, with its data')
    .option('--csv <file>', 'write the drawn series with every point')
    .addOption(
      new Option('--table <format>', 'the table of results, to stdout; alone where nothing else is asked for').choices(
        Object.keys(tableFormats),
      ),
    )
    .option('--caption', 'what the figure shows, in words, to stdout')
    .addOption(new Option('--theme <theme>', 'colours').choices(['print', 'light', 'dark']).default('print'))
    .option('--width <px>', 'of the figure', Number, figureFrame.parse({}).widthPx)
    .option('--height <px>', 'of the figure', Number, figureFrame.parse({}).heightPx)
    .option('--scale <factor>', 'pixels of a PNG for each px', Number, 2)
    .action(async (chosen: string[], options: CompareOptions) => {
      const frame = parseOrFail(
        figureFrame,
        { theme: options.theme, widthPx: options.width, heightPx: options.height },
        'The figure',
      )
      if (!(options.scale >= 0.5 && options.scale <= 10))
        throw new CliError('--scale takes a number from 0.5 to 10.', exitCodes.usage)
      await withApp(options.db, 'read', async (app) => {
        const tree = valueOf(await app.call('history.tree', {}))
        const { comparisons } = valueOf(await app.call('comparisons.list', {}))
        const spec = comparisonOf(chosen, options, tree, comparisons)
        sayMissing(spec, tree, terminal)
        await write(app, spec, frame, options, terminal)
      })
    })
}

async function write(
  app: App,
  spec: ComparisonSpec,
  frame: FigureFrame,
  options: CompareOptions,
  terminal: Terminal,
): Promise<void> {
  const pieces = (format: TextFigureParams['format']) => app.figurePieces({ spec, format, frame })
  const files = [
    ['svg', options.svg],
    ['pgfplots', options.tex],
    ['csv', options.csv],
  ] as const
  for (const [format, path] of files) if (path !== undefined) await writeText(path, pieces(format), terminal)
  for (const kind of ['pdf', 'png'] as const) {
    const path = options[kind]
    if (path === undefined) continue
    const printer = chromiumPrinter()
    const refusal = await printer.refusal()
    if (refusal !== null)
      throw new CliError(`There is nothing here to make a ${kind.toUpperCase()} with: ${refusal}.`, exitCodes.failed)
    const svg = await textOf(pieces('svg'))
    const size = { widthPx: frame.widthPx, heightPx: frame.heightPx }
    const as = kind === 'pdf' ? { kind, ...size } : { kind, ...size, scale: options.scale }
    const bytes = await printer.print(svg, as).catch((error: Error) => {
      throw new CliError(`The ${kind.toUpperCase()} could not be made: ${error.message}.`, exitCodes.failed)
    })
    writeOrFail(path, bytes)
  }
  if (options.caption) await terminal.outPieces(pieces('caption'))
  const isSilent = [options.svg, options.tex, options.csv, options.pdf, options.png, options.caption].every(
    (asked) => asked === undefined,
  )
  const table = options.table ?? (isSilent ? 'md' : undefined)
  if (table !== undefined) await terminal.outPieces(pieces(tableFormats[table]))
}

async function writeText(path: string, pieces: AsyncIterable<string>, terminal: Terminal): Promise<void> {
  if (path === '-') return terminal.outPieces(pieces)
  writeOrFail(path, await textOf(pieces))
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

function writeOrFail(path: string, contents: string | Uint8Array): void {
  try {
    writeFileSync(path, contents)
  } catch (error) {
    throw new CliError(`${path} can't be written: ${fileProblem(error)}.`, exitCodes.failed)
  }
}

/** A saved comparison outlives the experiments in it. */
function sayMissing(
  { selection }: ComparisonSpec,
  { experiments }: ResultOf<'history.tree'>,
  terminal: Terminal,
): void {
  const ids = new Set<string>(experiments.map(({ id }) => id))
  const missing = selection.filter(({ experimentId }) => !ids.has(experimentId)).length
  if (missing === 0) return
  const sentence = `${missing} of the ${selection.length} variants compared ${missing === 1 ? 'is' : 'are'} not in the history any more.`
  if (missing === selection.length) throw new CliError(sentence, exitCodes.failed)
  terminal.err(`${sentence}\n`)
}
