import { Option } from 'commander'
import type { Command } from 'commander'
import type { ResultOf } from '../../../src-shared/contract/methods.ts'
import { readLink, readSmoothing } from '../../../src-shared/domain/comparison-address.ts'
import {
  bandKind,
  bandRefusal,
  centreKind,
  comparisonSpec,
  keyText,
  nothingCompared,
} from '../../../src-shared/domain/comparison.ts'
import type { ComparisonSpec, VariantKey } from '../../../src-shared/domain/comparison.ts'
import { curveAxis } from '../../../src-shared/domain/metric.ts'
import { pointsOf } from '../../../src-shared/domain/points.ts'
import type { Experiment } from '../../../src-shared/domain/run.ts'
import type { SavedComparison } from '../../../src-shared/domain/saved-comparison.ts'
import { findById } from './find-by-id.ts'
import { parseOrFail } from './read-json.ts'
import { CliError, exitCodes } from './terminal.ts'

export interface ComparisonOptions {
  saved?: string
  address?: string
  metric?: string[]
  over?: string
  centre?: string
  band?: string
  smooth?: string
  group?: string
  facet?: string
  seeds: boolean
  forks?: boolean
  logX?: boolean
  logY?: boolean
  xRange?: string
  yRange?: string
  baseline?: string
  last?: string
  threshold?: string
}

/** The options that say what is compared and how it is drawn: the fields of `comparisonSpec`. */
export function addComparisonOptions(command: Command): Command {
  return command
    .option('--saved <name>', 'start from a comparison that was saved under this name')
    .option('--address <text>', 'start from an address that Compare copied')
    .option(
      '--metric <name>',
      'what is drawn, such as evaluationReturn; may be given several times',
      (value: string, before: string[] = []) => [...before, value],
    )
    .option('--over <x>', `${curveAxis.options.join(', ')}, or a metric`)
    .addOption(new Option('--centre <centre>', 'what stands for the seeds').choices(centreKind.options))
    .addOption(new Option('--band <band>', 'around it').choices(bandKind.options))
    .option('--smooth <how>', 'ema:0.9, episodes:20 or none')
    .option('--group <by>', 'what makes one curve: variant, settings, or parameters apart by commas')
    .option('--facet <parameter>', 'a chart for each of its values')
    .option('--no-seeds', 'without single seeds')
    .option('--forks', 'draw forks from where they left, over env steps, episodes or updates')
    .option('--log-x', 'a logarithmic x-axis')
    .option('--log-y', 'a logarithmic y-axis')
    .option('--x-range <from..to>', 'of the x-axis, in the metric’s own unit')
    .option('--y-range <from..to>', 'of the y-axis')
    .option('--baseline <variant>', 'EXPERIMENT:VARIANT that the others are compared with')
    .option('--last <k>', 'the final value is the mean of so many last evaluations')
    .option('--threshold <value>', 'for the steps until a metric reaches it')
}

/** The comparison that a command line asks for. */
export function comparisonOf(
  chosen: readonly string[],
  options: ComparisonOptions,
  { experiments }: Pick<ResultOf<'history.tree'>, 'experiments'>,
  saved: readonly SavedComparison[],
): ComparisonSpec {
  const start = startOf(chosen, options, saved)
  const selection = chosen.flatMap((text) => variantsOf(text, experiments))
  const changes = {
    ...(chosen.length > 0 && { selection: withoutRepeats(selection) }),
    ...(options.metric !== undefined && { metrics: options.metric }),
    ...(options.over !== undefined && { x: options.over }),
    ...(options.centre !== undefined && { centre: options.centre }),
    ...(options.band !== undefined && { band: options.band }),
    ...(options.smooth !== undefined && { smoothing: readSmoothing(options.smooth) }),
    ...(options.group !== undefined && { group: groupOf(options.group) }),
    ...(options.facet !== undefined && { facet: options.facet }),
    ...(!options.seeds && { showSeeds: false }),
    ...(options.forks && { drawForks: 'where-left' }),
    ...(options.logX && { logX: true }),
    ...(options.logY && { logY: true }),
    ...(options.xRange !== undefined && { xRange: rangeOf(options.xRange, '--x-range') }),
    ...(options.yRange !== undefined && { yRange: rangeOf(options.yRange, '--y-range') }),
    ...(options.baseline !== undefined && { baseline: oneVariantOf(options.baseline, experiments) }),
    ...(options.last !== undefined && { finalOver: Number(options.last) }),
    ...(options.threshold !== undefined && { threshold: Number(options.threshold) }),
  }
  const spec = parseOrFail(comparisonSpec, { ...start, ...changes }, 'The comparison')
  const refusal = bandRefusal(spec.band, spec.centre)
  // With another centre the usual band is not asked for: the one that goes with it is drawn.
  if (refusal !== null && options.band !== undefined) throw new CliError(refusal, exitCodes.usage)
  return spec
}

function startOf(
  chosen: readonly string[],
  { saved: name, address }: ComparisonOptions,
  saved: readonly SavedComparison[],
): ComparisonSpec {
  if (name !== undefined) {
    const found = saved.find((comparison) => comparison.name === name)
    if (found !== undefined) return found.spec
    const names = saved.map((comparison) => `"${comparison.name}"`)
    throw new CliError(
      `There is no saved comparison called "${name}"; ${names.length === 0 ? 'none is saved' : `there are ${names.join(', ')}`}.`,
      exitCodes.usage,
    )
  }
  if (address !== undefined) {
    const read = readLink(address)
    if (read !== null) return read
    throw new CliError('--address takes a text that Compare’s “Copy address” gave.', exitCodes.usage)
  }
  if (chosen.length === 0)
    throw new CliError(
      'Name experiments to compare (ascent list shows them), or give --saved or --address.',
      exitCodes.usage,
    )
  return nothingCompared
}

/** "EXPERIMENT" is all of its variants, "EXPERIMENT:VARIANT" one of them by its name or how that begins. */
function variantsOf(text: string, experiments: readonly Experiment[]): VariantKey[] {
  const colon = text.indexOf(':')
  const experiment = findById(experiments, colon < 0 ? text : text.slice(0, colon), 'experiment')
  const names = pointsOf(experiment.spec).map(({ variant }) => variant.name)
  const keyOf = (variantIndex: number): VariantKey => ({ experimentId: experiment.id, variantIndex })
  if (colon < 0) return names.map((_, index) => keyOf(index))
  const wanted = text.slice(colon + 1)
  const exact = names.indexOf(wanted)
  if (exact >= 0) return [keyOf(exact)]
  const beginning = names.flatMap((name, index) => (wanted !== '' && name.startsWith(wanted) ? [index] : []))
  if (beginning.length === 1) return [keyOf(beginning[0]!)]
  throw new CliError(
    beginning.length === 0
      ? `“${experiment.name}” has no variant "${wanted}"; it has ${names.map((name) => `"${name}"`).join(', ')}.`
      : `${beginning.length} variants of “${experiment.name}” begin with "${wanted}"; give more of the name.`,
    exitCodes.usage,
  )
}

function oneVariantOf(text: string, experiments: readonly Experiment[]): VariantKey {
  const [first, ...others] = variantsOf(text, experiments)
  if (first !== undefined && others.length === 0) return first
  throw new CliError('--baseline takes one variant: EXPERIMENT:VARIANT.', exitCodes.usage)
}

const withoutRepeats = (selection: readonly VariantKey[]): VariantKey[] => [
  ...new Map(selection.map((key) => [keyText(key), key])).values(),
]

const groupOf = (text: string): unknown => (text === 'variant' || text === 'settings' ? text : text.split(','))

function rangeOf(text: string, option: string): [number, number] {
  const ends = text.split('..').map((end) => (end.trim() === '' ? Number.NaN : Number(end)))
  if (ends.length === 2 && ends[0]! < ends[1]!) return [ends[0]!, ends[1]!]
  throw new CliError(`${option} takes two numbers, the smaller first: 0..20000.`, exitCodes.usage)
}
