import { arrow, type Mark, type Point } from '../../../charts/drawing.ts'
import { formatFixed } from '../../../../src-shared/words/format.ts'
import { stateAt, type Episode } from './episode.ts'
import { actionStep, ghostsBefore, line, type Box, type ReplayLook, type WorldPicture } from './picture.ts'

/** The turn of a torque around a point, as an arrow over it, and its size as the world clips it. */
function torqueMarks(at: Point, radius: number, torque: number, most: number, { theme }: ReplayLook): Mark[] {
  const share = Math.max(-1, Math.min(1, torque / most))
  const label: Mark = {
    kind: 'text',
    x: at[0] + radius + 14,
    y: at[1] + 4,
    text: `torque ${formatFixed(share * most, 2)}`,
    size: 11.5,
    fill: theme.text,
    halo: theme.panel,
  }
  if (Math.abs(share) < 0.05) return [label]
  // Positive torque turns the way angles grow: for both arms counter-clockwise on the screen.
  const points = Array.from({ length: 16 }, (_, i): Point => {
    const angle = 2 * share * (i / 15 - 0.5)
    return [at[0] - radius * Math.sin(angle), at[1] - radius * Math.cos(angle)]
  })
  const [neck, end] = [points.at(-3)!, points.at(-1)!]
  const length = Math.hypot(end[0] - neck[0], end[1] - neck[1]) || 1
  const tip: Point = [end[0] + ((end[0] - neck[0]) / length) * 9, end[1] + ((end[1] - neck[1]) / length) * 9]
  return [
    { kind: 'path', points, closed: false, stroke: theme.text, strokeWidth: 2 },
    ...arrow(end, tip, theme.text, 2, 8.9),
    label,
  ]
}

/** Gymnasium's pendulum: 0 is upright, and angles grow counter-clockwise. */
export function pendulumPicture(episode: Episode, look: ReplayLook): WorldPicture {
  const { theme, colour } = look
  const place = (box: Box) => ({
    centre: [box.x + box.width / 2, box.y + box.height / 2] as Point,
    length: Math.max(10, Math.min(box.width, box.height) / 2 - 12),
  })
  const rod = (box: Box, angle: number, opacity: number): Mark => {
    const { centre, length } = place(box)
    return {
      kind: 'path',
      points: [centre, [centre[0] - length * Math.sin(angle), centre[1] - length * Math.cos(angle)]],
      closed: false,
      stroke: colour,
      strokeWidth: opacity === 1 ? 8 : 5,
      opacity,
    }
  }
  return {
    still(box) {
      const { centre, length } = place(box)
      return [
        { kind: 'circle', x: centre[0], y: centre[1], radius: length, stroke: theme.line },
        line([centre[0], centre[1] - length - 8], [centre[0], centre[1] - length + 8], theme.faint, { dash: [3, 3] }),
        { kind: 'text', x: centre[0] + 8, y: centre[1] - length + 2, text: 'upright', size: 11.5, fill: theme.soft },
      ]
    },
    moving(box, position) {
      const { centre, length } = place(box)
      const step = actionStep(position, episode.steps)
      return [
        ...ghostsBefore(position, 4, 3).map((ghost) => rod(box, stateAt(episode, ghost.position)[0]!, ghost.opacity)),
        rod(box, stateAt(episode, position)[0]!, 1),
        {
          kind: 'circle',
          x: centre[0],
          y: centre[1],
          radius: 4,
          fill: theme.panel,
          stroke: theme.soft,
          strokeWidth: 2,
        },
        ...(step === null ? [] : torqueMarks(centre, Math.min(26, length / 2), episode.actionsNK[step]!, 2, look)),
      ]
    },
  }
}

/** Gymnasium's Acrobot: both angles 0 hanging down; the second is relative to the first link. The line is a link above the hook. */
export function acrobotPicture(episode: Episode, look: ReplayLook): WorldPicture {
  const { theme, colour } = look
  const place = (box: Box) => {
    const unit = Math.max(5, Math.min(box.width, box.height - 10) / 4.4)
    return { unit, hook: [box.x + box.width / 2, box.y + box.height / 2] as Point }
  }
  const links = (box: Box, position: number): Point[] => {
    const { unit, hook } = place(box)
    const [first, second] = stateAt(episode, position, [true, true]) as [number, number]
    const elbow: Point = [hook[0] + unit * Math.sin(first), hook[1] + unit * Math.cos(first)]
    return [hook, elbow, [elbow[0] + unit * Math.sin(first + second), elbow[1] + unit * Math.cos(first + second)]]
  }
  const arm = (box: Box, position: number, opacity: number): Mark => ({
    kind: 'path',
    points: links(box, position),
    closed: false,
    stroke: colour,
    strokeWidth: opacity === 1 ? 7 : 4,
    opacity,
  })
  return {
    still(box) {
      const { unit, hook } = place(box)
      const y = hook[1] - unit
      return [
        line([hook[0] - 2.4 * unit, y], [hook[0] + 2.4 * unit, y], theme.faint, { dash: [5, 4] }),
        { kind: 'text', x: hook[0] + 2.4 * unit + 6, y: y + 4, text: 'goal', size: 11.5, fill: theme.soft },
      ]
    },
    moving(box, position) {
      const [hook, elbow] = links(box, position) as [Point, Point, Point]
      const step = actionStep(position, episode.steps)
      return [
        ...ghostsBefore(position, 4, 1).map((ghost) => arm(box, ghost.position, ghost.opacity)),
        arm(box, position, 1),
        ...[hook, elbow].map(([x, y]): Mark => ({
          kind: 'circle',
          x,
          y,
          radius: 4,
          fill: theme.panel,
          stroke: theme.soft,
          strokeWidth: 2,
        })),
        ...(step === null ? [] : torqueMarks(elbow, 18, episode.actionsNK[step]! - 1, 1, look)),
      ]
    },
  }
}
