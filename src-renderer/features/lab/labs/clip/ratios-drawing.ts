import type { ClipResult } from '../../../../../src-shared/domain/lab-results/clip.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import { advantageSigns } from '../../../../../src-shared/figure/labs/clip.ts'
import type { Drawing, Mark, Point, Size } from '../../../../charts/drawing.ts'
import { lineLegend } from '../../../../charts/line-legend.ts'
import type { PlotAxis } from '../../../../charts/plot.ts'
import { epochMark, epochsPlot, signStyle } from './lines-drawing.ts'

/** Ratios that ran away would leave nothing to be seen of the others. */
const highestShown = 10

export function ratiosAxis({ epochs, epsilon }: ClipResult): PlotAxis {
  const p95 = epochs.flatMap(({ positive, negative }) => [positive, negative]).map((found) => found?.ratios.p95 ?? 1)
  return {
    name: '',
    low: Math.max(0, 1 - Math.max(1, 2 * epsilon)),
    high: Math.min(Math.max(highestShown, 1 + 2 * epsilon), Math.max(1 + 2 * epsilon, ...p95) * 1.05),
  }
}

/** The middle and the 5th to 95th percentile of the ratios of either sign, after each epoch. */
export function ratiosDrawing(result: ClipResult, epoch: number, theme: ChartTheme, size: Size): Drawing {
  const axis = ratiosAxis(result)
  const plotted = epochsPlot(result, axis, theme, size)
  const { area, x } = plotted
  const y = (ratio: number) => plotted.y(Math.min(axis.high, Math.max(axis.low, ratio)))
  const bounds = [1 - result.epsilon, 1 + result.epsilon].filter((bound) => bound >= axis.low)
  const signs = advantageSigns.map(({ key, short }) => {
    const found = result.epochs.flatMap((at) => (at[key] === null ? [] : [{ epoch: at.epoch, ...at[key].ratios }]))
    return { name: short, found, ...signStyle(key, theme.scheme) }
  })
  return {
    ...size,
    ground: theme.panel,
    marks: [
      ...plotted.marks,
      ...bounds.map((bound): Mark => ({
        kind: 'path',
        points: [
          [area.x, y(bound)],
          [area.x + area.width, y(bound)],
        ],
        closed: false,
        stroke: theme.soft,
        strokeWidth: 1,
        dash: [4, 3],
      })),
      epochMark(plotted, epoch, theme),
      ...signs.flatMap(({ found, color, dash }): Mark[] => {
        const upper = found.map(({ epoch: at, p95 }): Point => [x(at), y(p95)])
        const lower = found.map(({ epoch: at, p5 }): Point => [x(at), y(p5)])
        return [
          { kind: 'path', points: [...upper, ...lower.toReversed()], closed: true, fill: color, opacity: 0.18 },
          {
            kind: 'path',
            points: found.map(({ epoch: at, median }): Point => [x(at), y(median)]),
            closed: false,
            stroke: color,
            strokeWidth: 2.2,
            dash,
          },
        ]
      }),
      ...lineLegend(theme, [...signs, { name: '1 ± ε', color: theme.soft, dash: [4, 3] }]),
    ],
  }
}
