import { formatNumber, formatShort } from '../../src-shared/words/format.ts'
import type { ChartTheme } from '../../src-shared/figure/chart-theme.ts'
import type { Mark } from './drawing.ts'

/** A plot's axes as marks of a drawing, and where numbers stand in it. */
export interface PlotAxis {
  /** With its unit. */
  name: string
  low: number
  high: number
  log?: boolean
  /** Where ticks stand; left out: round numbers, or powers of ten. */
  ticks?: readonly number[]
  format?: (value: number) => string
}

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export interface Plot {
  /** The area between the axes, in px. */
  area: Box
  /** From a number to px; outside of the axis it lies outside of the area. */
  x(value: number): number
  y(value: number): number
  /** From px to the number there. */
  xOf(px: number): number
  marks: Mark[]
}

const textSize = 11.5
const tickLength = 4
/** About, for numbers: text is not measured here. */
const characterWidth = 6.6

/** Axes, grid lines and names within a box. */
export function plot(theme: ChartTheme, box: Box, xAxis: PlotAxis, yAxis: PlotAxis): Plot {
  const yTicks = ticksOf(yAxis, Math.max(2, Math.round(box.height / 60)))
  const yFormat = yAxis.format ?? (yAxis.log ? powerFormat : formatShort)
  const widest = Math.max(...yTicks.map((tick) => yFormat(tick).length))
  const top = yAxis.name === '' ? 8 : 26
  const area: Box = {
    x: box.x + widest * characterWidth + 14,
    y: box.y + top,
    width: Math.max(10, box.width - widest * characterWidth - 14),
    height: Math.max(10, box.height - top - (xAxis.name === '' ? 22 : 40)),
  }
  const xScale = scaleOf(xAxis)
  const yScale = scaleOf(yAxis)
  const x = (value: number) => area.x + xScale.share(value) * area.width
  const y = (value: number) => area.y + (1 - yScale.share(value)) * area.height
  const bottom = area.y + area.height
  const right = area.x + area.width
  const line = (points: [number, number][], stroke: string): Mark => ({
    kind: 'path',
    points,
    closed: false,
    stroke,
    strokeWidth: 1,
  })
  const label = (text: string, at: 'start' | 'middle' | 'end', px: number, py: number): Mark => ({
    kind: 'text',
    x: px,
    y: py,
    text,
    size: textSize,
    fill: theme.soft,
    at,
  })
  const marks: Mark[] = []
  for (const tick of yTicks) {
    marks.push(
      line(
        [
          [area.x, y(tick)],
          [right, y(tick)],
        ],
        theme.line,
      ),
    )
    marks.push(
      line(
        [
          [area.x - tickLength, y(tick)],
          [area.x, y(tick)],
        ],
        theme.faint,
      ),
    )
    marks.push(label(yFormat(tick), 'end', area.x - 8, y(tick) + 4))
  }
  const xFormat = xAxis.format ?? (xAxis.log ? powerFormat : formatShort)
  let lastLabelEnd = -Infinity
  for (const tick of ticksOf(xAxis, Math.max(2, Math.round(area.width / 90)))) {
    marks.push(
      line(
        [
          [x(tick), bottom],
          [x(tick), bottom + tickLength],
        ],
        theme.faint,
      ),
    )
    const half = (xFormat(tick).length * characterWidth) / 2
    if (x(tick) - half < lastLabelEnd + 6) continue
    lastLabelEnd = x(tick) + half
    marks.push(label(xFormat(tick), 'middle', x(tick), bottom + 18))
  }
  marks.push(
    line(
      [
        [area.x, area.y],
        [area.x, bottom],
      ],
      theme.faint,
    ),
  )
  marks.push(
    line(
      [
        [area.x, bottom],
        [right, bottom],
      ],
      theme.faint,
    ),
  )
  if (xAxis.name !== '') marks.push(label(xAxis.name, 'middle', area.x + area.width / 2, bottom + 34))
  if (yAxis.name !== '') marks.push(label(yAxis.name, 'start', box.x, box.y + 12))
  return { area, x, y, xOf: (px) => xScale.value((px - area.x) / area.width), marks }
}

interface Scale {
  share(value: number): number
  value(share: number): number
}

function scaleOf({ low, high, log }: PlotAxis): Scale {
  if (!log) {
    const range = high - low || 1
    return { share: (value) => (value - low) / range, value: (share) => low + share * range }
  }
  const [first, range] = [Math.log(low), Math.log(high) - Math.log(low) || 1]
  return {
    share: (value) => (Math.log(value) - first) / range,
    value: (share) => Math.exp(first + share * range),
  }
}

function ticksOf({ low, high, log, ticks }: PlotAxis, about: number): readonly number[] {
  if (ticks !== undefined) return ticks
  return log ? powersBetween(low, high, about) : roundBetween(low, high, about)
}

/** Powers of ten within the range, every other or third one where they are many. */
export function powersBetween(low: number, high: number, about: number): number[] {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)]
  const step = Math.max(1, Math.ceil((last - first + 1) / about))
  const powers: number[] = []
  for (let power = first; power <= last; power += step) powers.push(Number(`1e${power}`))
  return powers
}

/** Multiples of 1, 2 or 5 times a power of ten within the range. */
export function roundBetween(low: number, high: number, about: number): number[] {
  if (!(high > low)) return [low]
  const rough = (high - low) / about
  const power = Number(`1e${Math.floor(Math.log10(rough))}`)
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10)
  const ticks: number[] = []
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++)
    ticks.push(i === 0 ? 0 : Number((i * step).toPrecision(12)))
  return ticks
}

/** 0.001, 1, 1,000; further out as an exponent. */
const powerFormat = (value: number): string => (value >= 1e-4 && value < 1e4 ? formatShort(value) : formatNumber(value))

/** The powers of ten around positive numbers: an axis that holds them all. */
export function decadesAround(values: readonly number[]): { low: number; high: number } {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value))
  if (positive.length === 0) return { low: 0.1, high: 10 }
  const low = Math.floor(Math.log10(Math.min(...positive)) + 1e-9)
  const high = Math.ceil(Math.log10(Math.max(...positive)) - 1e-9)
  return { low: Number(`1e${low}`), high: Number(`1e${Math.max(high, low + 1)}`) }
}

export type MarkerKind = 'circle' | 'square' | 'up' | 'diamond' | 'down' | 'ring'

/** A marker of about 8 px across. */
export function marker(kind: MarkerKind, x: number, y: number, colour: string, ground: string): Mark {
  const r = 3.6
  const closed = (points: [number, number][]): Mark => ({
    kind: 'path',
    points: points.map(([dx, dy]) => [x + dx, y + dy]),
    closed: true,
    fill: colour,
  })
  switch (kind) {
    case 'circle':
      return { kind: 'circle', x, y, radius: r, fill: colour }
    case 'ring':
      return { kind: 'circle', x, y, radius: r - 0.4, fill: ground, stroke: colour, strokeWidth: 1.8 }
    case 'square':
      return { kind: 'rect', x: x - r + 0.4, y: y - r + 0.4, width: 2 * r - 0.8, height: 2 * r - 0.8, fill: colour }
    case 'up':
      return closed([
        [0, -r - 0.5],
        [r + 0.5, r - 0.5],
        [-r - 0.5, r - 0.5],
      ])
    case 'down':
      return closed([
        [0, r + 0.5],
        [r + 0.5, 0.5 - r],
        [-r - 0.5, 0.5 - r],
      ])
    case 'diamond':
      return closed([
        [0, -r - 0.8],
        [r + 0.8, 0],
        [0, r + 0.8],
        [-r - 0.8, 0],
      ])
  }
}
