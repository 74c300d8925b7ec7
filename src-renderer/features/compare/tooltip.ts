import type { HoverContent, HoverReading } from '../../charts/hover-layer.tsx'
import { curveAt } from '../../../src-shared/figure/compared-curve.ts'
import type { ComparedCurve } from '../../../src-shared/figure/compared-curve.ts'
import { formatNumber, plural } from '../../../src-shared/words/format.ts'
import styles from './chart-panel.module.css'

/** So many lines fit beside the pointer. */
const mostLines = 12

export interface TooltipLine {
  label: string
  colour: string
  dash: readonly number[]
  centre: number
  text: string
  /** The curve that the pointer is nearest to. */
  nearest: boolean
}

/**
 * What the curves are worth at x, best first: mean, interval and N. Of many, those nearest to the pointer's height y
 * (without one the best), and how many are left out.
 */
export function tooltipLines(
  curves: readonly ComparedCurve[],
  x: number,
  y: number | null,
): { lines: TooltipLine[]; leftOut: number } {
  const all = curves
    .flatMap((curve) => {
      const at = curveAt(curve, x)
      return at === null ? [] : [{ curve, at }]
    })
    .toSorted((a, b) => b.at.centre - a.at.centre)
  const distance = ({ at }: (typeof all)[number]) => Math.abs(at.centre - (y ?? Infinity))
  const near = y === null ? all : all.toSorted((a, b) => distance(a) - distance(b))
  // Of a thousand curves only what is shown is put into words.
  const shown = new Set(near.slice(0, mostLines))
  const lines = all
    .filter((line) => shown.has(line))
    .map((line): TooltipLine => {
      const { curve, at } = line
      const interval =
        at.low === null || at.high === null ? '' : ` [${formatNumber(at.low, 3)}, ${formatNumber(at.high, 3)}]`
      const text = `${formatNumber(at.centre)}${interval}, N ${at.n}`
      const { label, colour, dash } = curve
      return { label, colour, dash, centre: at.centre, text, nearest: y !== null && line === near[0] }
    })
  return { lines, leftOut: all.length - shown.size }
}

/** What the layer under the pointer says of the curves. */
export function hoverReading(curves: readonly ComparedCurve[], heading: (x: number) => string): HoverReading {
  // Only once somebody points: curves grow four times a second.
  let xs: Float64Array | null = null
  return {
    xs: () => (xs ??= unionOf(curves.map((curve) => curve.x))),
    at: (x, y) => tooltipAt(curves, x, y, heading(x)),
  }
}

/** All places, rising, each once. */
function unionOf(all: readonly (readonly number[])[]): Float64Array {
  const places = new Float64Array(all.reduce((sum, xs) => sum + xs.length, 0))
  let offset = 0
  for (const xs of all) {
    places.set(xs, offset)
    offset += xs.length
  }
  places.sort()
  return places.filter((x, i) => i === 0 || x !== places[i - 1])
}

/** Built as elements, not as text: names of variants are whatever people typed. */
function tooltipAt(curves: readonly ComparedCurve[], x: number, y: number | null, heading: string): HoverContent {
  const { lines, leftOut } = tooltipLines(curves, x, y)
  const rest = leftOut === 0 ? '' : `${plural(leftOut, 'more variant')} not shown`
  const box = document.createElement('div')
  box.className = styles.tooltip!
  box.append(textRow(heading))
  // Of more variants than colours, the dash tells two of one colour apart.
  const asLines = new Set(curves.map(({ colour }) => colour)).size < curves.length
  for (const line of lines) {
    const row = document.createElement('div')
    row.toggleAttribute('data-nearest', line.nearest)
    const label = document.createElement('span')
    label.textContent = line.label
    const value = document.createElement('b')
    value.textContent = line.text
    row.append(swatchOf(line, asLines), label, value)
    box.append(row)
  }
  if (rest !== '') box.append(textRow(rest))
  box.append(textRow('I or Ctrl+click: inspect the run here'))
  const nearest = lines.find((line) => line.nearest)
  return {
    content: box,
    text: [heading, ...lines.map((line) => `${line.label} ${line.text}`), rest]
      .filter((part) => part !== '')
      .join('; '),
    dot: nearest === undefined ? null : { y: nearest.centre, colour: nearest.colour },
  }
}

function swatchOf({ colour, dash }: TooltipLine, asLine: boolean): Element {
  if (!asLine) {
    const square = document.createElement('i')
    square.style.background = colour
    return square
  }
  const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  picture.setAttribute('width', '26')
  picture.setAttribute('height', '10')
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  line.setAttribute('d', 'M1 5H25')
  line.setAttribute('stroke', colour)
  line.setAttribute('stroke-width', '2.2')
  line.setAttribute('stroke-dasharray', dash.join(' '))
  picture.append(line)
  return picture
}

function textRow(text: string): HTMLElement {
  const row = document.createElement('div')
  row.className = styles.tooltipText!
  row.textContent = text
  return row
}
