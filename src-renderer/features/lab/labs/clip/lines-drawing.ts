import type { ClipEpoch, ClipResult } from '../../../../../src-shared/domain/lab-results/clip.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import { advantageSigns, klKinds, percentOf } from '../../../../../src-shared/figure/labs/clip.ts'
import { variantStyle } from '../../../../../src-shared/figure/variant-style.ts'
import type { VariantStyle } from '../../../../../src-shared/figure/variant-style.ts'
import { formatNumber } from '../../../../../src-shared/words/format.ts'
import type { Drawing, Mark, Point, Size } from '../../../../charts/drawing.ts'
import { lineLegend } from '../../../../charts/line-legend.ts'
import { plot, roundBetween } from '../../../../charts/plot.ts'
import type { Plot, PlotAxis } from '../../../../charts/plot.ts'

type Scheme = 'light' | 'dark'
interface Line {
  name: string
  style: (scheme: Scheme) => VariantStyle
  /** Null where it has no value. */
  of: (epoch: ClipEpoch) => number | null
}

/** A sign's colour and dash, the same in every picture and in the table. */
export const signStyle = (key: 'positive' | 'negative', scheme: Scheme): VariantStyle =>
  variantStyle(key === 'positive' ? 2 : 1, scheme)

const shareLines: readonly Line[] = [
  { name: 'no gradient', style: (scheme) => variantStyle(0, scheme), of: ({ zeroGradient }) => zeroGradient },
  { name: 'clip fraction', style: (scheme) => variantStyle(3, scheme), of: ({ clipFraction }) => clipFraction },
  ...advantageSigns.map(({ key, short }) => ({
    name: short,
    style: (scheme: Scheme) => signStyle(key, scheme),
    of: (epoch: ClipEpoch) => epoch[key]?.zeroGradient ?? null,
  })),
]

/** The four dashes in turn; the exact one is solid. */
const klSlots = { k1: 3, k3: 1, full: 2, exact: 0 }
const klLines: readonly Line[] = klKinds.map(({ key, name }) => ({
  name,
  style: (scheme: Scheme) => variantStyle(klSlots[key], scheme),
  of: ({ kl }: ClipEpoch) => kl[key],
}))

const legendHeight = 34

/** The axis of epochs, and another beside it: where a click belongs to which epoch. */
export function epochsPlot({ epochs }: ClipResult, yAxis: PlotAxis, theme: ChartTheme, { width, height }: Size): Plot {
  const last = Math.max(1, epochs.length - 1)
  return plot(
    theme,
    { x: 12, y: legendHeight, width: width - 26, height: height - legendHeight - 4 },
    {
      name: 'epochs',
      low: 0,
      high: last,
      ticks: roundBetween(0, last, Math.min(last, Math.max(2, width / 70))).filter(Number.isInteger),
    },
    yAxis,
  )
}

export const sharesAxis = ({ epochs }: ClipResult): PlotAxis => {
  const most = Math.max(...epochs.flatMap((epoch) => shareLines.map(({ of }) => of(epoch) ?? 0)))
  return { name: '', low: 0, high: Math.min(1, most * 1.1) || 1, format: percentOf }
}

export const klAxis = ({ epochs }: ClipResult): PlotAxis => {
  const values = epochs.flatMap((epoch) => klLines.map(({ of }) => of(epoch) ?? 0))
  const [least, most] = [Math.min(0, ...values), Math.max(...values)]
  return {
    name: '',
    low: least * 1.1,
    high: most * 1.1 || 1,
    format: (nats) => formatNumber(nats, 3),
  }
}

/** The shares of samples without a gradient and outside of the clip, after each epoch. */
export const sharesDrawing = (result: ClipResult, epoch: number, theme: ChartTheme, size: Size): Drawing =>
  linesDrawing(result, shareLines, sharesAxis(result), epoch, theme, size)

/** KL(old || new) as each way tells it, after each epoch. */
export function klDrawing(result: ClipResult, epoch: number, theme: ChartTheme, size: Size): Drawing {
  const there = klLines.filter(({ of }) => of(result.epochs[0]!) !== null)
  return linesDrawing(result, there, klAxis(result), epoch, theme, size)
}

function linesDrawing(
  result: ClipResult,
  lines: readonly Line[],
  yAxis: PlotAxis,
  epoch: number,
  theme: ChartTheme,
  size: Size,
): Drawing {
  const plotted = epochsPlot(result, yAxis, theme, size)
  const { x, y } = plotted
  const styled = lines.map(({ name, style, of }) => ({ name, of, ...style(theme.scheme) }))
  return {
    ...size,
    ground: theme.panel,
    marks: [
      ...plotted.marks,
      epochMark(plotted, epoch, theme),
      ...styled.flatMap(({ of, color, dash }): Mark[] => {
        const points = result.epochs.flatMap((at): Point[] => {
          const value = of(at)
          return value === null ? [] : [[x(at.epoch), y(value)]]
        })
        const chosen = of(result.epochs[epoch]!)
        return [
          { kind: 'path', points, closed: false, stroke: color, strokeWidth: 2.2, dash },
          ...(chosen === null
            ? []
            : [{ kind: 'circle' as const, x: x(epoch), y: y(chosen), radius: 3.5, fill: color }]),
        ]
      }),
      ...lineLegend(theme, styled),
    ],
  }
}

/** Where the epoch that is looked at stands. */
export function epochMark({ area, x }: Plot, epoch: number, theme: ChartTheme): Mark {
  return {
    kind: 'path',
    points: [
      [x(epoch), area.y],
      [x(epoch), area.y + area.height],
    ],
    closed: false,
    stroke: theme.accent,
    strokeWidth: 1.5,
  }
}
