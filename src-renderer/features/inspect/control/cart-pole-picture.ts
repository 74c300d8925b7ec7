import { formatNumber } from '../../../../src-shared/words/format.ts'
import { arrow, type Mark, type Point } from '../../../charts/drawing.ts'
import { stateAt, type Episode } from './episode.ts'
import { actionStep, ghostsBefore, line, type Box, type ReplayLook, type WorldPicture } from './picture.ts'

const track = 2.4
const shown = 2.7
const endAngle = (12 * Math.PI) / 180
const poleMetres = 1
const cartMetres = { width: 0.5, height: 0.19 }
const ghosts = { count: 6, apart: 7 }
/** Room for the axis, its numbers and its name; the name goes first where room is short. */
const axisPx = (box: Box): number => (box.height < 110 ? 24 : 44)

/** Where metres stand in a box: upright room may be short, then the pole is, and angles stay true. */
export function placeCartPole(box: Box): {
  x: (metres: number) => number
  perMetre: number
  poleScale: number
  ground: number
} {
  const perMetre = box.width / (2 * shown)
  const ground = box.y + box.height - axisPx(box)
  const height = ground - box.y - 6
  return {
    x: (metres) => box.x + box.width / 2 + metres * perMetre,
    perMetre,
    poleScale: Math.max(10, Math.min(perMetre, height / (poleMetres + cartMetres.height + 0.06))),
    ground,
  }
}

/** The cart on its track, the pole, ghosts of the steps before, the push, and the cone that the pole must stay in. */
export function cartPolePicture(episode: Episode, { theme, colour }: ReplayLook): WorldPicture {
  const cart = (box: Box, state: readonly number[], opacity: number): Mark[] => {
    const place = placeCartPole(box)
    const [width, height] = [cartMetres.width * place.perMetre, cartMetres.height * place.poleScale]
    const x = place.x(state[0]!)
    const top = place.ground - height
    return [
      { kind: 'rect', x: x - width / 2, y: top, width, height, radius: 4, fill: theme.soft, opacity },
      {
        kind: 'path',
        points: [[x, top], tip([x, top], state[2]!, poleMetres * place.poleScale)],
        closed: false,
        stroke: colour,
        strokeWidth: opacity === 1 ? 7 : 5,
        opacity,
      },
    ]
  }
  return {
    still(box) {
      const { x, ground } = placeCartPole(box)
      const ticks = [-track, -2, -1, 0, 1, 2, track]
      return [
        line([x(-shown), ground], [x(shown), ground], theme.faint),
        ...[-track, track].map((end) => line([x(end), box.y], [x(end), ground], theme.faint, { dash: [4, 4] })),
        ...ticks.flatMap((tick): Mark[] => [
          line([x(tick), ground], [x(tick), ground + 4], theme.faint),
          {
            kind: 'text',
            x: x(tick),
            y: ground + 17,
            text: formatNumber(tick),
            size: 11.5,
            fill: theme.soft,
            at: 'middle',
          },
        ]),
        ...(axisPx(box) < 44
          ? []
          : [
              {
                kind: 'text',
                x: x(0),
                y: ground + 36,
                text: 'position, m',
                size: 11.5,
                fill: theme.soft,
                at: 'middle',
              } as const,
            ]),
      ]
    },
    moving(box, position) {
      const place = placeCartPole(box)
      const state = stateAt(episode, position)
      const x = place.x(state[0]!)
      const pivot: Point = [x, place.ground - cartMetres.height * place.poleScale]
      const length = poleMetres * place.poleScale
      const cone = [-endAngle, endAngle].map((angle) =>
        line(pivot, tip(pivot, angle, length + 4), theme.faint, { dash: [3, 4] }),
      )
      return [
        ...ghostsBefore(position, ghosts.count, ghosts.apart).flatMap((ghost) =>
          cart(box, stateAt(episode, ghost.position), ghost.opacity),
        ),
        ...cone,
        ...cart(box, state, 1),
        { kind: 'circle', x, y: pivot[1], radius: 3.5, fill: theme.panel },
        ...push(
          place.perMetre * (cartMetres.width / 2),
          x,
          place.ground - 0.5 * cartMetres.height * place.poleScale,
          position,
        ),
      ]
    },
  }
  /** From behind, up to the cart. */
  function push(halfPx: number, x: number, y: number, position: number): Mark[] {
    const step = actionStep(position, episode.steps)
    if (step === null) return []
    const right = episode.actionsNK[step] === 1
    const way = right ? 1 : -1
    const head = x - way * (halfPx + 4)
    const tail = head - way * 34
    return [
      ...arrow([tail, y], [head, y], theme.text, 2, 9),
      {
        kind: 'text',
        x: (head + tail) / 2,
        y: y - 10,
        text: right ? 'push right' : 'push left',
        size: 11.5,
        fill: theme.text,
        at: 'middle',
        halo: theme.panel,
      },
    ]
  }
}

/** The end of something long that leans by an angle from upright, to the right where it is positive. */
const tip = ([x, y]: Point, angle: number, length: number): Point => [
  x + length * Math.sin(angle),
  y - length * Math.cos(angle),
]
