import { useComputedColorScheme } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import { metricDefinition, type CurveAxis, type MetricName } from '../../../src-shared/domain/metric.ts'
import { curveAxisFormat, curveAxisNames, tickFormat } from '../../charts/axes.ts'
import { Chart } from '../../charts/chart.tsx'
import { compareChart } from '../../charts/compare-chart.ts'
import { bandRoom, bandsCut, type ComparedCurve } from '../../charts/compare-series.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatNumber } from '../../components/format.ts'
import { Swatch } from '../../components/swatch.tsx'
import { variantStyle } from '../../components/variant-style.ts'
import { captionOf } from './caption.ts'
import { solvedAtOf, type ComparedVariant } from './compared.ts'
import { tooltipElement } from './tooltip.ts'
import type { Comparison } from './use-comparison.ts'
import styles from './chart-panel.module.css'

/** Above this many, names at the lines' ends become a list. */
const mostEndLabels = 6

export function ChartPanel({
  variants,
  comparison,
  metric,
  axis,
  showSeeds,
}: {
  variants: readonly ComparedVariant[]
  comparison: Comparison
  metric: MetricName
  axis: CurveAxis
  showSeeds: boolean
}) {
  const scheme = useComputedColorScheme('light')
  const { curves, seeds, failure } = comparison
  const { label: metricLabel, unit } = metricDefinition(metric)
  const yName = unit === undefined ? metricLabel : `${metricLabel}, ${unit}`
  const drawn = useMemo(
    () =>
      variants.flatMap((variant): ComparedCurve[] => {
        const curve = curves?.get(variant.id)
        if (curve === undefined) return []
        const { color, dash } = variantStyle(variant.slot, scheme)
        return [
          {
            key: variant.id,
            label: variant.short,
            colour: color,
            dash,
            x: curve.x,
            centre: curve.centre,
            low: curve.low,
            high: curve.high,
            n: curve.n,
            falls: curve.falls,
            seeds: showSeeds ? (seeds.get(variant.id) ?? []) : [],
          },
        ]
      }),
    [variants, curves, seeds, scheme, showSeeds],
  )
  const solvedAt = useMemo(() => solvedAtOf(variants, metric), [variants, metric])
  const endLabels = variants.length <= mostEndLabels
  const room = useMemo(() => bandRoom(drawn), [drawn])
  const option = useCallback<Parameters<typeof Chart>[0]['option']>(
    (theme, size) =>
      compareChart(theme, {
        curves: drawn,
        showSeeds,
        labelRoomPx: endLabels && size.width > 520 ? Math.min(250, Math.max(150, size.width * 0.22)) : 0,
        solvedAt,
        x: { name: curveAxisNames[axis], min: 0, max: endOf(drawn, variants), format: curveAxisFormat(axis) },
        y: { name: yName, format: tickFormat(room.low, room.high) },
        tooltip: (x) =>
          tooltipElement(
            drawn,
            x,
            `${curveAxisFormat(axis)(x)} ${axis === 'computeMs' ? 's' : axis === 'updates' ? 'updates' : 'env steps'}`,
          ),
      }),
    [axis, drawn, endLabels, room, showSeeds, solvedAt, variants, yName],
  )
  const caption = useMemo(
    () =>
      captionOf(
        variants.flatMap((variant) => {
          const curve = curves?.get(variant.id)
          return curve === undefined ? [] : [{ label: variant.label, curve }]
        }),
        showSeeds,
        axis,
        variants.map((variant) => variant.experiment.spec.recordEvery),
        curveAxisFormat(axis),
        bandsCut(drawn),
      ),
    [variants, curves, drawn, showSeeds, axis],
  )
  if (failure !== null && curves === null) return <EmptyState title="The curves could not be read" sentence={failure} />
  return (
    <div className={styles.chartPanel} aria-busy={curves === null}>
      <div className={styles.chart}>
        <Chart
          option={option}
          minHeight={280}
          label={`${yName} over ${curveAxisNames[axis]} of ${variants.length} variants. The table below has their values.`}
          caption={curves === null ? ' ' : (failure ?? caption)}
        />
      </div>
      {!endLabels && <EndList curves={drawn} variants={variants} />}
    </div>
  )
}

/** Where the axis ends: with the longest curve, once nothing trains; until then with whatever is there. */
function endOf(curves: readonly ComparedCurve[], variants: readonly ComparedVariant[]): number | undefined {
  const ends = curves.flatMap((curve) => curve.x.at(-1) ?? [])
  return ends.length === 0 ||
    variants.some(({ summary: { counts } }) => counts.running + counts.queued + counts.paused > 0)
    ? undefined
    : Math.max(...ends)
}

/** Names of many variants, sorted as their lines end. */
function EndList({ curves, variants }: { curves: readonly ComparedCurve[]; variants: readonly ComparedVariant[] }) {
  const lines = variants
    .map((variant) => ({ variant, last: curves.find((curve) => curve.key === variant.id)?.centre.at(-1) ?? null }))
    .toSorted((a, b) =>
      a.last === null || b.last === null ? Number(a.last === null) - Number(b.last === null) : b.last - a.last,
    )
  return (
    <ol className={styles.endList} aria-label="Variants by their last value">
      {lines.map(({ variant, last }) => (
        <li key={variant.id} title={variant.label}>
          <Swatch slot={variant.slot} shape="line" />
          <span>{variant.short}</span>
          <b>{last === null ? '' : formatNumber(last, 3)}</b>
        </li>
      ))}
    </ol>
  )
}
