import { useComputedColorScheme } from '@mantine/core'
import { useMemo, useState } from 'react'
import { metricWithUnit } from '../../../src-shared/domain/metric.ts'
import { curveAxisFormat, curveAxisNames, curveAxisUnits } from '../../../src-shared/figure/axes.ts'
import { Chart } from '../../charts/chart.tsx'
import type { ComparedCurve } from '../../../src-shared/figure/compared-curve.ts'
import { createMemo } from '../../../src-shared/figure/memo.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatNumber } from '../../../src-shared/words/format.ts'
import { Swatch } from '../../components/swatch.tsx'
import type { ComparedVariant } from '../../../src-shared/figure/compared.ts'
import {
  figureOf,
  mostEndLabels,
  type CurveAnswers,
  type ResolvedComparison,
} from '../../../src-shared/figure/figure.ts'
import { hoverReading } from './tooltip.ts'
import type { Comparison } from './use-comparison.ts'
import styles from './chart-panel.module.css'

const nothingYet: CurveAnswers['curves'] = new Map()

export function ChartPanel({ resolved, comparison }: { resolved: ResolvedComparison; comparison: Comparison }) {
  const { shown: variants, metric, axis } = resolved
  const { curves, seeds, failure } = comparison
  const scheme = useComputedColorScheme('light')
  const [memo] = useState(createMemo)
  const { drawn, caption, option } = useMemo(
    () => figureOf(resolved, { curves: curves ?? nothingYet, seeds }, scheme, memo),
    [resolved, curves, seeds, scheme, memo],
  )
  const hover = useMemo(
    () => ({
      label: `Values of the variants over ${curveAxisNames[axis]}; arrow keys move along the curves`,
      reading: hoverReading(drawn, (x) => `${curveAxisFormat(axis)(x)} ${curveAxisUnits[axis]}`),
    }),
    [axis, drawn],
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
          label={`${metricWithUnit(metric)} over ${curveAxisNames[axis]} of ${variants.length} variants. The table below has their values.`}
          caption={curves === null ? 'Reading the curves…' : (failure ?? caption)}
        />
      </div>
      {variants.length > mostEndLabels && <EndList curves={drawn} variants={variants} />}
    </div>
  )
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
