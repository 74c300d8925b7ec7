import { arrow, type Mark, type Point } from '../../../charts/drawing.ts'
import { formatFixed } from '../../../../src-shared/words/format.ts'
import { stateAt, type Episode } from './episode.ts'
import { actionStep, ghostsBefore, line, type Box, type ReplayLook, type WorldPicture } from './picture.ts'

const [low, high] = [-1.2, 0.6]
const axisPx = 22

/** Gymnasium's hill: its height over a position is sin(3 x). */
export function mountainPicture(
  episode: Episode,
  { theme, colour }: ReplayLook,
  goal: number,
  discrete: boolean,
): WorldPicture {
  const at = (box: Box, position: number): Point => [
    box.x + (box.width * (position - low)) / (high - low),
    box.y + 26 + (box.height - axisPx - 40) * (1 - (Math.sin(3 * position) + 1) / 2),
  ]
  const car = (box: Box, position: number, opacity: number): Mark => {
    const [x, y] = at(box, position)
    const [x2, y2] = at(box, position + 0.001)
    const size = Math.hypot(x2 - x, y2 - y)
    const [ux, uy] = [(x2 - x) / size, (y2 - y) / size]
    const corner = (along: number, up: number): Point => [x + along * ux + up * uy, y + along * uy - up * ux]
    return {
      kind: 'path',
      points: [corner(-16, 2), corner(16, 2), corner(16, 14), corner(-16, 14)],
      closed: true,
      fill: colour,
      opacity,
    }
  }
  return {
    still(box) {
      const hill = Array.from({ length: 91 }, (_, i) => at(box, low + ((high - low) * i) / 90))
      const [flagX, flagY] = at(box, goal)
      const bottom = box.y + box.height - axisPx
      return [
        { kind: 'path', points: hill, closed: false, stroke: theme.soft, strokeWidth: 2 },
        line([flagX, flagY], [flagX, flagY - 24], theme.text, { strokeWidth: 1.5 }),
        {
          kind: 'path',
          points: [
            [flagX, flagY - 24],
            [flagX - 14, flagY - 19],
            [flagX, flagY - 14],
          ],
          closed: true,
          fill: theme.text,
        },
        ...[-1.2, -0.9, -0.6, -0.3, 0, 0.3, 0.6].flatMap((tick): Mark[] => [
          line([at(box, tick)[0], bottom], [at(box, tick)[0], bottom + 4], theme.faint),
          {
            kind: 'text',
            x: at(box, tick)[0],
            y: bottom + 17,
            text: formatFixed(tick, 1),
            size: 11.5,
            fill: theme.soft,
            at: tick === low ? 'start' : tick === high ? 'end' : 'middle',
          },
        ]),
        line([box.x, bottom], [box.x + box.width, bottom], theme.faint),
      ]
    },
    moving(box, position) {
      const step = actionStep(position, episode.steps)
      const now = stateAt(episode, position)[0]!
      const [x, y] = at(box, now)
      const raw = step === null ? 0 : discrete ? episode.actionsNK[step]! - 1 : episode.actionsNK[step]!
      const force = Math.max(-1, Math.min(1, raw))
      return [
        ...ghostsBefore(position, 5, 4).map((ghost) => car(box, stateAt(episode, ghost.position)[0]!, ghost.opacity)),
        car(box, now, 1),
        ...(force === 0 ? [] : arrow([x, y - 24], [x + 38 * force, y - 24], theme.text, 2, 8)),
      ]
    },
  }
}
