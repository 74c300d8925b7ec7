import { useMemo, useState } from 'react'
import { metricWithUnit, type CurveAxis, type MetricName } from '../../../src-shared/domain/metric.ts'
import { curveAxisFormat, curveAxisNames, curveAxisUnits, tickFormat } from '../../../src-shared/figure/axes.ts'
import { Chart } from '../../charts/chart.tsx'
import { bandRange, bandsCut } from '../../../src-shared/figure/compare-bands.ts'
import { compareChart } from '../../../src-shared/figure/compare-chart.ts'
import type { ComparedCurve } from '../../../src-shared/figure/compared-curve.ts'
import { createMemo } from '../../../src-shared/figure/memo.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatNumber } from '../../../src-shared/words/format.ts'
import { Swatch } from '../../components/swatch.tsx'
import { captionOf } from '../../../src-shared/figure/caption.ts'
import { solvedAtOf, type ComparedVariant } from '../../../src-shared/figure/compared.ts'
import { hoverReading } from './tooltip.ts'
import type { Comparison } from './use-comparison.ts'
import { useDrawnCurves } from './use-drawn-curves.ts'
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
  const { curves, failure } = comparison
  const yName = metricWithUnit(metric)
  const drawn = useDrawnCurves(variants, comparison, metric, showSeeds)
  const solvedAt = solvedAtOf(variants, metric)
  const endLabels = variants.length <= mostEndLabels
  const xMax = endOf(drawn, variants)
  const [memo] = useState(createMemo)
  const option = useMemo((): Parameters<typeof Chart>[0]['option'] => {
    const range = bandRange(drawn)
    // Beside axes without numbers there is no room for names.
    const named = (name: string): string => (drawn.some((curve) => curve.x.length > 0) ? name : '')
    return (theme, size) =>
      compareChart(
        theme,
        {
          curves: drawn,
          labelWidthPx: endLabels && size.width > 520 ? Math.min(250, Math.max(150, size.width * 0.22)) : 0,
          solvedAt,
          x: { name: named(curveAxisNames[axis]), min: 0, max: xMax, format: curveAxisFormat(axis) },
          y: { name: named(yName), format: tickFormat(range.low, range.high) },
        },
        memo,
      )
  }, [axis, drawn, endLabels, memo, solvedAt, xMax, yName])
  const hover = useMemo(
    () => ({
      label: `Values of the variants over ${curveAxisNames[axis]}; arrow keys move along the curves`,
      reading: hoverReading(drawn, (x) => `${curveAxisFormat(axis)(x)} ${curveAxisUnits[axis]}`),
    }),
    [axis, drawn],
  )
  const caption = useMemo(
    () =>
      captionOf({
        variants: variants.flatMap((variant) => {
          const curve = curves?.get(variant.id)
          return curve === undefined ? [] : [{ label: variant.label, curve }]
        }),
        metric,
        axis,
        showSeeds,
        recordEvery: variants.map((variant) => variant.experiment.spec.recordEvery),
        evaluatedEvery: variants.flatMap(({ experiment: { spec } }) =>
          typeof spec.evaluation?.every === 'object' ? spec.evaluation.every.envSteps : [],
        ),
        formatX: curveAxisFormat(axis),
        bandsCut: bandsCut(drawn),
        cutAt: cutsOf(drawn),
      }),
    [variants, curves, drawn, metric, showSeeds, axis],
  )
  if (failure !== null && curves === null) return <EmptyState title="The curves could not be read" sentence={failure} />
  return (
    <div className={styles.chartPanel} aria-busy={curves === null}>
      <div className={styles.chart}>
        <Chart
          option={option}
          byDifference
          hover={hover}
          minHeight={280}
          label={`${yName} over ${curveAxisNames[axis]} of ${variants.length} variants. The table below has their values.`}
          caption={curves === null ? 'Reading the curves…' : (failure ?? caption)}
        />
      </div>
      {!endLabels && <EndList curves={drawn} variants={variants} />}
    </div>
  )
}

/** Where intervals were cut, each pair of bounds once. */
function cutsOf(curves: readonly ComparedCurve[]): { low: number; high: number }[] {
  const cuts = curves.flatMap(({ cut }) => cut ?? [])
  return [...new Map(cuts.map((cut) => [`${cut.low} ${cut.high}`, cut])).values()]
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
