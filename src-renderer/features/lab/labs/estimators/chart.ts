import type { MeasuredEstimator } from '../../../../../src-shared/catalogue/labs/estimators.ts'
import type { EstimatorAtSize, EstimatorsResult } from '../../../../../src-shared/domain/lab-results/estimators.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import { spreadLabels } from '../../../../../src-shared/figure/end-labels.ts'
import { biasIsSeen, estimatorNames, sizesOf } from '../../../../../src-shared/figure/labs/estimators.ts'
import { variantStyle } from '../../../../../src-shared/figure/variant-style.ts'
import { formatCount } from '../../../../../src-shared/words/format.ts'
import type { Size } from '../../../../charts/drawing-chart.tsx'
import type { Drawing, Mark, Point } from '../../../../charts/drawing.ts'
import { decadesAround, marker, plot } from '../../../../charts/plot.ts'
import type { MarkerKind, Plot } from '../../../../charts/plot.ts'

/** One colour and one marker an estimator, for dashes mean bias here. */
const looks: Record<MeasuredEstimator, { slot: number; marker: MarkerKind }> = {
  'total-return': { slot: 0, marker: 'circle' },
  'reward-to-go': { slot: 1, marker: 'square' },
  'mean-baseline': { slot: 2, marker: 'up' },
  'learned-baseline': { slot: 3, marker: 'diamond' },
  gae: { slot: 4, marker: 'down' },
  'exact-advantage': { slot: 5, marker: 'ring' },
}
export const lookOf = (id: MeasuredEstimator, scheme: 'light' | 'dark'): { colour: string; marker: MarkerKind } => ({
  colour: variantStyle(looks[id].slot, scheme).color,
  marker: looks[id].marker,
})

/** What stands at a line's end. */
export const nameOf = (id: MeasuredEstimator, lambda: number): string =>
  id === 'gae' ? `GAE, λ = ${lambda}` : estimatorNames[id]

export interface ErrorChart {
  result: EstimatorsResult
  hidden: readonly string[]
  /** The batch size of the table. */
  size: number
  lambda: number
}

const labelWidthPx = 148
const labelGapPx = 19
const axisNameWidthPx = 190

/** Mean squared error over the batch size, both in logarithms; dashed the squared bias where it is seen. */
export function errorChart({ result, hidden, size, lambda }: ErrorChart, theme: ChartTheme, box: Size): Drawing {
  const shown = result.estimators.filter(({ id, atSizes }) => !hidden.includes(id) && atSizes.length > 0)
  const axes = errorPlot(result, shown, theme, box)
  const marks: Mark[] = [...axes.marks]
  const sizes = sizesOf(result.estimators)
  if (sizes.includes(size)) {
    const spacing = sizes.length > 1 ? axes.x(sizes[1]!) - axes.x(sizes[0]!) : 60
    marks.unshift(...shownBelow(axes, axes.x(size), Math.min(22, spacing * 0.22), theme))
  }
  for (const { id, atSizes } of shown) {
    const { colour } = lookOf(id, theme.scheme)
    marks.push(...biasLines(atSizes, axes, colour))
  }
  for (const { id, atSizes } of shown) {
    const { colour, marker: kind } = lookOf(id, theme.scheme)
    const points = atSizes
      .filter(({ meanSquaredError: { value } }) => value > 0)
      .map(({ batchSize, meanSquaredError: { value } }): Point => [axes.x(batchSize), axes.y(value)])
    marks.push({ kind: 'path', points, closed: false, stroke: colour, strokeWidth: 2 })
    for (const at of atSizes) marks.push(...whisker(at, axes, colour), ...enumerated(at, axes, theme))
    for (const [x, y] of points) marks.push(marker(kind, x, y, colour, theme.panel))
  }
  marks.push(...biasNames(shown, axes, theme), ...endNames(shown, axes, theme, lambda))
  return { ...box, ground: theme.panel, marks }
}

/** The band of the batch size that the table shows; named above, or at its foot where the axis has its name. */
function shownBelow({ area }: Plot, x: number, half: number, theme: ChartTheme): Mark[] {
  const left = Math.max(area.x, x - half)
  const isFree = x - 40 > area.x + axisNameWidthPx
  return [
    { kind: 'rect', x: left, y: area.y, width: x + half - left, height: area.height, fill: theme.accent, opacity: 0.1 },
    {
      kind: 'text',
      x: isFree ? x : left + 4,
      y: isFree ? area.y - 7 : area.y + area.height - 6,
      text: 'shown below',
      size: 11.5,
      fill: theme.accent,
      at: isFree ? 'middle' : 'start',
      halo: theme.panel,
    },
  ]
}

type Shown = EstimatorsResult['estimators'][number]

function errorPlot(result: EstimatorsResult, shown: readonly Shown[], theme: ChartTheme, box: Size): Plot {
  const values = shown.flatMap(({ atSizes }) =>
    atSizes.flatMap((at) => [
      at.meanSquaredError.value,
      ...(biasIsSeen(at) && at.squaredBias.value > at.meanSquaredError.value * 1e-5 ? [at.squaredBias.value] : []),
    ]),
  )
  const sizes = sizesOf(result.estimators)
  const [first, last] = [sizes[0] ?? 1, sizes.at(-1) ?? 2]
  return plot(
    theme,
    { x: 12, y: 10, width: box.width - 12 - labelWidthPx, height: box.height - 12 },
    {
      name: 'batch size M, trajectories',
      log: true,
      low: first === last ? first / 2 : first * 0.93,
      high: first === last ? first * 2 : last,
      ticks: sizes,
      format: formatCount,
    },
    { name: 'mean squared error of the gradient', log: true, ...decadesAround(values) },
  )
}

/** Where bias is seen at one size after the other. */
function seenRuns(atSizes: readonly EstimatorAtSize[]): EstimatorAtSize[][] {
  const runs: EstimatorAtSize[][] = [[]]
  for (const at of atSizes) {
    if (biasIsSeen(at) && at.squaredBias.value > 0) runs.at(-1)!.push(at)
    else if (runs.at(-1)!.length > 0) runs.push([])
  }
  return runs.filter((run) => run.length > 0)
}

const inArea = ({ area }: Plot, y: number) => Math.min(area.y + area.height, Math.max(area.y, y))

function biasLines(atSizes: readonly EstimatorAtSize[], axes: Plot, colour: string): Mark[] {
  return seenRuns(atSizes).map((run): Mark => {
    const points = run.map((at): Point => [axes.x(at.batchSize), inArea(axes, axes.y(at.squaredBias.value))])
    // A single size is a short stroke.
    const [[x, y]] = points as [Point]
    return {
      kind: 'path',
      points:
        points.length > 1
          ? points
          : [
              [x - 8, y],
              [x + 8, y],
            ],
      closed: false,
      stroke: colour,
      strokeWidth: 1.6,
      dash: [5, 4],
    }
  })
}

function whisker({ batchSize, meanSquaredError: { low, high } }: EstimatorAtSize, axes: Plot, colour: string): Mark[] {
  if (!(low > 0)) return []
  const x = axes.x(batchSize)
  const points: Point[] = [
    [x, inArea(axes, axes.y(low))],
    [x, inArea(axes, axes.y(high))],
  ]
  return [{ kind: 'path', points, closed: false, stroke: colour, strokeWidth: 1.2, opacity: 0.8 }]
}

/** A short bar where the error is known from all trajectories. */
function enumerated({ batchSize, exact }: EstimatorAtSize, axes: Plot, theme: ChartTheme): Mark[] {
  if (exact === null || !(exact.meanSquaredError > 0)) return []
  const [x, y] = [axes.x(batchSize), axes.y(exact.meanSquaredError)]
  return [
    {
      kind: 'path',
      points: [
        [x - 9, y],
        [x + 9, y],
      ],
      closed: false,
      stroke: theme.text,
      strokeWidth: 1.2,
    },
  ]
}

/** At the end of each line of bias, where lines lie furthest apart. */
function biasNames(shown: readonly Shown[], axes: Plot, theme: ChartTheme): Mark[] {
  const named = shown.flatMap(({ id, atSizes }) => {
    const at = seenRuns(atSizes).at(-1)?.at(-1)
    return at === undefined ? [] : [{ id, at, y: inArea(axes, axes.y(at.squaredBias.value)) }]
  })
  const { area } = axes
  const heights = spreadLabels(
    named.map(({ y }) => y - 8),
    15,
    area.y + 12,
    area.y + area.height - 6,
  )
  return named.map(({ id, at }, i): Mark => {
    const x = axes.x(at.batchSize)
    const toTheLeft = x > area.x + area.width / 2
    return {
      kind: 'text',
      x: toTheLeft ? x - 6 : x + 8,
      y: heights[i]!,
      text: `bias² of ${estimatorNames[id]}`,
      size: 11.5,
      fill: theme.text,
      halo: theme.panel,
      at: toTheLeft ? 'end' : 'start',
    }
  })
}

function endNames(shown: readonly Shown[], axes: Plot, theme: ChartTheme, lambda: number): Mark[] {
  const { area } = axes
  const ends = shown.map(({ atSizes }): Point => {
    const last = atSizes.at(-1)!
    return [axes.x(last.batchSize), inArea(axes, axes.y(Math.max(last.meanSquaredError.value, 1e-300)))]
  })
  const heights = spreadLabels(
    ends.map(([, y]) => y),
    labelGapPx,
    area.y,
    area.y + area.height,
  )
  const left = area.x + area.width + 22
  return shown.flatMap(({ id }, i): Mark[] => {
    const { colour, marker: kind } = lookOf(id, theme.scheme)
    const [x, y] = ends[i]!
    const height = heights[i]!
    return [
      {
        kind: 'path',
        points: [
          [x + 6, y],
          [left - 8, height],
        ],
        closed: false,
        stroke: theme.faint,
        strokeWidth: 1,
      },
      marker(kind, left, height, colour, theme.panel),
      { kind: 'text', x: left + 10, y: height + 4, text: nameOf(id, lambda), size: 12, weight: 600, fill: theme.text },
    ]
  })
}

/** The batch size nearest to a place on the chart. */
export function sizeAt(chart: ErrorChart, theme: ChartTheme, box: Size, px: number): number | null {
  const { x } = errorPlot(chart.result, chart.result.estimators, theme, box)
  const sizes = sizesOf(chart.result.estimators)
  if (sizes.length === 0) return null
  return sizes.reduce((nearest, size) => (Math.abs(x(size) - px) < Math.abs(x(nearest) - px) ? size : nearest))
}
