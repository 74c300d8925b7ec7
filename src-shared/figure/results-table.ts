import type {
  GroupStatistics,
  SeedsEstimate,
  StatisticsAnswer,
  StatisticsParams,
  StepsOrNever,
} from '../contract/statistics.ts'
import { cutInterval, metricBounds } from '../domain/metric-bounds.ts'
import { betterEnd } from '../domain/metric-direction.ts'
import { metricDefinition } from '../domain/metric.ts'
import type { MetricName } from '../domain/metric.ts'
import { formatNumber, formatShort } from '../words/format.ts'
import { curveAxisNames, curveAxisUnits } from './axes.ts'
import { boundsWords } from './caption.ts'
import type { ComparedVariant } from './compared.ts'
import { intervalMethod, statisticsNote } from './statistics-words.ts'

/** What a table can show of each variant. */
export const resultColumns = ['final', 'best', 'area', 'steps'] as const
export type ResultColumn = (typeof resultColumns)[number]

/** A value with its 95 % interval: as it is shown, cut at what is possible, and as it was computed. */
export interface ShownEstimate {
  value: StepsOrNever
  interval: {
    low: StepsOrNever
    high: StepsOrNever
    cut: boolean
    uncutLow: StepsOrNever
    uncutHigh: StepsOrNever
    /** How it was made and, where it is cut, how far it reached. */
    sentence: string
  } | null
}

/** The table of results, whatever it is written as. */
export interface ResultsTable {
  /** `name` for columns of numbers, `title` for a head, `sentence` for what it is. */
  estimates: readonly { name: ResultColumn; title: string; sentence: string }[]
  rows: readonly {
    id: string
    label: string
    /** Seeds behind final, best and area. */
    n: number
    estimates: readonly (ShownEstimate | null)[]
    /** "7 of 10 finished, 3 running" */
    seeds: string
  }[]
  /** Method, resamples and what is left out, in sentences. */
  note: string
}

/** Of the answer to `question`, which was asked about these variants; the best final value first. */
export function resultsTable(
  variants: readonly ComparedVariant[],
  question: StatisticsParams,
  { groups }: StatisticsAnswer,
  shown: readonly ResultColumn[] = resultColumns,
): ResultsTable {
  const columns = shown.filter((column) => column !== 'steps' || question.threshold !== null)
  const rows = variants
    .map((variant, place) => ({ variant, group: groups[place]! }))
    .toSorted((a, b) => bestFirst(question.metric, a.group.final, b.group.final))
  return {
    estimates: columns.map((name) => headOf(name, question)),
    rows: rows.map(({ variant, group }) => ({
      id: variant.id,
      label: variant.label,
      n: group.final?.n ?? 0,
      estimates: columns.map((column) => shownEstimate(column, variant, group, question)),
      seeds: seedWords(group.counts) + (columns.includes('steps') ? neverWords(group) : ''),
    })),
    note: statisticsNote(question, groups),
  }
}

/** For sorting: the better centre first, by the metric's own direction; what has none last. */
export function bestFirst(metric: MetricName, a: SeedsEstimate | null, b: SeedsEstimate | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return betterEnd(metric) === 'lower' ? a.centre - b.centre : b.centre - a.centre
}

function headOf(
  name: ResultColumn,
  { metric, finalOver, axis, threshold }: StatisticsParams,
): ResultsTable['estimates'][number] {
  const { label } = metricDefinition(metric)
  switch (name) {
    case 'final':
      return {
        name,
        title: finalOver === 1 ? `Final ${label}` : `Final ${label}, last ${finalOver}`,
        sentence:
          (finalOver === 1
            ? 'Each finished seed’s last value'
            : `Mean of each finished seed’s last ${finalOver} values`) +
          ` up to the curve’s last x in ${curveAxisNames[axis]}.`,
      }
    case 'best':
      return {
        name,
        title: `Best ${label}`,
        sentence:
          betterEnd(metric) === 'lower'
            ? 'Each finished seed’s lowest recorded value. Noise flatters it: the more values, the lower.'
            : 'Each finished seed’s highest recorded value. Noise flatters it: the more values, the higher.',
      }
    case 'area':
      return {
        name,
        title: 'Area under the curve',
        sentence:
          'Each finished seed’s steps from the curve’s first x to its last, over that length: the mean value on the way.',
      }
    case 'steps':
      return {
        name,
        title: `${capitalised(curveAxisUnits[axis])} to ${formatNumber(threshold!)}`,
        sentence:
          'The first x whose raw value reaches the threshold: Kaplan and Meier’s median. A run that never does counts as ' +
          'long as it went.',
      }
  }
}

const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

function shownEstimate(
  column: ResultColumn,
  { environment }: ComparedVariant,
  group: GroupStatistics,
  question: StatisticsParams,
): ShownEstimate | null {
  if (column === 'steps') {
    if (group.steps === null) return null
    const { median, low, high } = group.steps
    const sentence = `${intervalMethod('bootstrap', question)}.`
    return {
      value: median,
      interval:
        low === null || high === null ? null : { low, high, cut: false, uncutLow: low, uncutHigh: high, sentence },
    }
  }
  const estimate = group[column]
  if (estimate === null) return null
  const { low, high } = estimate
  if (low === null || high === null) return { value: estimate.centre, interval: null }
  const bounds = metricBounds(question.metric, environment)
  const cut = cutInterval({ low, high }, bounds)
  const method = intervalMethod(question.centre === 'mean' ? 't' : 'bootstrap', question)
  return {
    value: estimate.centre,
    interval: {
      ...cut,
      uncutLow: low,
      uncutHigh: high,
      sentence: cut.cut
        ? `${method}: [${endWords(low)}, ${endWords(high)}]; it is cut at what is possible, ${boundsWords(bounds)}.`
        : `${method}.`,
    },
  }
}

/** A figure of each variant, in their order, with its interval cut at what is possible. */
export function cutEstimates(
  variants: readonly Pick<ComparedVariant, 'environment'>[],
  { metric, figure }: StatisticsParams,
  { groups }: StatisticsAnswer,
): { estimates: (SeedsEstimate | null)[]; isCut: boolean } {
  let isCut = false
  const estimates = groups.map((group, place) => {
    const estimate = group[figure]
    if (estimate === null || estimate.low === null || estimate.high === null) return estimate
    const { low, high, cut } = cutInterval(
      { low: estimate.low, high: estimate.high },
      metricBounds(metric, variants[place]!.environment),
    )
    isCut ||= cut
    return { ...estimate, low, high }
  })
  return { estimates, isCut }
}

/** "498.7", or "30k" of steps, or "beyond the budget". */
export function valueWords(value: StepsOrNever, name: ResultColumn): string {
  if (value === 'never') return 'beyond the budget'
  return name === 'steps' ? formatShort(value) : formatNumber(value)
}
/** "[471, 500, cut]" */
export const intervalWords = ({ low, high, cut }: NonNullable<ShownEstimate['interval']>): string =>
  `[${endWords(low)}, ${endWords(high)}${cut ? ', cut' : ''}]`
const endWords = (end: StepsOrNever): string =>
  end === 'never' ? 'never' : Math.abs(end) >= 10_000 ? formatShort(end) : formatNumber(end, 3)

const neverWords = ({ steps }: GroupStatistics): string =>
  steps === null || steps.never === 0 ? '' : `, ${steps.never} never reached it`

/** "10 finished", "7 of 10 finished, 2 running, 1 ended early" */
export function seedWords({
  total,
  finished,
  running,
  queued,
  endedEarly,
  withoutValue,
}: GroupStatistics['counts']): string {
  const others = [
    running > 0 ? `${running} running` : '',
    queued > 0 ? `${queued} queued` : '',
    endedEarly > 0 ? `${endedEarly} ended early` : '',
    withoutValue > 0 ? `${withoutValue} without a value` : '',
  ].filter((part) => part !== '')
  return [finished === total ? `${total} finished` : `${finished} of ${total} finished`, ...others].join(', ')
}
