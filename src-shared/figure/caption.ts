import type { VariantCurve } from '../contract/comparison.ts'
import { bandResamples, bandSeed } from '../domain/comparison.ts'
import type { BandKind, CentreKind, ComparisonSpec, ComparisonX, Smoothing } from '../domain/comparison.ts'
import { isCurveAxis, metricDefinition, type MetricName } from '../domain/metric.ts'
import { formatCount, formatNumber, plural } from '../words/format.ts'
import { fewestForBand } from './drawn-curves.ts'

export interface CaptionVariant {
  label: string
  curve: Pick<VariantCurve, 'seeds' | 'falls' | 'ends' | 'recordedPoints' | 'unionPoints' | 'x' | 'n' | 'goesBack'>
}

export interface CaptionInput extends Pick<ComparisonSpec, 'centre' | 'band' | 'smoothing' | 'showSeeds'> {
  /** The curves of each metric; of the same variants. */
  metrics: readonly { metric: MetricName; variants: readonly CaptionVariant[] }[]
  x: ComparisonX
  /** By which settings runs are put together; nothing where each variant is a curve of its own. */
  grouped?: readonly string[]
  recordEvery: readonly number[]
  /** Between two evaluations, of those variants that are evaluated by env steps. */
  evaluatedEvery?: readonly number[]
  /** How numbers on the axis are written, and their unit. */
  formatX: (x: number) => string
  unitX: string
  /** Some band reaches beyond the picture. */
  bandsCut?: boolean
  /** Where intervals were cut because more or less is impossible; one entry a world. */
  cutAt?: readonly { low: number; high: number }[]
  /** Points at or below zero on a log scale. */
  undrawable?: number
  /** Forks that are drawn from where they left, and where that was on the x-axis. */
  movedForks?: readonly { label: string; by: number }[]
  /** Of whom seeds were queued later than the others. */
  addedSeeds?: readonly { label: string; seeds: readonly number[] }[]
  /** Where seeds are shown that a setting was chosen with. */
  chosenSeeds?: readonly string[]
}

/** What a careful reader must know of the curves: centre, band and its method, N, points, and where seeds drop out. */
export function captionOf(input: CaptionInput): string {
  const { metrics, recordEvery } = input
  const all = metrics.flatMap(({ variants }) => variants)
  if (all.length === 0) return 'All variants are hidden.'
  const recorded = all.filter(({ curve }) => curve.recordedPoints > 0)
  if (recorded.length === 0) {
    const unfinished = all.some(({ curve }) => curve.seeds.running + curve.seeds.queued > 0)
    return unfinished
      ? 'No value of this metric is recorded yet.'
      : 'These runs did not record this metric. Choose another one.'
  }
  const first = metrics.find(({ variants }) => variants.some(({ curve }) => curve.recordedPoints > 0))!
  const drawn = first.variants.filter(({ curve }) => curve.x.length > 0)
  const coarsest = recordEvery.reduce((most, every) => Math.max(most, every), 1)
  const waiting = first.variants.reduce((sum, { curve }) => sum + curve.seeds.running + curve.seeds.queued, 0)
  return [
    curveWords(input, recorded),
    pathWords(input, recorded),
    groupWords(input),
    input.bandsCut ? 'Some intervals reach beyond the chart.' : '',
    ...(input.cutAt ?? []).map((bounds) => `Intervals are cut at what is possible: ${boundsWords(bounds)}.`),
    (input.undrawable ?? 0) > 0
      ? `${plural(input.undrawable!, 'point')} at or below zero can’t be drawn on a log scale.`
      : '',
    multiplesWords(input),
    coarsest > 1 ? `A point stands for up to ${coarsest} updates.` : '',
    ...drawn.map((variant) => fallWords(variant, input)),
    endWords(drawn, input),
    forkWords(input),
    addedWords(input),
    ...(input.chosenSeeds ?? []),
    waiting > 0 ? `${plural(waiting, 'run is', 'runs are')} still to finish; the curves grow with them.` : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

const centreWords: Record<CentreKind, string> = { mean: 'Mean', median: 'Median', iqm: 'Interquartile mean' }
/** Below so many seeds nothing is cut off at their ends. */
const fewestForIqm = 4

/** The first sentence: "Mean over 10 seeds with its 95 % t-interval; ...". */
function curveWords(input: CaptionInput, recorded: readonly CaptionVariant[]): string {
  const { centre, smoothing, showSeeds } = input
  const curves = recorded.filter(({ curve }) => curve.x.length > 0)
  if (curves.length === 0) return ''
  const points = recorded.reduce((sum, { curve }) => sum + curve.recordedPoints, 0)
  const thinned = recorded.some(({ curve }) => curve.unionPoints > curve.x.length)
  const isMean = centre === 'iqm' && curves.some(({ curve }) => curve.n.some((n) => n < fewestForIqm))
  return (
    `${centreWords[centre]} over ${seedWords(curves)}${bandWords(input, curves)}` +
    `${isMean ? `; of fewer than ${fewestForIqm} seeds the interquartile mean is the mean` : ''}` +
    '; each seed counts with its last recorded value at or before x' +
    `; ${plural(points, 'recorded point')}${thinned ? ', thinned for drawing only' : ''}, ${smoothingWords(smoothing)}` +
    `${showSeeds ? '; faint lines are single seeds' : ''}.`
  )
}

function smoothingWords(smoothing: Smoothing): string {
  if (smoothing.kind === 'none') return 'unsmoothed'
  const how =
    smoothing.kind === 'ema'
      ? `a moving average of weight ${formatNumber(smoothing.weight)}, as TensorBoard’s`
      : `a running mean over ${formatCount(smoothing.episodes)} episodes`
  return `each seed smoothed by ${how}, before they are put together; what is not smoothed stays faint behind`
}

/** Over a metric, x may go back. */
function pathWords({ x }: CaptionInput, recorded: readonly CaptionVariant[]): string {
  const back = recorded.filter(({ curve }) => curve.goesBack)
  if (back.length === 0) return ''
  const points = back.reduce((sum, { curve }) => sum + curve.recordedPoints, 0)
  return (
    `Single seeds as paths, in the order of their updates, through ${plural(points, 'recorded point')}: ` +
    `${isCurveAxis(x) ? 'x' : metricDefinition(x).label} goes back, so there is no ` +
    'centre and no band.'
  )
}

function groupWords({ grouped = [] }: CaptionInput): string {
  return grouped.length === 0 ? '' : `Runs that are alike in ${grouped.join(', ')} make one curve.`
}

function forkWords({ movedForks = [], formatX, unitX }: CaptionInput): string {
  if (movedForks.length === 0) return ''
  const each = movedForks.map(({ label, by }) => `${label} at ${formatX(by)} ${unitX}`)
  return `Forks are drawn from where they left (${each.join(', ')}); statistics count each run’s own.`
}

/** Whoever adds seeds after a look may stop when the result pleases. */
function addedWords({ addedSeeds = [] }: CaptionInput): string {
  if (addedSeeds.length === 0) return ''
  const each = addedSeeds.map(({ label, seeds }) => `${label} ${seeds.join(', ')}`)
  return `Seeds were added after the first ones had been queued: ${each.join('; ')}.`
}

/** "10 seeds", or "3 to 10 seeds" where variants differ: those that have begun. */
function seedWords(variants: readonly CaptionVariant[]): string {
  const counts = variants.map(({ curve: { seeds } }) => seeds.total - seeds.queued)
  const least = Math.min(...counts)
  const most = Math.max(...counts)
  return least === most ? plural(most, 'seed') : `${least} to ${plural(most, 'seed')}`
}

function bandWords({ band }: CaptionInput, variants: readonly CaptionVariant[]): string {
  const enough = (curve: CaptionVariant['curve']) => curve.n.some((n) => n >= fewestForBand)
  if (!variants.some(({ curve }) => enough(curve)))
    return `, too few for ${band === 't' || band === 'bootstrap' ? 'an interval' : 'a band'}: the seeds are drawn instead`
  if (band === 'none') return ', without a band'
  const everywhere = variants.every(({ curve }) => curve.n.every((n) => n >= fewestForBand))
  return ` ${bandNames[band]}${everywhere ? '' : ` where there are at least ${fewestForBand}`}`
}

const bandNames: Record<Exclude<BandKind, 'none'>, string> = {
  t: 'with its 95 % t-interval',
  sd: 'with one standard deviation on either side',
  bootstrap:
    `with its 95 % bootstrap interval (percentile; ${formatCount(bandResamples)} resamples of the seeds, the same at ` +
    `every x, from seed ${bandSeed})`,
  range: 'with the range from the lowest seed to the highest',
}

/** Why evaluations of different seeds share their x. */
function multiplesWords({ metrics, x, evaluatedEvery = [] }: CaptionInput): string {
  const evaluated = metrics.some(({ metric }) => metricDefinition(metric).evaluation === true)
  if (x !== 'envSteps' || !evaluated || evaluatedEvery.length === 0) return ''
  const steps = [...new Set(evaluatedEvery)].toSorted((a, b) => a - b).map(formatCount)
  return (
    `Evaluations are drawn at the multiples of ${steps.join(' or ')} env steps that they were made for; each was made ` +
    'after the first update at or beyond its multiple.'
  )
}

export function boundsWords({ low, high }: { low: number; high: number }): string {
  if (low === -Infinity) return `at most ${formatNumber(high)}`
  return high === Infinity ? `at least ${formatNumber(low)}` : `${formatNumber(low)} to ${formatNumber(high)}`
}

/** From where a variant's mean is over fewer seeds, and why. */
function fallWords({ label, curve }: CaptionVariant, { formatX, unitX }: CaptionInput): string {
  const at = (x: number): string => `${formatX(x)} ${unitX}`
  const early = curve.seeds.endedEarly
  const last = curve.falls.at(-1)
  if (last === undefined) return early > 0 ? `Of ${label}, ${plural(early, 'run')} ended before the budget.` : ''
  const steps =
    curve.falls.length === 1
      ? `${plural(last.n, 'seed')} after ${at(last.x)}`
      : `fewer seeds from ${at(curve.falls[0]!.x)}, ${last.n} after ${at(last.x)}`
  const behind = curve.falls.some(({ running }) => running) ? curve.seeds.running + curve.seeds.queued : 0
  const reasons = [
    early > 0 ? `${plural(early, 'run')} ended before the budget` : '',
    behind > 0 ? `${plural(behind, 'run is', 'runs are')} not that far yet` : '',
  ].filter((reason) => reason !== '')
  return `${label} has ${steps}: ${reasons.join(', ')}.`
}

/**
 * Why a curve ends before its last seed and the table says something else: over updates and times, seeds reach their
 * budget at different x; the table always compares at equal env steps.
 */
function endWords(variants: readonly CaptionVariant[], { x, formatX, unitX }: CaptionInput): string {
  const uneven =
    x === 'envSteps'
      ? []
      : variants.filter(({ curve: { ends } }) => ends !== null && formatX(ends.first) !== formatX(ends.last))
  if (uneven.length === 0) return ''
  const each = uneven.map(
    ({ label, curve }) => `${label} at ${formatX(curve.ends!.first)} of ${formatX(curve.ends!.last)}`,
  )
  return (
    `A curve ends with its first seed to reach the budget (${each.join(', ')} ${unitX}); the table’s values are taken ` +
    'at the last env steps that all finished seeds reached.'
  )
}
