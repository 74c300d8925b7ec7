import { useComputedColorScheme } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { ComparisonSpec } from '../../../src-shared/domain/comparison.ts'
import { metricWithUnit } from '../../../src-shared/domain/metric.ts'
import { xAxisOf } from '../../../src-shared/figure/axes.ts'
import { figureOf, mostEndLabels, type AnswersByMetric } from '../../../src-shared/figure/figure.ts'
import { originX } from '../../../src-shared/figure/fork-origin.ts'
import { createMemo } from '../../../src-shared/figure/memo.ts'
import type { ResolvedComparison } from '../../../src-shared/figure/resolve-comparison.ts'
import { Chart } from '../../charts/chart.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { EndList } from './end-list.tsx'
import { runNear } from './inspect-point.ts'
import { compareShortcuts } from './shortcuts.ts'
import { useInspectAt } from './use-inspect-at.ts'
import { hoverReading } from './tooltip.ts'
import type { Comparison } from './use-comparison.ts'
import styles from './chart-panel.module.css'

/** A chart for each metric, below each other where there are facets. */
const leastRowHeightPx = 140
/** Of three lines. */
const captionHeightPx = 82
const nothingYet: AnswersByMetric = new Map()

export function ChartPanel({
  resolved,
  comparison,
  onChange,
}: {
  resolved: ResolvedComparison
  comparison: Comparison
  onChange: (change: Partial<ComparisonSpec>) => void
}) {
  const { shown: variants, metrics, x, spec } = resolved
  const { answers, failure } = comparison
  const scheme = useComputedColorScheme('light')
  const [memo] = useState(createMemo)
  const { panels, caption, option } = useMemo(
    () => figureOf(resolved, answers ?? nothingYet, scheme, memo),
    [resolved, answers, scheme, memo],
  )
  const axis = useMemo(() => xAxisOf(x), [x])
  const inspectAt = useInspectAt(x)
  const chartHeightPx = Math.max(280, leastRowHeightPx * metrics.length)
  const readings = memo('readings', [axis, ...panels.map(({ curves }) => curves)], () =>
    panels.map(({ curves }) => hoverReading(curves, (at) => `${axis.format(at)} ${axis.unit}`)),
  )
  const hover = {
    pick: {
      key: compareShortcuts.inspect.keys,
      act: (panel: number, at: number, y: number | null) => {
        const run = runNear(panels[panel]?.curves ?? [], variants, at, y)
        const of = variants.find(({ runs }) => runs.some(({ id }) => id === run))
        void inspectAt(run, at - (of === undefined ? 0 : originX(of, x, spec)))
      },
    },
    label: `Values of the variants over ${axis.name}; arrow keys move along the curves`,
    readings,
    zoom: {
      y: metrics.length === 1,
      xRange: spec.xRange,
      onZoom: (to: { x?: [number, number]; y?: [number, number] }) =>
        onChange({ ...(to.x && { xRange: to.x }), ...(to.y && { yRange: to.y }) }),
      onReset: () => onChange({ xRange: null, yRange: null }),
    },
  }
  if (failure !== null && answers === null)
    return <EmptyState title="The curves could not be read" sentence={failure} />
  return (
    <div
      className={styles.chartPanel}
      style={{ minHeight: chartHeightPx + captionHeightPx }}
      aria-busy={answers === null}
    >
      <div className={styles.chart}>
        <Chart
          option={option}
          byDifference
          hover={hover}
          minHeight={chartHeightPx}
          label={
            `${metrics.map(metricWithUnit).join(' and ')} over ${axis.name} of ${variants.length} variants. ` +
            'The table below has their values.'
          }
          caption={answers === null ? 'Reading the curves…' : (failure ?? caption)}
        />
      </div>
      {variants.length > mostEndLabels && panels.length === 1 && (
        <EndList curves={panels[0]!.curves} variants={variants} />
      )}
    </div>
  )
}
