import type { Drawing, Mark, Point, Size } from '../../../charts/drawing.ts'
import { legendMarks, legendWidthPx } from './legend-drawing.ts'
import type { Look } from './look.ts'
import { boxOf, fieldMarks, line, type MapPlace, type Way } from './map-field.ts'
import type { MapField, WorldMap } from './world-map.ts'

const axisPx = { left: 22, bottom: 20 }
export function placeMap(map: WorldMap, { width, height }: Size): MapPlace {
  const room = { width: width - axisPx.left - legendWidthPx - 14, height: height - axisPx.bottom - 4 }
  const field = Math.max(4, Math.floor(Math.min(room.width / map.columns, room.height / map.rows, 96)))
  const x = axisPx.left + Math.max(0, Math.floor((room.width - field * map.columns) / 2))
  const y = 4 + Math.max(0, Math.floor((room.height - field * map.rows) / 2))
  return { x, y, field, legendX: x + field * map.columns + 14 }
}

/** The state under a point of the drawing. */
export function stateAt(map: WorldMap, place: MapPlace, [x, y]: Point): number | null {
  const column = Math.floor((x - place.x) / place.field)
  const row = Math.floor((y - place.y) / place.field)
  if (column < 0 || row < 0 || column >= map.columns || row >= map.rows) return null
  return map.fields[row * map.columns + column]!.state
}

/** Whether anybody acts there: the policy's numbers in a hole or goal say nothing. */
const acts = ({ kind, state }: MapField): boolean => state !== null && (kind === 'floor' || kind === 'start')

/** The states whose numbers a map shows: its scale is made of them. */
export const actingStates = (map: WorldMap): number[] => map.fields.filter(acts).map(({ state }) => state!)

/** A finite world as its map: a layer's colours, arrows as long as actions are likely, numbers, walls, holes and goals. */
export function mapDrawing(map: WorldMap, ways: readonly (Way | null)[], look: Look, size: Size): Drawing {
  const place = placeMap(map, size)
  const { theme } = look
  const marks: Mark[] = []
  for (const field of map.fields) marks.push(...fieldMarks(field, place, ways, look))
  for (const [row, column] of map.wallsRight) {
    const x = place.x + (column + 1) * place.field
    const y = place.y + row * place.field
    marks.push(
      line(
        [
          [x, y],
          [x, y + place.field],
        ],
        theme.text,
        3,
      ),
    )
  }
  for (const state of new Set([look.hovered, look.selected])) {
    const field = state === null ? undefined : map.fields.find((one) => one.state === state)
    if (field === undefined) continue
    const isSelected = state === look.selected
    const { x, y, width } = boxOf(field, place)
    const stroke = isSelected ? theme.accent : theme.faint
    if (isSelected)
      marks.push({ kind: 'rect', x, y, width, height: width, radius: 5, stroke: theme.panel, strokeWidth: 5 })
    marks.push({ kind: 'rect', x, y, width, height: width, radius: 5, stroke, strokeWidth: isSelected ? 2.5 : 1.5 })
  }
  marks.push(...axisMarks(map, place, look))
  const height = place.field * map.rows
  marks.push(...legendMarks(look, { x: place.legendX, y: place.y - 4, height: Math.max(120, height) }))
  return { ...size, ground: theme.panel, marks }
}

function axisMarks(map: WorldMap, { x, y, field }: MapPlace, { theme }: Look): Mark[] {
  const every = Math.max(1, Math.ceil(18 / field))
  const marks: Mark[] = []
  for (let row = 0; row < map.rows; row += every)
    marks.push({
      kind: 'text',
      x: x - 8,
      y: y + (row + 0.5) * field + 4,
      text: String(row),
      size: 11,
      fill: theme.soft,
      at: 'end',
    })
  for (let column = 0; column < map.columns; column += every)
    marks.push({
      kind: 'text',
      x: x + (column + 0.5) * field,
      y: y + map.rows * field + 15,
      text: String(column),
      size: 11,
      fill: theme.soft,
      at: 'middle',
    })
  return marks
}
