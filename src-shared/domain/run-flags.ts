import { environmentTraits } from '../catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../catalogue/environments/index.ts'
import type { MetricName } from './metric.ts'
import type { VariantSpec } from './variant.ts'

/** What stands out in a run's curves: what was seen, how large it is, and what to try. */
export interface RunFlag {
  metric: MetricName
  sentence: string
}

/** A run's recorded rows, column by column: null where a row has no value. */
export interface RecordedColumns {
  update: readonly number[]
  values: { readonly [name in MetricName]?: readonly (number | null)[] }
}

/** From where on a practitioner looks twice. */
const flagThresholds = {
  /** Share of a uniform policy's entropy below which a policy hardly explores. */
  entropyShare: 0.05,
  /** Share of the budget after which a policy may be certain of its actions. */
  entropyUntilFraction: 0.5,
  /** A spike is so many times the run's median KL, and at least so many nats. */
  klTimesMedian: 10,
  klAtLeast: 0.02,
  explainedVariance: 0,
  clipFraction: 0.5,
  /** Share of the rows whose gradient is cut. */
  gradientCutShare: 0.95,
  /** Fewer values say nothing yet. */
  leastValues: 20,
  /** What is asked of a run's present is asked of this share of its rows, the last ones. */
  recentShare: 0.25,
}

/** Everything that stands out, in the order of a run's charts. `fraction`: how much of its budget the run has spent. */
export function runFlags(
  environment: EnvironmentSpec,
  variant: VariantSpec,
  columns: RecordedColumns,
  fraction: number,
): RunFlag[] {
  return [
    entropyCollapsed(environment, variant, columns, fraction),
    klSpikes(columns),
    criticWorseThanMean(columns),
    mostlyClipped(columns),
    gradientAlwaysCut(variant, columns),
  ].filter((flag) => flag !== null)
}

function entropyCollapsed(
  environment: EnvironmentSpec,
  { collection, update }: VariantSpec,
  columns: RecordedColumns,
  fraction: number,
): RunFlag | null {
  const { actions } = environmentTraits(environment)
  // A greedy policy has no entropy, and one that is solved exactly needs none to explore.
  if (actions === undefined || actions < 2 || update.kind === 'policy-iteration' || 'exact' in collection) return null
  const uniform = Math.log(actions)
  const { entropyShare, entropyUntilFraction, leastValues } = flagThresholds
  const recorded = recordedOf(columns, 'entropy')
  if (recorded.length < leastValues) return null
  const below = recorded.findIndex(({ value }) => value < entropyShare * uniform)
  if (below === -1) return null
  // How far the run was then: its rows are as evenly spread as its updates.
  const lastUpdate = recorded.at(-1)!.update
  const then = lastUpdate === 0 ? 0 : (fraction * recorded[below]!.update) / lastUpdate
  if (then > entropyUntilFraction) return null
  const { value, update: at } = recorded[below]!
  return {
    metric: 'entropy',
    sentence:
      `Entropy collapsed: ${short(value)} nats at update ${count(at)}, ${percent(value / uniform)} of a uniform policy’s, ` +
      `with ${percent(1 - then)} of the budget to go. The policy hardly tries anything else any more; raise the entropy ` +
      'coefficient or take smaller steps.',
  }
}

function klSpikes(columns: RecordedColumns): RunFlag | null {
  const { klTimesMedian, klAtLeast, leastValues } = flagThresholds
  const recorded = recordedOf(columns, 'kl')
  if (recorded.length < leastValues) return null
  const middle = median(recorded.map(({ value }) => value))
  const limit = Math.max(klAtLeast, klTimesMedian * middle)
  const spikes = recorded.filter(({ value }) => value > limit)
  if (spikes.length === 0) return null
  const largest = spikes.reduce((best, spike) => (spike.value > best.value ? spike : best))
  const times = middle > 0 ? `, ${count(Math.round(largest.value / middle))} times the run’s median` : ''
  return {
    metric: 'kl',
    sentence:
      `KL spiked ${spikes.length === 1 ? 'once' : `${count(spikes.length)} times`}: up to ${short(largest.value)} nats at ` +
      `update ${count(largest.update)}${times}. Single updates move the policy far; lower the learning rate, use fewer ` +
      'epochs, or limit the KL.',
  }
}

function criticWorseThanMean(columns: RecordedColumns): RunFlag | null {
  const recent = recentMean(columns, 'explainedVariance')
  if (recent === null || recent.mean >= flagThresholds.explainedVariance) return null
  return {
    metric: 'explainedVariance',
    sentence:
      `Explained variance is below zero: ${short(recent.mean)} on average over the last ${count(recent.values)} values. The ` +
      'critic predicts returns worse than their mean does; give its fit more epochs or another learning rate, or scale ' +
      'rewards.',
  }
}

function mostlyClipped(columns: RecordedColumns): RunFlag | null {
  const recent = recentMean(columns, 'clipFraction')
  if (recent === null || recent.mean <= flagThresholds.clipFraction) return null
  return {
    metric: 'clipFraction',
    sentence:
      `Clip fraction over one half: ${percent(recent.mean)} of the samples on average over the last ` +
      `${count(recent.values)} values. Most of them no longer pull; lower the learning rate or use fewer epochs.`,
  }
}

function gradientAlwaysCut({ update }: VariantSpec, columns: RecordedColumns): RunFlag | null {
  const limit = 'maxGradientNorm' in update ? update.maxGradientNorm : null
  if (limit === null) return null
  const recent = recentOf(columns, 'gradientNorm')
  if (recent === null) return null
  const cut = recent.filter(({ value }) => value >= limit).length / recent.length
  if (cut < flagThresholds.gradientCutShare) return null
  const typical = median(recent.map(({ value }) => value))
  return {
    metric: 'gradientNorm',
    sentence:
      `The gradient is always cut: its norm is at or above the limit of ${short(limit)} in ${percent(cut)} of the last ` +
      `${count(recent.length)} values, ${short(typical)} in the middle. The limit sets the step’s length; raise it, or ` +
      'lower the learning rate with it in mind.',
  }
}

interface Recorded {
  update: number
  value: number
}

function recordedOf({ update, values }: RecordedColumns, metric: MetricName): Recorded[] {
  return (values[metric] ?? []).flatMap((value, row) => (value === null ? [] : [{ update: update[row]!, value }]))
}

/** The last quarter of the values; null while there are too few. */
function recentOf(columns: RecordedColumns, metric: MetricName): Recorded[] | null {
  const recorded = recordedOf(columns, metric)
  if (recorded.length < flagThresholds.leastValues) return null
  return recorded.slice(-Math.ceil(flagThresholds.recentShare * recorded.length))
}

function recentMean(columns: RecordedColumns, metric: MetricName): { mean: number; values: number } | null {
  const recent = recentOf(columns, metric)
  if (recent === null) return null
  return { mean: recent.reduce((sum, { value }) => sum + value, 0) / recent.length, values: recent.length }
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
}

const count = (value: number): string => value.toLocaleString('en')
const short = (value: number): string => String(Number(value.toPrecision(2))).replace('-', '−')
const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`
