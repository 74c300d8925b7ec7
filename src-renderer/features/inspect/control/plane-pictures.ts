import { arrow, type Mark, type Point } from '../../../charts/drawing.ts'
import { formatNumber } from '../../../../src-shared/words/format.ts'
import { scaleOf, ticksOf } from '../finite/scale.ts'
import { columnOf, stateAt, type Episode } from './episode.ts'
import { actionStep, ghostsBefore, line, type Box, type ReplayLook, type WorldPicture } from './picture.ts'

/** What is drawn of a state of numbers without a shape of its own. */
export interface Plane {
  /** Which numbers of the state lie across and up; without the second it is a line. */
  across: number
  up: number | null
  names: readonly [string, string]
  /** Half the size of what is shown; the states' own where it isn't given. */
  half?: number
  /** Walls at that half size. */
  walls: boolean
  goalRadius: number
  /** Which components of the action push along across and up; their largest size. */
  force: { across: number; up: number | null; most: number } | null
}

const marginPx = 20
/** A narrow plane names only its ends and its middle. */
const narrowPx = 120

/** A point on a line, or in a plane from above, with its way. */
export function planePicture(episode: Episode, { theme, colour }: ReplayLook, plane: Plane): WorldPicture {
  const shownColumns = plane.up === null ? [plane.across] : [plane.across, plane.up]
  const widest = scaleOf(
    'sided',
    shownColumns.flatMap((column) => [...columnOf(episode.statesNX, episode.states, column, episode.steps + 1)]),
  ).high
  const half = plane.half ?? widest
  const place = (box: Box) => {
    const room = Math.max(10, box.height - 2 * marginPx)
    // A plane keeps its shape; a line takes the width.
    const width = plane.up === null ? box.width - 2 * marginPx : Math.min(room, box.width - 2 * marginPx)
    const height = plane.up === null ? room : width
    const centre: Point = [box.x + box.width / 2, box.y + box.height / 2]
    return {
      width,
      height,
      centre,
      at: (state: readonly number[]): Point => [
        centre[0] + (state[plane.across]! / half) * (width / 2),
        centre[1] - (plane.up === null ? 0 : (state[plane.up]! / half) * (height / 2)),
      ],
    }
  }
  return {
    still(box) {
      const { width, height, centre } = place(box)
      const [left, top] = [centre[0] - width / 2, centre[1] - height / 2]
      const bottom = plane.up === null ? centre[1] : top + height
      const x = (value: number): number => centre[0] + (value / half) * (width / 2)
      const marks: Mark[] = []
      if (plane.up !== null)
        marks.push(
          { kind: 'rect', x: left, y: top, width, height, stroke: plane.walls ? theme.soft : theme.line },
          line([left, centre[1]], [left + width, centre[1]], theme.line),
          line([centre[0], top], [centre[0], top + height], theme.line),
          { kind: 'text', x: left + 4, y: top - 6, text: plane.names[1], size: 11.5, fill: theme.soft },
        )
      else marks.push(line([left, bottom], [left + width, bottom], theme.faint))
      const ticks = width < narrowPx ? [-half, 0, half] : ticksOf({ low: -half, high: half })
      for (const tick of ticks)
        marks.push(line([x(tick), bottom], [x(tick), bottom + 4], theme.faint), {
          kind: 'text',
          x: x(tick),
          y: bottom + 16,
          text: formatNumber(tick, 3),
          size: 11.5,
          fill: theme.soft,
          at: 'middle',
        })
      marks.push({
        kind: 'text',
        ...(plane.up === null
          ? { x: left + width, y: bottom - 12, at: 'end' }
          : { x: left + width + 6, y: bottom + 4 }),
        text: plane.names[0],
        size: 11.5,
        fill: theme.soft,
      })
      const radius = Math.max(3, (plane.goalRadius / half) * (width / 2))
      marks.push({ kind: 'circle', x: centre[0], y: centre[1], radius, stroke: theme.accent, strokeWidth: 1.5 })
      return marks
    },
    moving(box, position) {
      const { at, width } = place(box)
      const arrowPx = Math.min(44, width / 3)
      const step = actionStep(position, episode.steps)
      const whole = Math.floor(position)
      const trace = Array.from({ length: whole + 1 }, (_, n) => at(stateAt(episode, n)))
      const here = at(stateAt(episode, position))
      const marks: Mark[] = [
        { kind: 'path', points: [...trace, here], closed: false, stroke: colour, strokeWidth: 1.5, opacity: 0.5 },
        ...ghostsBefore(position, 4, 3).map((ghost): Mark => {
          const [x, y] = at(stateAt(episode, ghost.position))
          return { kind: 'circle', x, y, radius: 6, fill: colour, opacity: ghost.opacity }
        }),
        { kind: 'circle', x: here[0], y: here[1], radius: 8, fill: colour, stroke: theme.panel, strokeWidth: 2 },
      ]
      if (plane.force !== null && step !== null) {
        const { across, up, most } = plane.force
        const push = (component: number | null): number =>
          component === null
            ? 0
            : Math.max(-1, Math.min(1, episode.actionsNK[step * episode.actionSize + component]! / most))
        marks.push(...arrow(here, [here[0] + arrowPx * push(across), here[1] - arrowPx * push(up)], theme.text, 2, 8))
      }
      return marks
    },
  }
}
