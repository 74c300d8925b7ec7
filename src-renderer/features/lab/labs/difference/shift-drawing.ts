import type { DifferenceResult } from '../../../../../src-shared/domain/lab-results/difference.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import { largestShift, policyChanges } from '../../../../../src-shared/figure/labs/difference.ts'
import type { PolicyChangeKey } from '../../../../../src-shared/figure/labs/difference.ts'
import { variantStyle } from '../../../../../src-shared/figure/variant-style.ts'
import { formatNumber } from '../../../../../src-shared/words/format.ts'
import type { Drawing, Mark, Point } from '../../../../charts/drawing.ts'
import { lineLegend } from '../../../../charts/line-legend.ts'
import { plot } from '../../../../charts/plot.ts'

const slots: Record<PolicyChangeKey, number> = { after: 0, fitted: 1, bounded: 2 }
export const changeStyle = (key: PolicyChangeKey, scheme: 'light' | 'dark') => variantStyle(slots[key], scheme)

const legendHeight = 34

/** Total variation of d_h between the old policy and each of the three, over the steps. */
export function shiftDrawing(
  { changes, horizon }: DifferenceResult,
  theme: ChartTheme,
  { width, height }: { width: number; height: number },
): Drawing {
  const most = Math.max(...policyChanges.map(({ key }) => largestShift(changes[key])))
  const { x, y, marks } = plot(
    theme,
    { x: 12, y: legendHeight, width: width - 26, height: height - legendHeight - 4 },
    { name: 'step h', low: 0, high: Math.max(1, horizon - 1) },
    {
      name: '',
      low: 0,
      high: Math.min(1, most * 1.1) || 1,
      format: (share) => `${formatNumber(100 * share, 2)} %`,
    },
  )
  const lines = policyChanges.flatMap(({ key }): Mark[] => {
    const { color, dash } = changeStyle(key, theme.scheme)
    const points = changes[key].totalVariationH.map((shift, h): Point => [x(h), y(shift)])
    return points.length === 1
      ? [{ kind: 'circle', x: points[0]![0], y: points[0]![1], radius: 3.5, fill: color }]
      : [{ kind: 'path', points, closed: false, stroke: color, strokeWidth: 2.2, dash }]
  })
  const legend = policyChanges.map(({ key, short }) => ({ name: short, ...changeStyle(key, theme.scheme) }))
  return { width, height, ground: theme.panel, marks: [...marks, ...lines, ...lineLegend(theme, legend)] }
}
