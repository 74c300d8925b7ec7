import { formatFixed, formatNumber, formatShort } from '../../../../src-shared/words/format.ts'
import type { Mark, Point } from '../../../charts/drawing.ts'
import { namedUpdates } from '../frame/scrubber-geometry.ts'
import { line, type Box, type ReplayLook } from './picture.ts'
import { stripRange, type Strip, type StripLine } from './strips.ts'

const margin = { left: 52, right: 58 }
const sliderPx = 24
const axisPx = 22
const titlePx = 16
const gapPx = 6
const rowPx = 7
const leastPlotPx = 14

export interface StripPlace {
  strip: Strip
  range: { low: number; high: number }
  top: number
  bottom: number
  y(value: number): number
}

export interface StripsPlace {
  left: number
  right: number
  x(step: number): number
  /** The step under a place. */
  stepAt(x: number): number
  slider: number
  axis: number
  strips: readonly StripPlace[]
}

const rowsPx = (strip: Strip): number => (strip.drawn === undefined ? 0 : strip.drawn.rows.length * rowPx + 6)

/** Under which height the strips can't be read. */
export const leastStripsPx = (strips: readonly Strip[]): number =>
  sliderPx + axisPx + strips.reduce((sum, strip) => sum + titlePx + rowsPx(strip) + leastPlotPx + gapPx, 0)

/** All strips over one axis of steps, the first ones higher than rewards and errors. */
export function placeStrips(strips: readonly Strip[], steps: number, box: Box): StripsPlace {
  const left = box.x + margin.left
  const right = box.x + box.width - margin.right
  const share = (strip: Strip): number => (strip.title === 'reward' ? 0.45 : strip.title === 'TD error' ? 0.7 : 1)
  const fixed = sliderPx + axisPx + strips.reduce((sum, strip) => sum + titlePx + rowsPx(strip) + gapPx, 0)
  const shares = strips.reduce((sum, strip) => sum + share(strip), 0)
  const perShare = Math.max(0, box.height - fixed) / shares
  let top = box.y + sliderPx
  const placed = strips.map((strip): StripPlace => {
    const plotTop = top + titlePx
    const bottom = plotTop + Math.max(4, perShare * share(strip))
    top = bottom + rowsPx(strip) + gapPx
    const range = stripRange(strip)
    return {
      strip,
      range,
      top: plotTop,
      bottom,
      y: (value) => bottom - ((bottom - plotTop) * (value - range.low)) / (range.high - range.low),
    }
  })
  const width = Math.max(1, right - left)
  return {
    left,
    right,
    x: (step) => left + (width * step) / Math.max(1, steps),
    stepAt: (x) => Math.round(Math.max(0, Math.min(1, (x - left) / width)) * steps),
    slider: box.y + 12,
    axis: box.y + box.height - axisPx,
    strips: placed,
  }
}

/**
 * Points of a line that is drawn over fewer px than it has values: of each px the least and the most.
 * @param count of px
 */
export function thinned(values: Float64Array, count: number): number[] {
  const all = Array.from(values, (_, n) => n)
  if (values.length <= 2 * count) return all
  const kept = new Set<number>([0, values.length - 1])
  for (let px = 0; px < count; px++) {
    const from = Math.floor((px * values.length) / count)
    const to = Math.floor(((px + 1) * values.length) / count)
    let [least, most] = [from, from]
    for (let n = from; n < to; n++) {
      if (values[n]! < values[least]!) least = n
      if (values[n]! > values[most]!) most = n
    }
    kept.add(least).add(most)
  }
  return [...kept].toSorted((a, b) => a - b)
}

/** Everything but the cursor. */
export function stripsMarks(place: StripsPlace, steps: number, look: ReplayLook): Mark[] {
  const { theme } = look
  const marks: Mark[] = []
  for (const one of place.strips) marks.push(...stripMarks(one, place, look))
  marks.push(
    line([place.left, place.slider], [place.right, place.slider], theme.line, { strokeWidth: 4 }),
    line([place.left, place.axis], [place.right, place.axis], theme.faint),
  )
  const named = namedUpdates([0, steps], place.right - place.left)
  for (const step of named)
    marks.push(line([place.x(step), place.axis], [place.x(step), place.axis + 4], theme.faint), {
      kind: 'text',
      x: place.x(step),
      y: place.axis + 17,
      text: step === steps ? `step ${formatShort(step)}` : formatShort(step),
      size: 11.5,
      fill: theme.soft,
      at: 'middle',
    })
  return marks
}

function stripMarks(one: StripPlace, place: StripsPlace, { theme, colour }: ReplayLook): Mark[] {
  const { strip, range, y } = one
  const text = { size: 11.5, fill: theme.soft }
  const marks: Mark[] = [
    { kind: 'text', x: place.left, y: one.top - 6, text: strip.title, size: 11.5, weight: 600, fill: theme.text },
  ]
  // Where a strip is low its two numbers would lie over each other.
  for (const value of one.bottom - one.top < 22 ? [range.high] : [range.low, range.high])
    marks.push(line([place.left, y(value)], [place.right, y(value)], theme.line), {
      kind: 'text',
      x: place.left - 8,
      y: y(value) + (value === range.high ? 8 : 1),
      text: formatNumber(Number(value.toPrecision(3)), 3),
      at: 'end',
      ...text,
    })
  if (range.low < 0 && range.high > 0) marks.push(line([place.left, y(0)], [place.right, y(0)], theme.line))
  // Names stand beside the title where there is more than one line, or a band.
  const middle = one.top - 10
  let x = place.left + strip.title.length * 6.6 + 18
  if (strip.lines.length > 1 || strip.points !== undefined)
    for (const each of strip.lines) {
      marks.push(line([x, middle], [x + 20, middle], ...penOf(each, theme, colour)), {
        kind: 'text',
        x: x + 26,
        y: middle + 4,
        text: each.name,
        ...text,
      })
      x += 26 + each.name.length * 6.2 + 18
    }
  if (strip.points !== undefined) {
    marks.push(
      { kind: 'circle', x: x + 4, y: middle, radius: 1.6, fill: theme.text },
      { kind: 'text', x: x + 12, y: middle + 4, text: 'drawn', ...text },
    )
  }
  for (const each of strip.lines.toReversed()) marks.push(...lineMarks(each, one, place, theme, colour))
  if (strip.points !== undefined)
    for (const n of thinned(strip.points, (place.right - place.left) / 3))
      marks.push({ kind: 'circle', x: place.x(n), y: y(strip.points[n]!), radius: 1.3, fill: theme.text, opacity: 0.8 })
  if (strip.drawn !== undefined) marks.push(...drawnMarks(strip.drawn, one.bottom + 7, place, theme))
  return marks
}

function penOf(
  { look }: StripLine,
  theme: ReplayLook['theme'],
  colour: string,
): [string, { strokeWidth: number; dash?: number[] }] {
  if (look === 'main') return [colour, { strokeWidth: 1.7 }]
  return look === 'beside'
    ? [theme.text, { strokeWidth: 1.4, dash: [4, 3] }]
    : [theme.faint, { strokeWidth: 1.6, dash: [1.5, 2.5] }]
}

function lineMarks(
  one: StripLine,
  { y, range }: StripPlace,
  place: StripsPlace,
  theme: ReplayLook['theme'],
  colour: string,
): Mark[] {
  const kept = thinned(one.values, place.right - place.left)
  const at = (n: number, value: number): Point => [place.x(n), y(Math.max(range.low, Math.min(range.high, value)))]
  const points = kept.map((n) => at(n, one.values[n]!))
  const marks: Mark[] = []
  const area = (edge: Point[]): Mark => ({ kind: 'path', points: edge, closed: true, fill: colour, opacity: 0.2 })
  const { spread } = one
  if (spread)
    marks.push(
      area([
        ...kept.map((n) => at(n, one.values[n]! + spread[n]!)),
        ...kept.toReversed().map((n) => at(n, one.values[n]! - spread[n]!)),
      ]),
    )
  if (one.filled && points.length > 0) {
    const zero = y(Math.max(range.low, Math.min(range.high, 0)))
    marks.push(area([[points[0]![0], zero], ...points, [points.at(-1)![0], zero]]))
  }
  const [stroke, pen] = penOf(one, theme, colour)
  return [...marks, { kind: 'path', points, closed: false, stroke, ...pen }]
}

/** A mark for each action that was drawn, the last action's row above. */
function drawnMarks(
  drawn: NonNullable<Strip['drawn']>,
  top: number,
  place: StripsPlace,
  theme: ReplayLook['theme'],
): Mark[] {
  const marks: Mark[] = [
    {
      kind: 'text',
      x: place.left - 8,
      y: top + (drawn.rows.length * rowPx) / 2 + 3,
      text: 'drawn',
      size: 11,
      fill: theme.soft,
      at: 'end',
    },
  ]
  const perStep = place.x(1) - place.x(0)
  const width = Math.max(0.6, Math.min(2, perStep * 0.7))
  const shades = [theme.text, theme.faint]
  drawn.rowOfStep.forEach((row, n) =>
    marks.push({
      kind: 'rect',
      x: place.x(n) - width / 2,
      y: top + row * rowPx,
      width,
      height: rowPx - 2,
      fill: shades[row % 2]!,
    }),
  )
  return marks
}

/** The cursor, and each strip's number there. */
export function cursorMarks(
  place: StripsPlace,
  position: number,
  steps: number,
  { theme, colour }: ReplayLook,
): Mark[] {
  const x = place.x(position)
  const step = Math.min(Math.floor(position), steps - 1)
  const marks: Mark[] = [
    line([place.left, place.slider], [x, place.slider], theme.accent, { strokeWidth: 4 }),
    line([x, place.slider], [x, place.axis], theme.accent, { strokeWidth: 1.5 }),
    { kind: 'circle', x, y: place.slider, radius: 7, fill: theme.accent, stroke: theme.panel, strokeWidth: 2 },
  ]
  for (const { strip, y, range, top, bottom } of place.strips) {
    const { values } = strip.lines[0]!
    const value = values[step]
    if (value === undefined || !Number.isFinite(value)) continue
    const between = value + (Math.min(position, steps - 1) - step) * ((values[step + 1] ?? value) - value)
    marks.push(
      { kind: 'circle', x, y: y(between), radius: 4, fill: colour, stroke: theme.panel, strokeWidth: 1.5 },
      {
        kind: 'text',
        x: place.right + margin.right - 2,
        y: (top + bottom) / 2 + 4,
        text: valueText(value, range),
        size: 12.5,
        weight: 600,
        fill: theme.text,
        at: 'end',
      },
    )
  }
  return marks
}

function valueText(value: number, { low, high }: { low: number; high: number }): string {
  const decimals = Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(Math.max(1e-9, high - low)))))
  return Number.isInteger(value) ? formatNumber(value) : formatFixed(value, decimals)
}
