import type { ImportancePoint, ImportanceResult } from '../../../../../src-shared/domain/lab-results/importance.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import { formatNumber } from '../../../../../src-shared/words/format.ts'
import type { Drawing, Mark, Point } from '../../../../charts/drawing.ts'
import { plot, roundBetween } from '../../../../charts/plot.ts'
import { barFill } from './colours.ts'

const textSize = 11.5
const legendHeight = 30
/** Of the words at the heaviest bar, about, in px. */
const labelWidth = 96
const percent = (share: number): string => `${formatNumber(100 * share, 2)} %`

/** Trajectories by their weight as bars, and as a line the share of the sum that they carry. */
export function weightsDrawing(
  { edgesLog10, trajectories }: Pick<ImportanceResult, 'edgesLog10' | 'trajectories'>,
  { histogram: { counts, shares }, largestShare }: ImportancePoint,
  theme: ChartTheme,
  { width, height }: { width: number; height: number },
): Drawing {
  const [low, high] = [edgesLog10[0]!, edgesLog10.at(-1)!]
  const heights = counts.map((count, i) => Math.max(count / trajectories, shares[i]!))
  const decades = roundBetween(low, high, Math.max(2, Math.floor(width / 60))).filter(Number.isInteger)
  const { area, x, y, marks } = plot(
    theme,
    { x: 12, y: legendHeight, width: width - 26, height: height - legendHeight - 4 },
    { name: 'weight of a trajectory, log scale', low, high, ticks: decades, format: () => '' },
    { name: '', low: 0, high: Math.min(1, Math.max(...heights) * 1.3), format: percent },
  )
  const bars: Mark[] = counts.flatMap((count, i): Mark[] => {
    if (count === 0) return []
    const [left, right] = [x(edgesLog10[i]!) + 0.75, x(edgesLog10[i + 1]!) - 0.75]
    const top = y(count / trajectories)
    const barHeight = area.y + area.height - top
    return [{ kind: 'rect', x: left, y: top, width: right - left, height: barHeight, fill: barFill[theme.scheme] }]
  })
  const steps = shares.flatMap((share, i): Point[] => [
    [x(edgesLog10[i]!), y(share)],
    [x(edgesLog10[i + 1]!), y(share)],
  ])
  return {
    width,
    height,
    ground: theme.panel,
    marks: [
      ...marks,
      ...decades.flatMap((decade) => powerOfTen(decade, x(decade), area.y + area.height + 18, theme)),
      ...bars,
      { kind: 'path', points: steps, closed: false, stroke: theme.text, strokeWidth: 1.5 },
      ...equallyLikely(x(0), area, theme),
      ...heaviest({ counts, heights, largestShare, edgesLog10 }, x, y, area, theme),
      ...legend(theme, area.x),
    ],
  }
}

interface Area {
  x: number
  y: number
  width: number
  height: number
}

/** Where both policies give a trajectory the same probability. */
function equallyLikely(px: number, area: Area, theme: ChartTheme): Mark[] {
  const bottom = area.y + area.height
  return [
    {
      kind: 'path',
      points: [
        [px, area.y + 18],
        [px, bottom],
      ],
      closed: false,
      stroke: theme.soft,
      strokeWidth: 1,
      dash: [4, 3],
    },
    { ...text('equally likely', px, area.y + 12, theme.soft), at: 'middle', halo: theme.panel },
  ]
}

/** Says what the heaviest trajectory carries, at its bar, where that is much. */
function heaviest(
  {
    counts,
    heights,
    largestShare,
    edgesLog10,
  }: { counts: number[]; heights: number[]; largestShare: number; edgesLog10: number[] },
  x: (value: number) => number,
  y: (value: number) => number,
  area: Area,
  theme: ChartTheme,
): Mark[] {
  const bar = counts.findLastIndex((count) => count > 0)
  if (largestShare < 0.1 || bar === -1) return []
  const right = x(edgesLog10[bar + 1]!)
  const at = right < area.x + labelWidth ? { at: 'start' as const, px: area.x + 6 } : { at: 'end' as const, px: right }
  const left = at.at === 'start' ? at.px : right - labelWidth
  // Above all that is drawn below it.
  const below = heights.filter((_, i) => x(edgesLog10[i + 1]!) > left && x(edgesLog10[i]!) < left + labelWidth)
  const top = Math.max(area.y + 14, y(Math.max(...below)) - 22)
  return [
    { ...text('one trajectory:', at.px, top, theme.text), at: at.at, halo: theme.panel },
    {
      ...text(`${percent(largestShare)} of the sum`, at.px, top + 15, theme.text),
      weight: 600,
      at: at.at,
      halo: theme.panel,
    },
  ]
}

function legend(theme: ChartTheme, px: number): Mark[] {
  return [
    { kind: 'rect', x: px, y: 12, width: 10, height: 10, radius: 2, fill: barFill[theme.scheme] },
    text('trajectories', px + 16, 21, theme.soft),
    {
      kind: 'path',
      points: [
        [px + 100, 17],
        [px + 122, 17],
      ],
      closed: false,
      stroke: theme.text,
      strokeWidth: 1.5,
    },
    text('their share of the sum', px + 128, 21, theme.soft),
  ]
}

const text = (words: string, px: number, py: number, fill: string): Extract<Mark, { kind: 'text' }> => ({
  kind: 'text',
  x: px,
  y: py,
  text: words,
  size: textSize,
  fill,
})

/** 10⁻⁵, ..., 1, 10, 10²: the exponent drawn small and raised, for the font has no raised minus. */
function powerOfTen(exponent: number, px: number, py: number, theme: ChartTheme): Mark[] {
  if (exponent === 0 || exponent === 1)
    return [{ ...text(exponent === 0 ? '1' : '10', px, py, theme.soft), at: 'middle' }]
  return [
    { ...text('10', px + 3, py, theme.soft), at: 'end' },
    { ...text(formatNumber(exponent), px + 4, py - 4, theme.soft), size: 8.5 },
  ]
}
