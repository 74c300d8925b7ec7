import { leastEffectiveShare } from '../../../../../src-shared/domain/lab-results/importance.ts'
import type { ImportancePoint, ImportanceResult } from '../../../../../src-shared/domain/lab-results/importance.ts'
import type { Measured } from '../../../../../src-shared/domain/lab-results/measured.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import {
  effectiveShare,
  importanceEstimates,
  notToBeTrusted,
} from '../../../../../src-shared/figure/labs/importance.ts'
import { formatCount, formatNumber } from '../../../../../src-shared/words/format.ts'
import type { Drawing, Mark, Point } from '../../../../charts/drawing.ts'
import { plot } from '../../../../charts/plot.ts'
import type { Plot } from '../../../../charts/plot.ts'
import { clippedBand, clippedLine } from './clipped.ts'
import { estimateStyle, untrustedGround } from './colours.ts'

const textSize = 11.5
const legendHeight = 30
/** Of the room below the legend, for the effective sample size. */
const sizeShare = 0.34

/** The two plots over the distance: estimates with their intervals, and below them the effective sample size. */
export function estimatesPlots(
  result: ImportanceResult,
  theme: ChartTheme,
  { width, height }: { width: number; height: number },
): { estimates: Plot; size: Plot } {
  const room = height - legendHeight - 4
  const sizeHeight = Math.round(room * sizeShare)
  const distance = { low: 0, high: 1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] }
  const box = { x: 12, width: width - 26 }
  const leastShare = 1 / result.trajectories
  // Both have labels of one width, so that their axes stand one above the other.
  const sizeTicks = [1, 0.1, 0.01, 0.001, 0.0001].filter((share) => share >= leastShare)
  const estimates = plot(
    theme,
    { ...box, y: legendHeight, height: room - sizeHeight },
    { ...distance, name: '', format: () => '' },
    { name: '', ...estimatesRange(result), format: (value) => formatNumber(value, 3).padStart(6) },
  )
  const size = plot(
    theme,
    { ...box, y: legendHeight + room - sizeHeight, height: sizeHeight },
    { ...distance, name: 'distance between behaviour and target policy' },
    {
      name: '',
      low: leastShare,
      high: 1,
      log: true,
      ticks: sizeTicks,
      format: (share) => `${formatNumber(100 * share, 2)} %`.padStart(6),
    },
  )
  return { estimates, size }
}

/** Holds the truth everywhere, and each interval where the effective sample size can be trusted. */
export function estimatesRange(result: ImportanceResult): { low: number; high: number } {
  const shown = result.points.flatMap((point): (Measured | null)[] => [
    point.truth,
    ...(notToBeTrusted(result, point) ? [] : importanceEstimates.map(({ key }) => point[key])),
  ])
  const values = shown.flatMap((measured) => (measured === null ? [] : [measured.low, measured.high]))
  if (values.length === 0) return { low: 0, high: 1 }
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const margin = (high - low || Math.abs(high) || 1) * 0.15
  return { low: low - margin, high: high + margin }
}

/** Estimates of J over the distance, with the place that the slider stands at. */
export function estimatesDrawing(
  result: ImportanceResult,
  place: number,
  theme: ChartTheme,
  size: { width: number; height: number },
): Drawing {
  const plots = estimatesPlots(result, theme, size)
  const here = result.points[place]!
  return {
    ...size,
    ground: theme.panel,
    marks: [
      ...untrusted(result, plots, theme),
      ...plots.estimates.marks,
      ...plots.size.marks,
      ...bands(result.points, plots.estimates, theme),
      ...lines(result.points, plots.estimates, theme),
      ...sampleSize(result, plots.size, theme),
      ...cursor(result, here, plots, theme),
      ...legend(theme, plots.estimates.area.x, size.width),
    ],
  }
}

/** The ground where the effective sample size is under 5 %. */
function untrusted(result: ImportanceResult, { estimates, size }: { estimates: Plot; size: Plot }, theme: ChartTheme) {
  const { points } = result
  const marks: Mark[] = []
  for (let i = 0; i < points.length; i++) {
    if (!notToBeTrusted(result, points[i]!)) continue
    const first = i
    while (i + 1 < points.length && notToBeTrusted(result, points[i + 1]!)) i++
    const [left, right] = [size.x(points[first]!.distance), size.x(points[i]!.distance)]
    for (const { area } of [estimates, size])
      marks.push({
        kind: 'rect',
        x: left,
        y: area.y,
        width: Math.max(1, right - left),
        height: area.height,
        fill: untrustedGround[theme.scheme],
      })
  }
  return marks
}

type Key = 'truth' | (typeof importanceEstimates)[number]['key']

/** In px; where an estimate is beyond what numbers hold there is no point. */
const through = (points: readonly ImportancePoint[], key: Key, of: keyof Measured, { x, y }: Plot): Point[] =>
  points.flatMap((point): Point[] => (point[key] === null ? [] : [[x(point.distance), y(point[key][of])]]))

function bands(points: readonly ImportancePoint[], plotted: Plot, theme: ChartTheme): Mark[] {
  const { area } = plotted
  const [top, bottom] = [area.y, area.y + area.height]
  return importanceEstimates.toReversed().flatMap(({ key }) => {
    const { color } = estimateStyle(key, theme.scheme)
    const [upper, lower] = [through(points, key, 'high', plotted), through(points, key, 'low', plotted)]
    const edge = { stroke: color, strokeWidth: 1, opacity: 0.5 }
    return [
      clippedBand(upper, lower, top, bottom, color, 0.12),
      ...clippedLine(upper, top, bottom, edge),
      ...clippedLine(lower, top, bottom, edge),
    ]
  })
}

function lines(points: readonly ImportancePoint[], plotted: Plot, theme: ChartTheme): Mark[] {
  const { area } = plotted
  const [top, bottom] = [area.y, area.y + area.height]
  const sampled = points.some(({ truth }) => truth !== null && truth.high > truth.low)
  const truthBand = sampled
    ? [
        clippedBand(
          through(points, 'truth', 'high', plotted),
          through(points, 'truth', 'low', plotted),
          top,
          bottom,
          theme.text,
          0.15,
        ),
      ]
    : []
  return [
    ...importanceEstimates.flatMap(({ key }) => {
      const { color, dash } = estimateStyle(key, theme.scheme)
      return clippedLine(through(points, key, 'value', plotted), top, bottom, { stroke: color, strokeWidth: 2.2, dash })
    }),
    ...truthBand,
    ...clippedLine(through(points, 'truth', 'value', plotted), top, bottom, { stroke: theme.text, strokeWidth: 1.6 }),
  ]
}

function sampleSize(result: ImportanceResult, { x, y, area }: Plot, theme: ChartTheme): Mark[] {
  const { points, trajectories } = result
  const bottom = area.y + area.height
  const [right, least] = [area.x + area.width, y(leastEffectiveShare)]
  const expected = points.flatMap(({ distance, exact }): Point[] =>
    exact === null ? [] : [[x(distance), y(Math.max(exact.effectiveSampleShare, 1e-12))]],
  )
  return [
    {
      kind: 'path',
      points: [
        [area.x, least],
        [right, least],
      ],
      closed: false,
      stroke: theme.soft,
      strokeWidth: 1,
      dash: [4, 3],
    },
    ...clippedLine(expected, area.y, bottom, { stroke: theme.soft, strokeWidth: 1.4, dash: [2, 3] }),
    ...clippedLine(
      points.map((point): Point => [x(point.distance), y(effectiveShare(result, point))]),
      area.y,
      bottom,
      { stroke: theme.text, strokeWidth: 1.8 },
    ),
    text(`${formatNumber(100 * leastEffectiveShare)} %`, area.x + 6, least - 5, theme.soft),
    text(`effective sample size, of ${formatCount(trajectories)}`, right - 6, area.y + 14, theme.text, 'end'),
  ]
}

/** A line through both plots, with a point on the truth and one on the effective sample size. */
function cursor(
  result: ImportanceResult,
  point: ImportancePoint,
  { estimates, size }: { estimates: Plot; size: Plot },
  theme: ChartTheme,
): Mark[] {
  const px = size.x(point.distance)
  const dot = (y: number): Mark => ({
    kind: 'circle',
    x: px,
    y,
    radius: 4,
    fill: theme.text,
    stroke: theme.panel,
    strokeWidth: 1.5,
  })
  return [
    {
      kind: 'path',
      points: [
        [px, estimates.area.y],
        [px, size.area.y + size.area.height],
      ],
      closed: false,
      stroke: theme.accent,
      strokeWidth: 1.4,
    },
    ...(point.truth === null ? [] : [dot(estimates.y(point.truth.value))]),
    dot(size.y(effectiveShare(result, point))),
  ]
}

function legend(theme: ChartTheme, px: number, width: number): Mark[] {
  const entries = [
    { name: 'true J', color: theme.text, dash: [] as readonly number[], words: 44 },
    ...importanceEstimates.map(({ key, name }) => ({
      ...estimateStyle(key, theme.scheme),
      name: name.toLowerCase(),
      words: name.length * 6.2,
    })),
  ]
  const gap = Math.max(8, Math.min(22, (width - px - entries.reduce((sum, { words }) => sum + 30 + words, 0)) / 4))
  let at = px
  return entries.flatMap(({ name, color, dash, words }): Mark[] => {
    const left = at
    at += 30 + words + gap
    return [
      {
        kind: 'path',
        points: [
          [left, 17],
          [left + 22, 17],
        ],
        closed: false,
        stroke: color,
        strokeWidth: 2,
        dash,
      },
      text(name, left + 28, 21, theme.soft),
    ]
  })
}

const text = (words: string, x: number, y: number, fill: string, at: 'start' | 'end' = 'start'): Mark => ({
  kind: 'text',
  x,
  y,
  text: words,
  size: textSize,
  fill,
  at,
})
