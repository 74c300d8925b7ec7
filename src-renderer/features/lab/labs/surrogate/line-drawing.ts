import type { SurrogatePoint, SurrogateResult } from '../../../../../src-shared/domain/lab-results/surrogate.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import { misleadingStretches, surrogateLines, valueOf } from '../../../../../src-shared/figure/labs/surrogate.ts'
import type { SurrogateLine } from '../../../../../src-shared/figure/labs/surrogate.ts'
import { variantStyle } from '../../../../../src-shared/figure/variant-style.ts'
import { formatNumber } from '../../../../../src-shared/words/format.ts'
import type { Size } from '../../../../charts/drawing-chart.tsx'
import type { Drawing, Mark, Point } from '../../../../charts/drawing.ts'
import { plot } from '../../../../charts/plot.ts'
import type { Plot } from '../../../../charts/plot.ts'

const textSize = 11.5
const legendHeight = 30
/** Of the room below the legend, for the KL. */
const klShare = 0.3

export function lineStyle(line: SurrogateLine, { scheme, text }: Pick<ChartTheme, 'scheme' | 'text'>) {
  if (line === 'truth') return { colour: text, dash: [] }
  const { color, dash } = variantStyle({ firstOrder: 1, surrogate: 2, clipped: 3 }[line], scheme)
  return { colour: color, dash }
}

/** The changes from theta above, and the KL that they cost below, over one alpha. */
export function linePlots(result: SurrogateResult, theme: ChartTheme, { width, height }: Size) {
  const room = height - legendHeight - 4
  const klHeight = Math.round(room * klShare)
  const { points } = result
  const end = points.at(-1)!
  const box = { x: 12, width: width - 26 }
  const padded = (value: number) => formatNumber(value, 3).padStart(7)
  return {
    changes: plot(
      theme,
      { ...box, y: legendHeight, height: room - klHeight },
      { name: '', low: 0, high: end.alpha, format: () => '' },
      { name: '', ...changesRange(points), format: padded },
    ),
    kl: plot(
      theme,
      { ...box, y: legendHeight + room - klHeight, height: klHeight },
      { name: 'step size α along d', low: 0, high: end.alpha },
      { name: '', low: 0, high: Math.max(...points.map(({ kl }) => kl)) * 1.05, format: padded },
    ),
  }
}

/** Holds J and both surrogates; the first-order model may leave it. */
export function changesRange(points: readonly SurrogatePoint[]): { low: number; high: number } {
  const values = points.flatMap(({ truth, surrogate, clipped }) => [
    surrogate,
    clipped,
    ...(truth === null ? [] : [truth.low, truth.high]),
  ])
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
  const margin = (high - low || 1) * 0.08
  return { low: low - margin, high: high + margin }
}

/** Index of the point nearest to a place in px. */
export function pointAt({ points }: SurrogateResult, { xOf }: Plot, x: number): number {
  const share = xOf(x) / points.at(-1)!.alpha
  return Math.min(points.length - 1, Math.max(0, Math.round(share * (points.length - 1))))
}

export function lineDrawing(result: SurrogateResult, chosen: number, theme: ChartTheme, size: Size): Drawing {
  const plots = linePlots(result, theme, size)
  const { changes, kl } = plots
  const bottom = kl.area.y + kl.area.height
  const misled = misleadingStretches(result).map(({ from, to }): Mark => ({
    kind: 'rect',
    x: changes.x(from.alpha),
    y: changes.area.y,
    width: changes.x(to.alpha) - changes.x(from.alpha),
    height: changes.area.height,
    fill: theme.danger,
    opacity: 0.09,
  }))
  const cursor: Mark = {
    kind: 'path',
    points: [
      [changes.x(result.points[chosen]!.alpha), changes.area.y],
      [changes.x(result.points[chosen]!.alpha), bottom],
    ],
    closed: false,
    stroke: theme.accent,
    strokeWidth: 1.5,
  }
  const spent: Mark = {
    kind: 'path',
    points: result.points.map((point): Point => [kl.x(point.alpha), kl.y(point.kl)]),
    closed: false,
    stroke: theme.soft,
    strokeWidth: 2,
  }
  return {
    ...size,
    ground: theme.panel,
    marks: [
      ...misled,
      ...changes.marks,
      ...kl.marks,
      cursor,
      ...surrogateLines.flatMap(({ key }) => curve(result, key, changes, theme)),
      spent,
      text('KL, nats', kl.area.x + 6, kl.area.y + 12, theme.soft),
      ...legend(theme, changes.area.x),
    ],
  }
}

function curve(
  { points, truth }: SurrogateResult,
  line: SurrogateLine,
  { area, x, y }: Plot,
  theme: ChartTheme,
): Mark[] {
  const { colour, dash } = lineStyle(line, theme)
  const at = points.flatMap((point): Point[] => {
    const value = valueOf(point, line)
    return value === null ? [] : [[x(point.alpha), y(value)]]
  })
  const whiskers =
    line === 'truth' && truth.kind === 'sampled'
      ? points.flatMap(({ alpha, truth: j }): Mark[] =>
          j === null
            ? []
            : [
                {
                  kind: 'path',
                  points: [
                    [x(alpha), y(j.low)],
                    [x(alpha), y(j.high)],
                  ],
                  closed: false,
                  stroke: colour,
                  strokeWidth: 1.2,
                },
                { kind: 'circle', x: x(alpha), y: y(j.value), radius: 3, fill: colour },
              ],
        )
      : []
  const stroke = (run: readonly Point[]): Mark => ({
    kind: 'path',
    points: run,
    closed: false,
    stroke: colour,
    strokeWidth: 2.2,
    dash,
  })
  return [...within(at, area.y, area.y + area.height).map(stroke), ...whiskers]
}

/** A line cut where it leaves the area above or below. */
function within(points: readonly Point[], top: number, bottom: number): Point[][] {
  const runs: Point[][] = [[]]
  for (const [i, point] of points.entries()) {
    const before = points[i - 1]
    const inside = point[1] >= top && point[1] <= bottom
    if (before !== undefined && (before[1] >= top && before[1] <= bottom) !== inside) {
      const edge = Math.max(before[1], point[1]) > bottom ? bottom : top
      const share = (edge - before[1]) / (point[1] - before[1])
      const crossing: Point = [before[0] + share * (point[0] - before[0]), edge]
      if (inside) runs.push([crossing])
      else runs.at(-1)!.push(crossing)
    }
    if (inside) runs.at(-1)!.push(point)
  }
  return runs.filter((run) => run.length > 1)
}

function legend(theme: ChartTheme, left: number): Mark[] {
  let at = left
  return surrogateLines.flatMap(({ key, name }): Mark[] => {
    const { colour, dash } = lineStyle(key, theme)
    const from = at
    at += 28 + name.length * 6.4 + 16
    return [
      {
        kind: 'path',
        points: [
          [from, 15],
          [from + 22, 15],
        ],
        closed: false,
        stroke: colour,
        strokeWidth: 2.2,
        dash,
      },
      text(name, from + 28, 19, theme.soft),
    ]
  })
}

const text = (words: string, x: number, y: number, fill: string): Mark => ({
  kind: 'text',
  x,
  y,
  text: words,
  size: textSize,
  fill,
})
