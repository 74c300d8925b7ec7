import type { VariantCurve } from '../contract/comparison.ts'
import { metricDefinition, type CurveAxis, type MetricName } from '../domain/metric.ts'
import { formatCount, formatNumber, plural } from '../words/format.ts'
import { curveAxisUnits } from './axes.ts'
import { fewestForBand } from './drawn-curves.ts'

export interface CaptionVariant {
  label: string
  curve: Pick<
    VariantCurve,
    'seeds' | 'falls' | 'ends' | 'recordedPoints' | 'unionPoints' | 'x' | 'n' | 'final' | 'tableMetric'
  >
}

export interface CaptionInput {
  variants: readonly CaptionVariant[]
  metric: MetricName
  axis: CurveAxis
  showSeeds: boolean
  recordEvery: readonly number[]
  /** Between two evaluations, of those variants that are evaluated by env steps. */
  evaluatedEvery?: readonly number[]
  /** How numbers on the axis are written. */
  formatX: (x: number) => string
  /** Some band reaches beyond the picture. */
  bandsCut?: boolean
  /** Where intervals were cut because more or less is impossible; one entry a world. */
  cutAt?: readonly { low: number; high: number }[]
}

/** What a careful reader must know of the curves: centre, band and its method, N, points, and where seeds drop out. */
export function captionOf(input: CaptionInput): string {
  const { variants, showSeeds, recordEvery } = input
  if (variants.length === 0) return 'All variants are hidden.'
  const drawn = variants.filter(({ curve }) => curve.x.length > 0)
  if (drawn.length === 0) {
    const unfinished = variants.some(({ curve }) => curve.seeds.running + curve.seeds.queued > 0)
    return unfinished
      ? 'No value of this metric is recorded yet.'
      : 'These runs did not record this metric. Choose another one.'
  }
  const points = drawn.reduce((sum, { curve }) => sum + curve.recordedPoints, 0)
  const thinned = drawn.some(({ curve }) => curve.unionPoints > curve.x.length)
  const coarsest = Math.max(...recordEvery)
  const waiting = drawn.reduce((sum, { curve }) => sum + curve.seeds.running + curve.seeds.queued, 0)
  return [
    `Mean over ${seedWords(drawn)}${bandWords(drawn)}; each seed counts with its last recorded value at or before x; ` +
      `${plural(points, 'recorded point')}${thinned ? ', thinned for drawing only' : ''}, unsmoothed` +
      `${showSeeds ? '; faint lines are single seeds' : ''}.`,
    input.bandsCut ? 'Some intervals reach beyond the chart.' : '',
    ...(input.cutAt ?? []).map((bounds) => `Intervals are cut at what is possible: ${boundsWords(bounds)}.`),
    multiplesWords(input),
    coarsest > 1 ? `A point stands for up to ${coarsest} updates.` : '',
    ...drawn.map((variant) => fallWords(variant, input)),
    endWords(drawn, input),
    waiting > 0 ? `${plural(waiting, 'run is', 'runs are')} still to finish; the curves grow with them.` : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

/** "10 seeds", or "3 to 10 seeds" where variants differ: those that have begun. */
function seedWords(variants: readonly CaptionVariant[]): string {
  const counts = variants.map(({ curve: { seeds } }) => seeds.total - seeds.queued)
  const least = Math.min(...counts)
  const most = Math.max(...counts)
  return least === most ? plural(most, 'seed') : `${least} to ${plural(most, 'seed')}`
}

function bandWords(variants: readonly CaptionVariant[]): string {
  const enough = (curve: CaptionVariant['curve']) => curve.n.some((n) => n >= fewestForBand)
  if (!variants.some(({ curve }) => enough(curve))) return ', too few for an interval: the seeds are drawn instead'
  const everywhere = variants.every(({ curve }) => curve.n.every((n) => n >= fewestForBand))
  return ` with its 95 % t-interval${everywhere ? '' : ` where there are at least ${fewestForBand}`}`
}

/** Why evaluations of different seeds share their x. */
function multiplesWords({ metric, axis, evaluatedEvery = [] }: CaptionInput): string {
  if (axis !== 'envSteps' || metricDefinition(metric).evaluation !== true || evaluatedEvery.length === 0) return ''
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
function fallWords({ label, curve }: CaptionVariant, { axis, formatX }: CaptionInput): string {
  const at = (x: number): string => `${formatX(x)} ${curveAxisUnits[axis]}`
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
 * Why a mean ends before its last seed and the table says something else: over updates and compute time, seeds reach
 * their budget at different x; the table always compares at equal env steps.
 */
function endWords(variants: readonly CaptionVariant[], { axis, metric, formatX }: CaptionInput): string {
  const uneven =
    axis === 'envSteps'
      ? []
      : variants.filter(({ curve: { ends } }) => ends !== null && formatX(ends.first) !== formatX(ends.last))
  const sentences = []
  if (uneven.length > 0) {
    const each = uneven.map(
      ({ label, curve }) => `${label} at ${formatX(curve.ends!.first)} of ${formatX(curve.ends!.last)}`,
    )
    sentences.push(
      `A mean ends with its first seed to reach the budget (${each.join(', ')} ${curveAxisUnits[axis]}); the table’s values ` +
        'are taken at the last env steps that all finished seeds reached.',
    )
  }
  const measured = new Set(variants.filter(({ curve }) => curve.final !== null).map(({ curve }) => curve.tableMetric))
  if ([...measured].some((name) => name !== metric))
    sentences.push(
      `The table is of the ${[...measured].map((name) => metricDefinition(name).label).join(' and the ')}.`,
    )
  return sentences.join(' ')
}
