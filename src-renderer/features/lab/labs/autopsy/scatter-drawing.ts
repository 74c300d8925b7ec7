import type { AutopsyResult } from '../../../../../src-shared/domain/lab-results/autopsy.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import type { Size } from '../../../../charts/drawing-chart.tsx'
import type { Drawing, Mark } from '../../../../charts/drawing.ts'
import { marker, plot } from '../../../../charts/plot.ts'
import { methodLegend, methodStyle, textSize } from './method-style.ts'

/** What a step can be said to promise. */
export const promiseNames = { surrogate: 'surrogate', predicted: 'first order' } as const
export type Promised = keyof typeof promiseNames

/** Promise against truth, a marker each batch and update; on the line a promise is kept. */
export function scatterDrawing(result: AutopsyResult, promised: Promised, theme: ChartTheme, size: Size): Drawing {
  const points = result.batches.flatMap((batch) =>
    batch[promised].flatMap((promise, k) => {
      const truth = batch.truth[k]
      return truth === null || truth === undefined ? [] : [{ method: batch.method, promise, truth }]
    }),
  )
  const legend = methodLegend(
    result.batches.map(({ method }) => method),
    theme,
    size.width,
  )
  const x = range(points.map(({ promise }) => promise))
  const y = range(points.map(({ truth }) => truth))
  const plotted = plot(
    theme,
    { x: 12, y: legend.height, width: size.width - 26, height: size.height - legend.height - 4 },
    { name: `promised by the ${promised === 'surrogate' ? 'surrogate' : 'first-order model'}`, ...x },
    { name: 'true change of J', ...y },
  )
  const ends = [Math.max(x.low, y.low), Math.min(x.high, y.high)] as const
  const line = (from: [number, number], to: [number, number], stroke: string, dash: number[]): Mark => ({
    kind: 'path',
    points: [from, to],
    closed: false,
    stroke,
    strokeWidth: 1.4,
    dash,
  })
  const { area } = plotted
  return {
    ...size,
    ground: theme.panel,
    marks: [
      ...plotted.marks,
      line([area.x, plotted.y(0)], [area.x + area.width, plotted.y(0)], theme.soft, []),
      ...(ends[1] > ends[0]
        ? [
            line(
              [plotted.x(ends[0]), plotted.y(ends[0])],
              [plotted.x(ends[1]), plotted.y(ends[1])],
              theme.soft,
              [6, 4],
            ),
            {
              kind: 'text',
              x: plotted.x(ends[1]) - 6,
              y: plotted.y(ends[1]) + 14,
              text: 'kept',
              size: textSize,
              fill: theme.soft,
              at: 'end',
            } as const,
          ]
        : []),
      ...points.map(({ method, promise, truth }): Mark => {
        const { colour, marker: kind } = methodStyle(method, theme.scheme)
        const mark = marker(kind, plotted.x(promise), plotted.y(truth), colour, theme.panel)
        return mark.kind === 'text' ? mark : { ...mark, opacity: 0.55 }
      }),
      ...legend.marks,
    ],
  }
}

/** With zero in it, and room at both ends. */
function range(values: readonly number[]): { low: number; high: number } {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
  const margin = (high - low || 1) * 0.06
  return { low: low - margin, high: high + margin }
}
