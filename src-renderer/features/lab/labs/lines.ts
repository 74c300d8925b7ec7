import type { ChartTheme } from '../../../../src-shared/figure/chart-theme.ts'
import { spreadLabels } from '../../../../src-shared/figure/end-labels.ts'
import type { Size } from '../../../charts/drawing-chart.tsx'
import type { Drawing, Mark, Point } from '../../../charts/drawing.ts'
import { decadesAround, plot } from '../../../charts/plot.ts'
import type { PlotAxis } from '../../../charts/plot.ts'

export interface Line {
  name: string
  colour: string
  points: readonly Point[]
  dash?: readonly number[]
  /** Single values, beside each other: a dot each, and no line. */
  dots?: boolean
  /** In the background, without a name at its end. */
  thin?: boolean
}

type Axis = Omit<PlotAxis, 'low' | 'high'> & Partial<Pick<PlotAxis, 'low' | 'high'>>

const labelWidthPx = 96

/** Lines over a common x, each with its name at its end. What a log axis can't show is left out. */
export function linesDrawing(lines: readonly Line[], x: Axis, y: Axis, theme: ChartTheme, box: Size): Drawing {
  const seen = lines.map((line) => ({
    ...line,
    points: line.points.filter(([px, py]) => (!x.log || px > 0) && (!y.log || py > 0)),
  }))
  const named = lines.length > 1 ? labelWidthPx : 14
  const axes = plot(
    theme,
    { x: 12, y: 10, width: box.width - 12 - named, height: box.height - 12 },
    {
      ...rangeOf(
        x,
        seen.flatMap(({ points }) => points.map(([value]) => value)),
      ),
      ...x,
    },
    {
      ...rangeOf(
        y,
        seen.flatMap(({ points }) => points.map(([, value]) => value)),
      ),
      ...y,
    },
  )
  const marks: Mark[] = [...axes.marks]
  const ends: { name: string; colour: string; at: Point }[] = []
  for (const { name, colour, points, dash, dots, thin } of seen) {
    const placed = points.map(([px, py]): Point => [axes.x(px), axes.y(py)])
    if (placed.length === 0) continue
    if (dots) for (const [cx, cy] of placed) marks.push({ kind: 'circle', x: cx, y: cy, radius: 2.4, fill: colour })
    else
      marks.push({
        kind: 'path',
        points: placed,
        closed: false,
        stroke: colour,
        strokeWidth: thin ? 1 : 2,
        ...(thin && { opacity: 0.45 }),
        ...(dash && { dash }),
      })
    if (!thin) ends.push({ name, colour, at: placed.at(-1)! })
  }
  if (lines.length > 1) {
    const { area } = axes
    const heights = spreadLabels(
      ends.map(({ at }) => at[1]),
      16,
      area.y + 4,
      area.y + area.height,
    )
    ends.forEach(({ name, colour, at }, i) => {
      const left = area.x + area.width + 6
      marks.push(
        { kind: 'path', points: [at, [left, heights[i]!]], closed: false, stroke: theme.faint, strokeWidth: 0.8 },
        { kind: 'rect', x: left, y: heights[i]! - 4, width: 8, height: 8, radius: 2, fill: colour },
        { kind: 'text', x: left + 12, y: heights[i]! + 4, text: name, size: 11.5, fill: theme.text },
      )
    })
  }
  return { ...box, ground: theme.panel, marks }
}

function rangeOf({ log }: Axis, values: readonly number[]): { low: number; high: number } {
  if (log) return decadesAround(values)
  const low = Math.min(0, ...values)
  const high = Math.max(...values, low)
  return { low, high: high > low ? high : low + 1 }
}
