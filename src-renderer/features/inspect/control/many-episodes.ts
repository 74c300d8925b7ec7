import type { Mark, Drawing, Size } from '../../../charts/drawing.ts'
import { formatCount, formatShort } from '../../../../src-shared/words/format.ts'
import { scaleOf, ticksOf } from '../finite/scale.ts'
import { line, type ReplayLook } from './picture.ts'

export const episodesAsked = 200
/** The 0.975 quantile of Student's t with 199 degrees of freedom. */
const t199 = 1.971957

export interface ManyEpisodes {
  firstSeed: number
  returnsE: Float64Array
  lengthsE: Float64Array
  terminatedE: Float64Array
}

/** Mean with its 95 % t-interval. */
export function meanOf(values: Float64Array): { mean: number; low: number; high: number } {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (n - 1)
  const half = t199 * Math.sqrt(variance / n)
  return { mean, low: mean - half, high: mean + half }
}

/** The seeds of the worst and the best episode; of equal ones the first. */
export function worstAndBest({ firstSeed, returnsE }: ManyEpisodes): {
  worst: { seed: number; return: number }
  best: { seed: number; return: number }
} {
  let [worst, best] = [0, 0]
  returnsE.forEach((value, e) => {
    if (value < returnsE[worst]!) worst = e
    if (value > returnsE[best]!) best = e
  })
  const of = (e: number) => ({ seed: firstSeed + e, return: returnsE[e]! })
  return { worst: of(worst), best: of(best) }
}

/** How many values lie in each of `bins` equal parts of a range; the upper end belongs to the last. */
export function histogram(values: Float64Array, bins: number, { low, high }: { low: number; high: number }): number[] {
  const counts = Array.from({ length: bins }, () => 0)
  for (const value of values)
    counts[Math.max(0, Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins)))]!++
  return counts
}

const bins = 30
const margin = { left: 34, right: 10, top: 20, bottom: 22 }

export function histogramDrawing(
  title: string,
  values: Float64Array,
  size: Size,
  { theme, colour }: ReplayLook,
): Drawing {
  const range = scaleOf('amount', values)
  const counts = histogram(values, bins, range)
  const most = Math.max(...counts)
  const width = size.width - margin.left - margin.right
  const bottom = size.height - margin.bottom
  const height = bottom - margin.top
  const x = (value: number): number => margin.left + (width * (value - range.low)) / (range.high - range.low)
  const text = { size: 11, fill: theme.soft } as const
  const marks: Mark[] = [
    { kind: 'text', x: margin.left, y: 12, text: title, size: 11.5, weight: 600, fill: theme.text },
    line([margin.left, bottom], [margin.left + width, bottom], theme.faint),
    { kind: 'text', x: margin.left - 6, y: margin.top + 8, text: formatCount(most), at: 'end', ...text },
    { kind: 'text', x: margin.left - 6, y: bottom, text: '0', at: 'end', ...text },
  ]
  counts.forEach((count, i) => {
    if (count === 0) return
    const barHeight = Math.max(1, (height * count) / most)
    marks.push({
      kind: 'rect',
      x: margin.left + (width * i) / bins + 0.5,
      y: bottom - barHeight,
      width: width / bins - 1,
      height: barHeight,
      fill: colour,
    })
  })
  for (const tick of ticksOf(range))
    marks.push(line([x(tick), bottom], [x(tick), bottom + 4], theme.faint), {
      kind: 'text',
      x: x(tick),
      y: bottom + 16,
      text: formatShort(tick),
      at: 'middle',
      ...text,
    })
  return { ...size, ground: theme.panel, marks }
}
