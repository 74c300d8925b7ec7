import { heatRamps } from '../../../../src-shared/figure/heat-ramp.ts'
import { formatFixed } from '../../../../src-shared/words/format.ts'
import { arrow } from '../../../charts/drawing.ts'
import type { Mark, Point } from '../../../charts/drawing.ts'
import { groundColour, leastArrow, type Look } from './look.ts'
import type { MapField } from './world-map.ts'

export type Way = readonly [dx: number, dy: number]

/** Fields smaller than these have no arrows but the likeliest, no numbers, no words. */
const smallest = { allArrows: 26, numbers: 34, fourNumbers: 58 }

/** Where fields of a map stand in a box of some px: squares, in the middle of what is left beside the legend. */
export interface MapPlace {
  x: number
  y: number
  field: number
  /** Right of the fields. */
  legendX: number
}

export const line = (points: Point[], stroke: string, strokeWidth: number, opacity = 1): Mark => ({
  kind: 'path',
  points,
  closed: false,
  stroke,
  strokeWidth,
  opacity,
})

/** A field's box, a hair apart from its neighbours'. */
export function boxOf({ row, column }: MapField, { x, y, field }: MapPlace): { x: number; y: number; width: number } {
  const gap = field < 12 ? 0.5 : 1
  return { x: x + column * field + gap, y: y + row * field + gap, width: field - 2 * gap }
}

/** One field: its ground, what the policy does there and what is known of it. */
export function fieldMarks(field: MapField, place: MapPlace, ways: readonly (Way | null)[], look: Look): Mark[] {
  const { theme } = look
  const box = boxOf(field, place)
  const { x, y, width } = box
  const radius = place.field < 20 ? 1 : 4
  const sunk = theme.scheme === 'dark' ? '#11141a' : '#eef0f4'
  const ground = (fill: string): Mark => ({ kind: 'rect', x, y, width, height: width, radius, fill })
  if (field.kind === 'wall') return [ground(sunk), ...hatch(box, theme.line)]
  const words = (): Mark[] => {
    const size = fitted(field.label, width)
    if (size === null) return []
    const at = { x: x + width / 2, y: y + width - 7 }
    return [{ kind: 'text', ...at, text: field.label, size, fill: theme.soft, at: 'middle', halo: sunk }]
  }
  if (field.kind === 'cliff') return [ground(sunk), ...hatch(box, theme.danger, 0.4), ...words()]
  if (field.kind === 'hole')
    return [
      ground(sunk),
      {
        kind: 'circle',
        x: x + width / 2,
        y: y + width * 0.42,
        radius: width * 0.18,
        fill: theme.scheme === 'dark' ? '#05070a' : '#3a404c',
      },
      ...words(),
    ]
  if (field.kind === 'goal')
    return [ground(sunk), ...flag(box, theme.scheme === 'dark' ? '#5fd3a2' : '#15815a'), ...words()]

  const state = field.state!
  const { ink } = heatRamps[theme.scheme]
  const onRamp = look.layer.ramp !== null && look.values !== null
  const letters = onRamp ? ink : theme.text
  const marks: Mark[] = [ground(groundColour(look, state) ?? (theme.scheme === 'dark' ? '#1d2129' : '#f6f5f3'))]
  if (onRamp && look.layer.perAction) marks.push(...actionGrounds(box, state, ways, look))
  if (look.arrows) marks.push(...policyArrows(box, state, ways, look, letters))
  if (look.numbers && onRamp && place.field >= smallest.numbers)
    marks.push(...fieldNumbers(box, state, ways, look, letters))
  if (look.notGreedy && look.isGreedyS[state] === 0) marks.push(corner(box, theme.danger))
  const size = fitted(field.label, width)
  if (size !== null) {
    // Below, where an action's own number stands, there is no room.
    const at = { x: x + 5, y: onRamp && look.layer.perAction ? y + 13 : y + width - 6 }
    marks.push({ kind: 'text', ...at, text: field.label, size, weight: 600, fill: letters })
  }
  return marks
}

/** In px, so that a word fits into a field; null where it could not be read. */
function fitted(text: string, width: number): number | null {
  const size = Math.min(11, (width - 8) / (text.length * 0.54))
  return text === '' || size < 8.5 ? null : size
}

/** Parts of a field, one an action: a triangle where the action goes some way, else a box in the middle. */
function actionGrounds(box: Box, state: number, ways: readonly (Way | null)[], look: Look): Mark[] {
  const marks: Mark[] = []
  for (const [action, way] of ways.entries()) {
    const fill = groundColour(look, state, action)
    if (fill === null || way === null) continue
    marks.push({
      kind: 'path',
      points: triangle(box, way),
      closed: true,
      fill,
      stroke: look.theme.panel,
      strokeWidth: 1,
    })
  }
  const staying = stayingBoxes(box, ways)
  for (const [action, { x, y, width }] of staying) {
    const fill = groundColour(look, state, action)
    if (fill !== null)
      marks.push({ kind: 'rect', x, y, width, height: width, radius: 2, fill, stroke: look.theme.panel })
  }
  return marks
}

interface Box {
  x: number
  y: number
  width: number
}

function triangle({ x, y, width }: Box, [dx, dy]: Way): Point[] {
  const middle: Point = [x + width / 2, y + width / 2]
  const corner = (sx: number, sy: number): Point => [middle[0] + (sx * width) / 2, middle[1] + (sy * width) / 2]
  return dx === 0 ? [middle, corner(-1, dy), corner(1, dy)] : [middle, corner(dx, -1), corner(dx, 1)]
}

/** Side by side in the middle of the field, by action. */
function stayingBoxes({ x, y, width }: Box, ways: readonly (Way | null)[]): [action: number, box: Box][] {
  const actions = ways.flatMap((way, action) => (way === null ? [action] : []))
  const side = Math.min(width * 0.24, (width * 0.6) / Math.max(1, actions.length))
  return actions.map((action, i) => {
    const left = x + width / 2 + (i - actions.length / 2) * (side + 2) + 1
    return [action, { x: left, y: y + width / 2 - side / 2, width: side }]
  })
}

/** An arrow an action, as long as it is likely; the likeliest at full strength. Actions that stay are dots as large. */
function policyArrows(box: Box, state: number, ways: readonly (Way | null)[], look: Look, colour: string): Mark[] {
  const { piSA, actions } = look
  // In a small field they make way for its number.
  const isLow = look.numbers && look.values !== null && !look.layer.perAction && box.width < 64
  const middle: Point = [box.x + box.width / 2, box.y + box.width * (isLow ? 0.6 : 0.5)]
  const probability = (action: number): number => piSA[state * actions + action]!
  let likeliest = 0
  for (let action = 1; action < actions; action++) if (probability(action) > probability(likeliest)) likeliest = action
  const reach = box.width * (isLow ? 0.36 : 0.45)
  const thick = Math.max(1, Math.min(1.8, box.width / 40))
  const marks: Mark[] = []
  for (const [action, way] of ways.entries()) {
    const p = probability(action)
    if (p < leastArrow || way === null || (box.width < smallest.allArrows && action !== likeliest)) continue
    // A short one is still to be seen as one.
    const length = Math.max(box.width * 0.1, p * reach)
    const tip: Point = [middle[0] + way[0] * length, middle[1] + way[1] * length]
    const head = Math.min(6, length * 0.7)
    marks.push(...arrow(middle, tip, colour, thick, head, action === likeliest ? 1 : 0.55))
  }
  for (const [action, { x, y, width }] of stayingBoxes(box, ways)) {
    const p = probability(action)
    if (p < leastArrow) continue
    const opacity = action === likeliest ? 1 : 0.55
    marks.push({
      kind: 'circle',
      x: x + width / 2,
      y: y + width / 2,
      radius: Math.max(1, (Math.sqrt(p) * width) / 2),
      fill: colour,
      opacity,
    })
  }
  return marks
}

function fieldNumbers(box: Box, state: number, ways: readonly (Way | null)[], look: Look, fill: string): Mark[] {
  const { layer, values, decimals, actions } = look
  const { x, y, width } = box
  if (values === null) return []
  if (!layer.perAction) {
    const value = values[state]!
    if (Number.isNaN(value)) return []
    return [
      { kind: 'text', x: x + 5, y: y + 13, text: formatFixed(value, decimals), size: Math.min(11, width / 5), fill },
    ]
  }
  if (width < smallest.fourNumbers) return []
  return ways.flatMap((way, action): Mark[] => {
    const value = values[state * actions + action]!
    if (way === null || Number.isNaN(value)) return []
    const [dx, dy] = way
    const at = dx === 0 ? 'middle' : dx < 0 ? 'start' : 'end'
    const textX = x + width / 2 + dx * (width / 2 - 4)
    const textY = dy === 0 ? y + width / 2 + 15 : dy < 0 ? y + 12 : y + width - 5
    return [{ kind: 'text', x: textX, y: textY, text: formatFixed(value, decimals), size: 9, fill, at }]
  })
}

/** The upper right corner. */
const corner = ({ x, y, width }: Box, fill: string): Mark => {
  const side = Math.max(4, Math.min(11, width / 5))
  return {
    kind: 'path',
    points: [
      [x + width, y],
      [x + width, y + side],
      [x + width - side, y],
    ],
    closed: true,
    fill,
  }
}

/** Lines from lower left to upper right. */
function hatch({ x, y, width }: Box, stroke: string, opacity = 1): Mark[] {
  const gap = Math.max(4, Math.min(8, width / 8))
  const marks: Mark[] = []
  for (let sum = gap; sum < 2 * width; sum += gap) {
    const from: Point = sum <= width ? [x, y + sum] : [x + sum - width, y + width]
    const to: Point = sum <= width ? [x + sum, y] : [x + width, y + sum - width]
    marks.push(line([from, to], stroke, 1.2, opacity))
  }
  return marks
}

/** A small flag, for the goal. */
function flag({ x, y, width }: Box, stroke: string): Mark[] {
  const size = Math.min(22, width * 0.3)
  const [left, top] = [x + width / 2 - size / 2, y + width * 0.42 - size / 2]
  const bottom = top + size * 0.58
  const right = left + size * 0.86
  const cloth: Point[] = [
    [left, top],
    [left + size * 0.43, top + size * 0.1],
    [right, top],
    [right, bottom],
    [left + size * 0.43, bottom + size * 0.1],
    [left, bottom],
  ]
  return [
    line(
      [
        [left, top],
        [left, top + size],
      ],
      stroke,
      1.7,
    ),
    { kind: 'path', points: cloth, closed: true, stroke, strokeWidth: 1.7 },
  ]
}
