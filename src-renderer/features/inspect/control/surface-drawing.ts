import type { StateDimension } from '../../../../src-shared/domain/state-dimensions.ts'
import { heatRamps, rampColour } from '../../../../src-shared/figure/heat-ramp.ts'
import type { RampKind } from '../../../../src-shared/figure/heat-ramp.ts'
import { formatNumber } from '../../../../src-shared/words/format.ts'
import type { Mark, Point } from '../../../charts/drawing.ts'
import { placeOn, ticksOf, type Scale } from '../finite/scale.ts'
import type { Episode } from './episode.ts'
import { wrapAngle } from './episode.ts'
import { line, type Box, type ReplayLook } from './picture.ts'
import { contourLines, pathPieces } from './surface.ts'
import { turnsRound } from './worlds.ts'

export interface SurfaceShown {
  /** Rows go up. */
  values: Float64Array
  /** Columns. */
  count: number
  scale: Scale
  ramp: RampKind
  /** Of a line that is drawn where two actions are as likely. */
  evenOdds: boolean
  dimensions: readonly StateDimension[]
  axes: { across: number; up: number }
  /** Place of the value that was asked by click or key, in columns and rows. */
  probe: { column: number; row: number } | null
}

const margin = { left: 40, right: 8, top: 22, bottom: 70 }
const thickSteps = 24

/** The plot within a box, and where numbers of the two axes stand. */
export function placeSurface(box: Box, shown: Pick<SurfaceShown, 'dimensions' | 'axes'>) {
  const [across, up] = [shown.dimensions[shown.axes.across]!, shown.dimensions[shown.axes.up]!]
  const left = box.x + margin.left
  const top = box.y + margin.top
  const width = Math.max(1, box.width - margin.left - margin.right)
  const height = Math.max(1, box.height - margin.top - margin.bottom)
  return {
    left,
    top,
    width,
    height,
    x: (value: number) => left + (width * (value - across.low)) / (across.high - across.low),
    y: (value: number) => top + height - (height * (value - up.low)) / (up.high - up.low),
  }
}

/** The heat map, its axes and legend. */
export function surfaceMarks(shown: SurfaceShown, box: Box, { theme }: ReplayLook): Mark[] {
  const { values, count, scale, ramp, evenOdds, dimensions, axes, probe } = shown
  const [across, up] = [dimensions[axes.across]!, dimensions[axes.up]!]
  const place = placeSurface(box, shown)
  const stops = heatRamps[theme.scheme][ramp]
  const rows = values.length / count
  const [cellWidth, cellHeight] = [place.width / (count - 1), place.height / (rows - 1)]
  const gridPoint = ([column, row]: Point): Point => [
    place.left + column * cellWidth,
    place.top + place.height - row * cellHeight,
  ]
  const colours = Array.from({ length: values.length }, (_, at) => {
    // From above, where values go up.
    const row = rows - 1 - Math.floor(at / count)
    return rampColour(stops, placeOn(scale, values[row * count + (at % count)]!))
  })
  // Cells lie around their points: those at the edge reach half a cell beyond the plot, and are covered there.
  const marks: Mark[] = [
    {
      kind: 'cells',
      x: place.left - cellWidth / 2,
      y: place.top - cellHeight / 2,
      width: place.width + cellWidth,
      height: place.height + cellHeight,
      columns: count,
      colours,
    },
    ...edge(place, cellWidth, cellHeight, theme.panel),
  ]
  if (evenOdds)
    for (const points of contourLines(values, count, 0.5))
      marks.push({
        kind: 'path',
        points: points.map(gridPoint),
        closed: false,
        stroke: theme.text,
        strokeWidth: 1.5,
        dash: [6, 4],
      })
  if (probe !== null) {
    const [x, y] = gridPoint([probe.column, probe.row])
    marks.push({ kind: 'circle', x, y, radius: 5, stroke: theme.text, strokeWidth: 2 })
  }
  const text = { size: 11, fill: theme.soft } as const
  for (const tick of ticksOf(across))
    marks.push(
      line([place.x(tick), place.top + place.height], [place.x(tick), place.top + place.height + 4], theme.faint),
      {
        kind: 'text',
        x: place.x(tick),
        y: place.top + place.height + 16,
        text: formatNumber(tick, 3),
        at: 'middle',
        ...text,
      },
    )
  for (const tick of ticksOf(up))
    marks.push(line([place.left - 4, place.y(tick)], [place.left, place.y(tick)], theme.faint), {
      kind: 'text',
      x: place.left - 7,
      y: place.y(tick) + 4,
      text: formatNumber(tick, 3),
      at: 'end',
      ...text,
    })
  marks.push(
    { kind: 'text', x: box.x, y: box.y + 11, text: axisName(up), ...text },
    {
      kind: 'text',
      x: place.left + place.width / 2,
      y: place.top + place.height + 32,
      text: axisName(across),
      at: 'middle',
      ...text,
    },
    ...legendMarks(shown, place, box.y + box.height - 20, theme),
  )
  return marks
}

/** A frame in the ground's colour over what reaches beyond the plot. */
function edge(
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
  across: number,
  up: number,
  fill: string,
): Mark[] {
  const rect = (x: number, y: number, w: number, h: number): Mark => ({ kind: 'rect', x, y, width: w, height: h, fill })
  return [
    rect(left - across, top - up, width + 2 * across, up),
    rect(left - across, top + height, width + 2 * across, up),
    rect(left - across, top - up, across, height + 2 * up),
    rect(left + width, top - up, across, height + 2 * up),
  ]
}

const axisName = ({ name, unit }: StateDimension): string => (unit === undefined ? name : `${name}, ${unit}`)

function legendMarks(
  { scale, ramp, evenOdds }: SurfaceShown,
  place: { left: number; width: number },
  y: number,
  theme: ReplayLook['theme'],
): Mark[] {
  const slices = 48
  const width = place.width * (evenOdds ? 0.36 : 0.7)
  const left = place.left + 24
  const text = { size: 11, fill: theme.soft } as const
  const marks: Mark[] = Array.from({ length: slices }, (_, i) => ({
    kind: 'rect',
    x: left + (width * i) / slices,
    y,
    width: width / slices + 0.5,
    height: 10,
    fill: rampColour(heatRamps[theme.scheme][ramp], (i + 0.5) / slices),
  }))
  marks.push(
    { kind: 'text', x: left - 6, y: y + 9, text: formatNumber(scale.low, 3), at: 'end', ...text },
    { kind: 'text', x: left + width + 6, y: y + 9, text: formatNumber(scale.high, 3), ...text },
  )
  if (evenOdds) {
    const from = left + width + 26
    marks.push(line([from, y + 5], [from + 22, y + 5], theme.text, { strokeWidth: 1.5, dash: [6, 4] }), {
      kind: 'text',
      x: from + 27,
      y: y + 9,
      text: 'even odds',
      ...text,
    })
  }
  return marks
}

/** The episode's whole way, thin. */
export function wayOnSurface(
  on: Pick<SurfaceShown, 'dimensions' | 'axes'>,
  episode: Episode,
  box: Box,
  { theme }: ReplayLook,
): Mark[] {
  const place = placeSurface(box, on)
  return pathPieces(episode, on.dimensions, on.axes, 0, episode.steps).map((piece) => ({
    ...pathMark(piece, place, theme.text, 0.8),
    opacity: 0.55,
  }))
}

/** The last steps thick, and where the replay stands. */
export function onSurface(
  shown: SurfaceShown,
  episode: Episode,
  box: Box,
  position: number,
  { theme }: ReplayLook,
): Mark[] {
  const { dimensions, axes } = shown
  const place = placeSurface(box, shown)
  const step = Math.floor(position)
  const marks: Mark[] = pathPieces(episode, dimensions, axes, step - thickSteps, step).map((piece) =>
    pathMark(piece, place, theme.text, 2.2),
  )
  const value = (index: number): number => {
    const raw = episode.statesNX[step * episode.states + index]!
    const { low, high } = dimensions[index]!
    return Math.max(low, Math.min(high, turnsRound(dimensions[index]!) ? wrapAngle(raw) : raw))
  }
  marks.push({
    kind: 'circle',
    x: place.x(value(axes.across)),
    y: place.y(value(axes.up)),
    radius: 6,
    fill: theme.accent,
    stroke: theme.panel,
    strokeWidth: 2,
  })
  return marks
}

const pathMark = (
  piece: readonly Point[],
  place: ReturnType<typeof placeSurface>,
  stroke: string,
  strokeWidth: number,
): Extract<Mark, { kind: 'path' }> => ({
  kind: 'path',
  points: piece.map(([x, y]) => [place.x(x), place.y(y)]),
  closed: false,
  stroke,
  strokeWidth,
})
