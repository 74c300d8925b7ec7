import type { ImportancePoint } from '../../../../../src-shared/domain/lab-results/importance.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import { importanceEstimates } from '../../../../../src-shared/figure/labs/importance.ts'
import type { Drawing, Mark } from '../../../../charts/drawing.ts'
import { plot } from '../../../../charts/plot.ts'
import { estimateStyle } from './colours.ts'

const rows = importanceEstimates.length

/** The estimates of one policy with their intervals, one below the other, and the true J as a line through all. */
export function intervalsDrawing(
  point: ImportancePoint,
  theme: ChartTheme,
  { width, height }: { width: number; height: number },
): Drawing {
  const shown = [point.truth, ...importanceEstimates.map(({ key }) => point[key])].filter((each) => each !== null)
  const [least, most] = [Math.min(...shown.map(({ low }) => low)), Math.max(...shown.map(({ high }) => high))]
  const margin = (most - least || Math.abs(most) || 1) * 0.1
  const names = importanceEstimates.map(({ name }) => name)
  const { area, x, y, marks } = plot(
    theme,
    { x: 12, y: 8, width: width - 26, height: height - 12 },
    { name: 'J of the target policy', low: least - margin, high: most + margin },
    {
      name: '',
      low: 0.5,
      high: rows + 0.5,
      ticks: names.map((_, i) => rows - i),
      format: (row) => names[rows - row]!,
    },
  )
  const line = (from: [number, number], to: [number, number], stroke: string, strokeWidth: number): Mark => ({
    kind: 'path',
    points: [from, to],
    closed: false,
    stroke,
    strokeWidth,
  })
  const intervals = importanceEstimates.flatMap(({ key }, i): Mark[] => {
    const estimate = point[key]
    if (estimate === null) return []
    const { color } = estimateStyle(key, theme.scheme)
    const at = y(rows - i)
    return [
      line([x(estimate.low), at], [x(estimate.high), at], color, 2),
      ...[estimate.low, estimate.high].map((end) => line([x(end), at - 5], [x(end), at + 5], color, 2)),
      { kind: 'circle', x: x(estimate.value), y: at, radius: 4.5, fill: color },
    ]
  })
  const { truth } = point
  const true_: Mark[] =
    truth === null
      ? []
      : [
          {
            kind: 'rect',
            x: x(truth.low),
            y: area.y,
            width: Math.max(0, x(truth.high) - x(truth.low)),
            height: area.height,
            fill: theme.text,
            opacity: 0.12,
          },
          line([x(truth.value), area.y], [x(truth.value), area.y + area.height], theme.text, 1.6),
        ]
  return { width, height, ground: theme.panel, marks: [...marks, ...true_, ...intervals] }
}
