import {
  bandRefusal,
  drawnBand,
  type BandKind,
  type CentreKind,
  type ComparisonSpec,
  type ComparisonX,
} from '../../../src-shared/domain/comparison.ts'
import {
  curveMetricNames,
  metricDefinition,
  type CurveAxis,
  type MetricName,
} from '../../../src-shared/domain/metric.ts'
import type { ResolvedComparison } from '../../../src-shared/figure/resolve-comparison.ts'
import { Segmented } from '../../components/segmented.tsx'
import { Select, type SelectOption } from '../../components/select.tsx'
import styles from './compare.module.css'

const firstMetrics: readonly MetricName[] = [
  'return',
  'evaluationReturn',
  'episodeLength',
  'entropy',
  'kl',
  'gradientNorm',
  'policyLoss',
  'criticLoss',
]
export const metricOptions: readonly SelectOption[] = [
  ...firstMetrics.map((name) => ({ value: name, label: metricDefinition(name).label, group: 'Common' })),
  ...curveMetricNames
    .filter((name) => !firstMetrics.includes(name))
    .map((name) => ({ value: name, label: metricDefinition(name).label, group: 'Where recorded' })),
]
const axisLabels: Record<CurveAxis, string> = {
  envSteps: 'env steps',
  episodes: 'episodes',
  updates: 'updates',
  computeMs: 'compute time',
  wallMs: 'wall time',
}
const xOptions: readonly SelectOption[] = [
  ...Object.entries(axisLabels).map(([value, label]) => ({ value, label, group: 'How far the run is' })),
  ...curveMetricNames.map((name) => ({ value: name, label: metricDefinition(name).label, group: 'Another metric' })),
]
const centreOptions: { value: CentreKind; label: string }[] = [
  { value: 'mean', label: 'mean' },
  { value: 'median', label: 'median' },
  { value: 'iqm', label: 'IQM' },
]
const bandLabels: Record<BandKind, string> = {
  t: '95 % t-interval',
  sd: 'SD',
  bootstrap: '95 % bootstrap',
  range: 'min to max',
  none: 'none',
}
const bands = Object.keys(bandLabels) as BandKind[]

/** What the curves are of, over what, and how the seeds are put together. */
export function CurveControls({
  resolved,
  onChange,
}: {
  resolved: ResolvedComparison
  onChange: (change: Partial<ComparisonSpec>) => void
}) {
  const { metric, metrics, x, spec } = resolved
  const { centre, band } = spec
  return (
    <>
      <Select
        strong
        label="Metric"
        value={metric}
        options={metricOptions}
        onChange={(value) => onChange({ metrics: withFirst(metrics, value as MetricName), yRange: null })}
      />
      <span className={styles.soft}>over</span>
      <Select
        label="Over"
        value={x}
        options={xOptions.filter(({ value }) => value !== metric)}
        onChange={(value) => onChange({ x: value as ComparisonX, xRange: null })}
      />
      <Segmented
        label="Centre"
        value={centre}
        options={centreOptions}
        // A band that is about a mean is shown as what takes its place.
        onChange={(next) => onChange({ centre: next, band: drawnBand({ centre: next, band }) })}
      />
      <span className={styles.soft}>band</span>
      <Select
        label="Band"
        value={band}
        options={bands.map((value) => ({
          value,
          label: bandLabels[value],
          ...(bandRefusal(value, centre) !== null && { disabledReason: 'of a mean only' }),
        }))}
        onChange={(value) => onChange({ band: value as BandKind })}
      />
    </>
  )
}

/** The first chart shows another metric; one that had a chart already changes places. */
const withFirst = (metrics: readonly MetricName[], first: MetricName): MetricName[] => [
  first,
  ...metrics.slice(1).map((metric) => (metric === first ? metrics[0]! : metric)),
]
