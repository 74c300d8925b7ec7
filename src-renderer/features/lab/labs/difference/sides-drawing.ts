import type { DifferenceResult } from '../../../../../src-shared/domain/lab-results/difference.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import { heatRamps, rampColour } from '../../../../../src-shared/figure/heat-ramp.ts'
import { formatNumber } from '../../../../../src-shared/words/format.ts'
import type { Drawing, Mark } from '../../../../charts/drawing.ts'
import { plot, roundBetween } from '../../../../charts/plot.ts'
import type { Plot } from '../../../../charts/plot.ts'

/** What the map of states and steps can show. */
export const quantities = {
  contributions: { title: 'adds to J', values: 'contributionsHS' },
  left: { title: 'V new − V old', values: 'leftHS' },
  right: { title: 'advantages to come', values: 'rightHS' },
} as const
export type Quantity = keyof typeof quantities

/** A place of the map: an entry of H x S. */
export interface Place {
  step: number
  state: number
}

const legendHeight = 34
const textSize = 11.5

export function sidesPlot(
  { states, horizon }: Pick<DifferenceResult, 'states' | 'horizon'>,
  theme: ChartTheme,
  { width, height }: { width: number; height: number },
): Plot {
  const whole = (most: number, about: number) => roundBetween(0, most - 1, about).filter(Number.isInteger)
  return plot(
    theme,
    { x: 12, y: legendHeight, width: width - 26, height: height - legendHeight - 4 },
    { name: 'step h', low: -0.5, high: horizon - 0.5, ticks: whole(horizon, 8) },
    // The first state stands at the top, as in a table.
    { name: '', low: states - 0.5, high: -0.5, ticks: whole(states, Math.max(2, height / 40)) },
  )
}

/** The place below a point in px; null outside of the map. */
export function placeAt(
  result: Pick<DifferenceResult, 'states' | 'horizon'>,
  { area, xOf }: Plot,
  x: number,
  y: number,
): Place | null {
  const step = Math.floor(xOf(x) + 0.5)
  const state = Math.floor(((y - area.y) / area.height) * result.states)
  const within = step >= 0 && step < result.horizon && state >= 0 && state < result.states
  return within ? { step, state } : null
}

/** A map of states over steps, blue where the new policy gains and rust where it loses. */
export function sidesDrawing(
  result: DifferenceResult,
  quantity: Quantity,
  selected: Place,
  theme: ChartTheme,
  size: { width: number; height: number },
): Drawing {
  const { states } = result
  const { title, values } = quantities[quantity]
  const valuesHS = result[values]
  const most = valuesHS.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  const ramp = heatRamps[theme.scheme].sided
  const plotted = sidesPlot(result, theme, size)
  const { area } = plotted
  const chosenCell = {
    x: area.x + (selected.step * area.width) / result.horizon,
    y: area.y + (selected.state * area.height) / states,
    width: area.width / result.horizon,
    height: area.height / states,
  }
  const chosen: Mark = {
    kind: 'rect',
    ...chosenCell,
    stroke: theme.text,
    strokeWidth: 2,
    radius: 2,
  }
  return {
    ...size,
    ground: theme.panel,
    marks: [
      ...plotted.marks,
      ...cells(valuesHS, result, most, ramp, area),
      chosen,
      ...legend(title, most, ramp, area.x, size.width, theme),
    ],
  }
}

/** Shades to each side of the middle: more can't be told apart. */
const shades = 24
/** In px: what is smaller is drawn together with its neighbours. */
const smallestCell = 1.5

/**
 * The map's ground. Thousands of cells take seconds to paint, so cells of one shade that follow each other are one
 * rectangle, the middle's colour lies under all, and of cells too small to see the one with the largest value counts.
 */
function cells(
  valuesHS: readonly number[],
  { states, horizon }: Pick<DifferenceResult, 'states' | 'horizon'>,
  most: number,
  ramp: readonly string[],
  area: { x: number; y: number; width: number; height: number },
): Mark[] {
  const rows = Math.max(1, Math.min(states, Math.floor(area.height / smallestCell)))
  const columns = Math.max(1, Math.min(horizon, Math.floor(area.width / smallestCell)))
  const levels = new Float64Array(rows * columns)
  for (const [i, value] of valuesHS.entries()) {
    const at =
      Math.floor(((i % states) * rows) / states) * columns + Math.floor((Math.floor(i / states) * columns) / horizon)
    const level = most === 0 ? 0 : Math.round((value / most) * shades)
    if (Math.abs(level) > Math.abs(levels[at]!)) levels[at] = level
  }
  const marks: Mark[] = [{ kind: 'rect', ...area, fill: rampColour(ramp, 0.5) }]
  for (let row = 0; row < rows; row++) {
    for (let from = 0, to = 0; from < columns; from = to) {
      const level = levels[row * columns + from]!
      for (to = from + 1; to < columns && levels[row * columns + to] === level;) to++
      if (level === 0) continue
      marks.push({
        kind: 'rect',
        x: area.x + (from * area.width) / columns,
        y: area.y + (row * area.height) / rows,
        width: ((to - from) * area.width) / columns,
        height: area.height / rows,
        fill: rampColour(ramp, 0.5 + level / shades / 2),
      })
    }
  }
  return marks
}

/** The colour scale with its ends, and what it is of. */
function legend(title: string, most: number, ramp: readonly string[], px: number, width: number, theme: ChartTheme) {
  const [length, pieces] = [96, 24]
  const left = width - 14 - length - 50
  const words = (text: string, x: number, at: 'start' | 'end'): Mark => ({
    kind: 'text',
    x,
    y: 21,
    text,
    size: textSize,
    fill: theme.soft,
    at,
  })
  return [
    words(`state s; ${title}`, px, 'start'),
    ...Array.from({ length: pieces }, (_, i): Mark => ({
      kind: 'rect',
      x: left + (i * length) / pieces,
      y: 12,
      width: length / pieces + 0.5,
      height: 10,
      fill: rampColour(ramp, (i + 0.5) / pieces),
    })),
    words(formatNumber(-most, 2), left - 6, 'end'),
    words(`+${formatNumber(most, 2)}`, left + length + 6, 'start'),
  ]
}
