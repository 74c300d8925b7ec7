import { useComputedColorScheme } from '@mantine/core'
import { IconAlertTriangle, IconArrowsMaximize, IconArrowsMinimize } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import {
  curveMetricNames,
  metricDefinition,
  metricWithUnit,
  type CurveAxis,
  type MetricName,
} from '../../../src-shared/domain/metric.ts'
import type { MetricColumns } from '../../../src-shared/contract/methods.ts'
import { curveAxisFormat, curveAxisNames, curveAxisWords, tickFormat } from '../../../src-shared/figure/axes.ts'
import { Chart } from '../../charts/chart.tsx'
import { lineChart } from '../../charts/line-chart.ts'
import { formatNumber, plural } from '../../../src-shared/words/format.ts'
import { variantStyle } from '../../../src-shared/figure/variant-style.ts'
import { axisColumn, recordedMetrics } from './columns.ts'
import styles from './curves.module.css'

interface CurvesProps {
  columns: MetricColumns
  axis: CurveAxis
  slot: number
  recordEvery: number
  enlarged: MetricName | null
  /** Those of which something stands out. */
  flagged: ReadonlySet<MetricName>
  onEnlarge: (metric: MetricName | null) => void
}

/** Everything that the run recorded, a small chart each; one of them large on demand, where it stands. */
export function Curves({ columns, axis, slot, recordEvery, enlarged, flagged, onEnlarge }: CurvesProps) {
  const recorded = useMemo(() => recordedMetrics(columns, curveMetricNames), [columns])
  return (
    <div className={styles.grid}>
      {recorded.map((metric) => (
        <Curve
          key={metric}
          metric={metric}
          columns={columns}
          axis={axis}
          slot={slot}
          recordEvery={recordEvery}
          large={metric === enlarged}
          isFlagged={flagged.has(metric)}
          onEnlarge={onEnlarge}
        />
      ))}
    </div>
  )
}

function extent(values: readonly (number | null)[]): [number, number] {
  let low = Infinity
  let high = -Infinity
  for (const value of values) {
    if (value === null) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return [low, high]
}

function Curve({
  metric,
  columns,
  axis,
  slot,
  recordEvery,
  large,
  isFlagged,
  onEnlarge,
}: Omit<CurvesProps, 'enlarged' | 'flagged'> & { metric: MetricName; large: boolean; isFlagged: boolean }) {
  const scheme = useComputedColorScheme('light')
  const { color } = variantStyle(slot, scheme)
  const { sentence, over } = metricDefinition(metric)
  const name = metricWithUnit(metric)
  const values = columns.values[metric]
  const last = values?.findLast((value) => value !== null) ?? null
  const option = useCallback<Parameters<typeof Chart>[0]['option']>(
    (theme) =>
      lineChart(
        theme,
        {
          x: {
            name: large ? curveAxisNames[axis] : '',
            min: 0,
            format: curveAxisFormat(axis),
            inWords: curveAxisWords(axis),
          },
          y: { name: large ? name : '', format: tickFormat(...extent(values ?? [])) },
        },
        [{ name, x: axisColumn(columns, axis), y: values ?? [], color }],
      ),
    [axis, color, columns, large, name, values],
  )
  const caption = large
    ? `${sentence} ${plural(columns.recorded[metric] ?? 0, 'value')} ` +
      `recorded${recordEvery > 1 ? `, each the ${over} over up to ${recordEvery} updates` : ''}` +
      `${columns.decimated ? '; thinned for drawing, smallest and largest kept' : ''}; unsmoothed.`
    : undefined
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (large) box.current?.scrollIntoView({ block: 'nearest' })
  }, [large])
  return (
    <div ref={box} className={styles.curve} data-large={large || undefined}>
      <button
        type="button"
        className={styles.curveHead}
        aria-expanded={large}
        onClick={() => onEnlarge(large ? null : metric)}
      >
        <span title={name}>{name}</span>
        {isFlagged && <IconAlertTriangle size={14} data-flag role="img" aria-label="stands out" />}
        {last !== null && <b>{formatNumber(last)}</b>}
        {large ? <IconArrowsMinimize size={14} aria-hidden /> : <IconArrowsMaximize size={14} aria-hidden />}
      </button>
      {!large && (
        <p className={styles.curveSentence} title={sentence}>
          {sentence}
        </p>
      )}
      <div className={styles.curveBox}>
        <Chart
          option={option}
          label={`${name} over ${curveAxisNames[axis]}${last === null ? '' : `; last value ${formatNumber(last)}`}`}
          caption={caption}
          minHeight={large ? 280 : 110}
        />
      </div>
    </div>
  )
}
