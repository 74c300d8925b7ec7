import { heatRamps } from '../../../../src-shared/figure/heat-ramp.ts'
import { formatFixed } from '../../../../src-shared/words/format.ts'
import type { Drawing, Mark, Size } from '../../../charts/drawing.ts'
import { legendMarks, legendWidthPx } from './legend-drawing.ts'
import { groundColour, type Look } from './look.ts'

export const headPx = 26
export const rowPx = 26
const namePx = 66
const valuePx = 84
const gapPx = 3

/** Where a table's columns stand: the state's name, what a layer says of the state, one column an action. */
interface TablePlace {
  actionX: number
  actionWidth: number
  /** Of everything; wider than the box where there are many actions. */
  width: number
  legendX: number
}

export function placeTable(actions: number, width: number): TablePlace {
  const actionX = namePx + valuePx + 8
  const actionWidth = Math.min(240, Math.max(58, Math.floor((width - actionX - legendWidthPx - 24) / actions)))
  const legendX = actionX + actions * actionWidth + 16
  return { actionX, actionWidth, width: Math.max(width, legendX + legendWidthPx), legendX }
}

/** Of all rows. */
export const tableHeight = (states: number): number => headPx + states * rowPx + 4

/** The row under a height of the box. */
export function rowAt(states: number, y: number, scrolledPx: number): number | null {
  const row = Math.floor((y + scrolledPx - headPx) / rowPx)
  return y < headPx || row < 0 || row >= states ? null : row
}

/**
 * A finite world without a map: a row a state, with the layer's number of it, and for each action a bar as long as the
 * action is likely, on the layer's colour where that has a number for each action.
 * @param scrolledPx how far the rows are scrolled below the head
 */
export function tableDrawing(
  states: number,
  actionNames: readonly string[],
  look: Look,
  size: Size,
  scrolledPx: number,
): Drawing {
  const { theme } = look
  const place = placeTable(actionNames.length, size.width)
  const first = Math.max(0, Math.floor(scrolledPx / rowPx))
  const last = Math.min(states, Math.ceil((scrolledPx + size.height - headPx) / rowPx))
  const marks: Mark[] = []
  for (let state = first; state < last; state++)
    marks.push(...rowMarks(state, headPx + state * rowPx - scrolledPx, actionNames.length, place, look))
  marks.push({ kind: 'rect', x: 0, y: 0, width: place.width, height: headPx, fill: theme.panel })
  const head = (x: number, text: string): Mark => ({ kind: 'text', x, y: 17, text, size: 11.5, fill: theme.soft })
  const perState = look.layer.ramp !== null && !look.layer.perAction
  marks.push(head(6, 'state'))
  if (perState) marks.push(head(namePx + 4, look.layer.name))
  for (const [action, name] of actionNames.entries())
    marks.push(head(place.actionX + action * place.actionWidth + 4, shortened(name, place.actionWidth)))
  marks.push({
    kind: 'path',
    points: [
      [0, headPx - 1],
      [place.legendX - 10, headPx - 1],
    ],
    closed: false,
    stroke: theme.line,
  })
  const legendHeight = Math.min(size.height - 8, 360)
  marks.push(...legendMarks(look, { x: place.legendX, y: 4, height: legendHeight }))
  return { width: place.width, height: size.height, ground: theme.panel, marks }
}

const shortened = (name: string, width: number): string => {
  const most = Math.max(3, Math.floor((width - 8) / 6.5))
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`
}

function rowMarks(state: number, y: number, actions: number, place: TablePlace, look: Look): Mark[] {
  const { theme, layer, values, decimals, piSA, isGreedyS } = look
  const { ink } = heatRamps[theme.scheme]
  const text = (
    x: number,
    words: string,
    fill: string,
    at: 'start' | 'end' = 'start',
    weight: 400 | 600 = 400,
  ): Mark => ({
    kind: 'text',
    x,
    y: y + 17,
    text: words,
    size: 11.5,
    weight,
    fill,
    at,
  })
  const marks: Mark[] = []
  const isSelected = state === look.selected
  if (isSelected || state === look.hovered)
    marks.push({
      kind: 'rect',
      x: 1,
      y: y + 1,
      width: place.legendX - 12,
      height: rowPx - 1,
      radius: 5,
      stroke: isSelected ? theme.accent : theme.faint,
      strokeWidth: isSelected ? 2 : 1,
    })
  marks.push(text(6, String(state), theme.text, 'start', isSelected ? 600 : 400))
  if (look.notGreedy && isGreedyS[state] === 0)
    marks.push({
      kind: 'path',
      points: [
        [namePx - 18, y + 8],
        [namePx - 8, y + 8],
        [namePx - 13, y + 17],
      ],
      closed: true,
      fill: theme.danger,
    })
  const height = rowPx - gapPx
  if (layer.ramp !== null && !layer.perAction && values !== null && !Number.isNaN(values[state]!)) {
    const fill = groundColour(look, state)
    if (fill) marks.push({ kind: 'rect', x: namePx, y: y + 2, width: valuePx - gapPx, height, radius: 3, fill })
    if (look.numbers) marks.push(text(namePx + valuePx - 10, formatFixed(values[state]!, decimals), ink, 'end'))
  }
  for (let action = 0; action < actions; action++) {
    const x = place.actionX + action * place.actionWidth
    const width = place.actionWidth - gapPx
    const value = layer.perAction ? values?.[state * actions + action] : undefined
    const fill = layer.perAction ? groundColour(look, state, action) : null
    marks.push({
      kind: 'rect',
      x,
      y: y + 2,
      width,
      height,
      radius: 3,
      fill: fill ?? (theme.scheme === 'dark' ? '#11141a' : '#eef0f4'),
    })
    const probability = piSA[state * actions + action]!
    if (look.arrows && probability > 0)
      marks.push({
        kind: 'rect',
        x,
        y: y + height - 3,
        width: Math.max(1, probability * width),
        height: 5,
        radius: 2,
        fill: look.colour,
      })
    if (look.numbers) {
      const words = value === undefined ? formatFixed(probability, 2) : formatFixed(value, decimals)
      marks.push({
        kind: 'text',
        x: x + width - 6,
        y: y + 14,
        text: words,
        size: 11,
        fill: fill === null ? theme.text : ink,
        at: 'end',
      })
    }
  }
  return marks
}
