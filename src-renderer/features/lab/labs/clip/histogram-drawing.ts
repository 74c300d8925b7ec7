import type { ClipEpoch, ClipResult } from '../../../../../src-shared/domain/lab-results/clip.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import { advantageSigns } from '../../../../../src-shared/figure/labs/clip.ts'
import { formatShort } from '../../../../../src-shared/words/format.ts'
import type { Drawing, Mark, Size } from '../../../../charts/drawing.ts'
import { plot } from '../../../../charts/plot.ts'
import { signStyle } from './lines-drawing.ts'

const legendHeight = 30
const textSize = 11.5

/**
 * Samples by their ratio: upwards where the advantage is positive, downwards where it is negative. Grey are the two
 * areas in which a sample has no gradient.
 */
export function histogramDrawing(result: ClipResult, epoch: ClipEpoch, theme: ChartTheme, size: Size): Drawing {
  const { ratioEdges: edges, epsilon } = result
  const most = Math.max(1, ...(epoch.positive?.counts ?? []), ...(epoch.negative?.counts ?? [])) * 1.1
  const { area, x, y, marks } = plot(
    theme,
    { x: 12, y: legendHeight, width: size.width - 26, height: size.height - legendHeight - 4 },
    { name: 'ratio', low: edges[0]!, high: edges.at(-1)! },
    { name: '', low: -most, high: most, format: (count) => formatShort(Math.abs(count)) },
  )
  const [left, right] = [area.x, area.x + area.width]
  const grey = (from: number, to: number, top: number, height: number): Mark => ({
    kind: 'rect',
    x: from,
    y: top,
    width: Math.max(0, to - from),
    height,
    fill: theme.faint,
    opacity: 0.2,
  })
  const middle = y(0)
  const below = Math.max(left, x(1 - epsilon))
  const bars = advantageSigns.flatMap(({ key }) =>
    (epoch[key]?.counts ?? []).flatMap((count, i): Mark[] => {
      if (count === 0) return []
      const end = y(key === 'positive' ? count : -count)
      const barWidth = Math.max(1, x(edges[i + 1]!) - x(edges[i]!) - 1)
      const fill = signStyle(key, theme.scheme).color
      return [
        {
          kind: 'rect',
          x: x(edges[i]!) + 0.5,
          y: Math.min(end, middle),
          width: barWidth,
          height: Math.abs(end - middle),
          fill,
        },
      ]
    }),
  )
  return {
    ...size,
    ground: theme.panel,
    marks: [
      ...marks,
      grey(x(1 + epsilon), right, area.y, middle - area.y),
      grey(left, below, middle, area.y + area.height - middle),
      ...bars,
      {
        kind: 'path',
        points: [
          [left, middle],
          [right, middle],
        ],
        closed: false,
        stroke: theme.soft,
        strokeWidth: 1,
      },
      ...legend(theme, area.x),
      words('no gradient', right - 6, area.y + 14, theme.soft, 'end'),
      ...(below - left > 70 ? [words('no gradient', left + 6, area.y + area.height - 8, theme.soft, 'start')] : []),
    ],
  }
}

const words = (text: string, px: number, py: number, fill: string, at: 'start' | 'end'): Mark => ({
  kind: 'text',
  x: px,
  y: py,
  text,
  size: textSize,
  fill,
  at,
})

function legend(theme: ChartTheme, px: number): Mark[] {
  return advantageSigns.flatMap(({ key, short }, i): Mark[] => {
    const left = px + i * 120
    const fill = signStyle(key, theme.scheme).color
    return [
      { kind: 'rect', x: left, y: 12, width: 10, height: 10, radius: 2, fill },
      words(`${short}, ${key === 'positive' ? 'up' : 'down'}`, left + 16, 21, theme.soft, 'start'),
    ]
  })
}
