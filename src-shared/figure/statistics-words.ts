import type {
  AgainstBaseline,
  GroupStatistics,
  SeedsNeeded,
  StatisticsAnswer,
  StatisticsParams,
} from '../contract/statistics.ts'
import type { CentreKind } from '../domain/comparison.ts'
import { formatCount, formatNumber, plural } from '../words/format.ts'

const centreWords: Record<CentreKind, string> = { mean: 'Mean', median: 'Median', iqm: 'IQM' }

/** "95 % t-interval" or "95 % percentile bootstrap, 2,000 resamples, seed 1" */
export const intervalMethod = (
  method: 't' | 'bootstrap',
  { resamples, seed }: Pick<StatisticsParams, 'resamples' | 'seed'>,
): string =>
  method === 't'
    ? '95 % t-interval'
    : `95 % percentile bootstrap interval, ${formatCount(resamples)} resamples, seed ${seed}`

/** Method, N and what is left out, for below a table. */
export function statisticsNote(question: StatisticsParams, groups: readonly GroupStatistics[]): string {
  const { centre, finalOver, threshold } = question
  const counts = groups.map(({ final }) => final?.n ?? 0).filter((n) => n > 0)
  const sum = (of: (counts: GroupStatistics['counts']) => number) =>
    groups.reduce((total, group) => total + of(group.counts), 0)
  const early = sum(({ endedEarly }) => endedEarly)
  const waiting = sum(({ running, queued }) => running + queued)
  const withoutValue = sum((each) => each.withoutValue)
  const fewest = Math.min(...groups.flatMap((group) => group.finalOver ?? []))
  return [
    counts.length === 0
      ? 'No seed has finished yet.'
      : `${centreWords[centre]} over ${seedsWords(counts)} with its ` +
        `${intervalMethod(centre === 'mean' ? 't' : 'bootstrap', question)}${counts.includes(1) ? ' (none of one seed)' : ''}.`,
    centre === 'iqm' && counts.some((n) => n < 4) ? 'Below four seeds the IQM is the mean.' : '',
    Number.isFinite(fewest) && fewest < finalOver ? `Some seed has only ${plural(fewest, 'value')} to average.` : '',
    early > 0 ? `${plural(early, 'run')} ended before the budget: in none of final, best and area.` : '',
    waiting > 0 ? `${plural(waiting, 'run is', 'runs are')} still to finish.` : '',
    withoutValue > 0
      ? `${plural(withoutValue, 'finished run has', 'finished runs have')} no value of this metric on the curve.`
      : '',
    threshold === null
      ? ''
      : `Steps: Kaplan–Meier median, ${intervalMethod('bootstrap', question)}; runs that never reach it are not dropped.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

function seedsWords(counts: readonly number[]): string {
  const least = Math.min(...counts)
  const most = Math.max(...counts)
  return least === most ? plural(most, 'seed') : `${least} to ${plural(most, 'seed')}`
}

/** How a p-value is written: never 0. */
export const pWords = (p: number): string => (p < 0.001 ? 'below 0.001' : p.toFixed(3))

/** "Are these enough seeds?" for one variant against the baseline, in plain words. */
export function enoughWords(
  names: { variant: string; baseline: string },
  against: AgainstBaseline,
  n: { variant: number; baseline: number },
): string[] {
  const { welch, paired, enough, enoughPaired } = against
  if (welch === null || enough === null)
    return [`One seed on a side tells nothing about chance: queue at least two seeds of both.`]
  const sides = n.variant === n.baseline ? `${n.variant} + ${n.variant} seeds` : `${n.variant} and ${n.baseline} seeds`
  return [
    `${names.variant} and ${names.baseline} differ by ${formatNumber(Math.abs(welch.difference), 3)} (${sides}). ` +
      `So many seeds tell a difference of ${formatNumber(enough.smallest, 3)} in 8 of 10 repetitions, by a two-sided ` +
      `t-test at 5 %.`,
    neededWords('seeds a side', enough, Math.min(n.variant, n.baseline)),
    paired !== null && enoughPaired !== null
      ? `Paired by seed (${plural(paired.pairs, 'pair')}): the smallest difference is ` +
        `${formatNumber(enoughPaired.smallest, 3)}. ${neededWords('pairs', enoughPaired, paired.pairs)}`
      : '',
  ].filter((sentence) => sentence !== '')
}

function neededWords(what: string, { needed, neededAtUpperSd, sds, upperSds }: SeedsNeeded, now: number): string {
  const sdWords = (values: readonly number[]) => values.map((sd) => formatNumber(sd, 3)).join(' and ')
  const upper =
    `With the SD at its upper 80 % limit (${sdWords(upperSds)} instead of ${sdWords(sds)}) it takes ` +
    `${neededAtUpperSd === null ? 'more than 10,000' : formatCount(neededAtUpperSd)}.`
  if (needed === null) return `To tell the present difference, more than 10,000 ${what} would be needed.`
  return needed <= now
    ? `The present difference takes ${formatCount(needed)} ${what}: these are enough. ${upper}`
    : `To tell the present difference, ${formatCount(needed)} ${what} are needed. ${upper}`
}

/** What stands below the comparison with a baseline. */
export function againstNote(baseline: string | undefined, question: StatisticsParams): string {
  if (baseline === undefined) return 'Pin a variant as the baseline: the others are compared with it.'
  return (
    `${figureWords[question.figure]} of each variant against ${baseline}. P(better): U / (n_x n_y), ties one half, ` +
    `${intervalMethod('bootstrap', question)}, each side drawn apart. Differences are of means with 95 % t-intervals; ` +
    'p is two-sided, and Holm corrects it for all variants compared with the baseline.'
  )
}

export const figureWords: Record<StatisticsParams['figure'], string> = {
  final: 'Final values',
  best: 'Best values',
  area: 'Areas under the curve',
}

/** What the seeds of one variant tell where there is no baseline. */
export function aloneWords(variant: string, n: number, alone: StatisticsAnswer['alone'][number]): string {
  if (alone === null)
    return `${variant} has ${plural(n, 'finished seed')}: two at least are needed for a standard deviation.`
  return (
    `${n} + ${n} seeds with the SD of ${variant} (${formatNumber(alone.sd, 3)}) tell a difference of ` +
    `${formatNumber(alone.smallest, 3)} in 8 of 10 repetitions, by a two-sided t-test at 5 %; ` +
    `${formatNumber(alone.smallestAtUpperSd, 3)} with the SD at its upper 80 % limit (${formatNumber(alone.upperSd, 3)}). ` +
    'Pin a baseline to see how many seeds would tell the present difference.'
  )
}

/** How well the intervals do for values such as these. */
export function coverageWords(coverage: StatisticsAnswer['coverage'], n: number, question: StatisticsParams): string {
  if (coverage === null)
    return `From ten finished seeds on (${n} now), how often the intervals hold what they should is measured among them.`
  const draws = coverage[0]!.draws
  const shares = coverage.map(
    ({ n: drawn, share, error }) => `N = ${drawn}: ${(100 * share).toFixed(0)} ± ${(100 * error).toFixed(1)} %`,
  )
  return (
    `Coverage of the ${intervalMethod(question.centre === 'mean' ? 't' : 'bootstrap', question)}: of ` +
    `${formatCount(draws)} draws of N among its ${n} seeds, with replacement, so many intervals hold the ` +
    `${question.centre === 'iqm' ? 'IQM' : question.centre} of all ${n}: ${shares.join(', ')}.`
  )
}

/** What stands below the aggregates over worlds. */
export const aggregatesNote = (worlds: readonly string[], question: StatisticsParams): string =>
  `${figureWords[question.figure]} over ${plural(worlds.length, 'environment')}, normalised in each between its anchors ` +
  `(0: random actions, 1: optimum), with the ${intervalMethod('bootstrap', question)}, drawn within each environment. ` +
  'The median is of the environments’ means.'

/** What a careful reader must know of how a figure answers to parameters. */
export function sweepNote(
  view: 'response' | 'parallel',
  shown: { lines: number; two: boolean; several: boolean; isCut: boolean },
  question: StatisticsParams,
): string {
  const centre = `${centreWords[question.centre]} over seeds`
  if (view === 'parallel') return `${centre}; one line a variant, the darker the higher.`
  const method =
    intervalMethod(question.centre === 'mean' ? 't' : 'bootstrap', question) +
    (shown.isCut ? ', cut at what is possible' : '')
  if (shown.two)
    return shown.several
      ? `${centre}; where several variants share a field, the mean of theirs, without an interval. Else the ${method}.`
      : `${centre}, with the ${method}.`
  return (
    `${centre}, whiskers are the ${method}` +
    `${shown.lines > 1 ? '; a line is of variants that differ in nothing else' : ''}.`
  )
}
