import { expect, test } from 'vitest'
import { environmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { chartThemes } from '../../../../src-shared/figure/chart-theme.ts'
import type { Mark } from '../../../charts/drawing.ts'
import { pictureOf } from './pictures.ts'
import { testEpisode } from './test-episode.ts'

const look = { theme: chartThemes.light, colour: '#123456' }
const box = { x: 0, y: 0, width: 600, height: 240 }

function own(id: object, states: number[][], position: number): Mark[] {
  const picture = pictureOf(environmentSpec.parse(id), testEpisode(states), look)!
  return [...picture.moving(box, position)].filter(
    (mark) =>
      mark.kind !== 'text' && mark.kind !== 'cells' && (mark.fill === look.colour || mark.stroke === look.colour),
  )
}

/** The points of the mark that is drawn in full. */
function points(marks: Mark[]): (readonly [number, number])[] {
  const mark = marks.findLast((one) => one.kind === 'path' && (one.opacity ?? 1) === 1)!
  return mark.kind === 'path' ? [...mark.points] : []
}

test('Pendulum: upright at 0, counter-clockwise as its angle grows', () => {
  const [centre, up] = points(
    own(
      { id: 'Pendulum-v1' },
      [
        [0, 0],
        [0, 0],
      ],
      0,
    ),
  )
  expect(up![0]).toBeCloseTo(centre![0])
  expect(up![1]).toBeLessThan(centre![1])
  const [, left] = points(
    own(
      { id: 'Pendulum-v1' },
      [
        [Math.PI / 2, 0],
        [0, 0],
      ],
      0,
    ),
  )
  expect(left![0]).toBeLessThan(centre![0])
})

test('Acrobot: hangs down at 0, and its second angle is relative to the first link', () => {
  const [hook, elbow, tip] = points(
    own(
      { id: 'Acrobot-v1' },
      [
        [0, 0, 0, 0],
        [0, 0, 0, 0],
      ],
      0,
    ),
  )
  expect(elbow![1]).toBeGreaterThan(hook![1])
  expect(tip![1] - elbow![1]).toBeCloseTo(elbow![1] - hook![1])
  const [, , above] = points(
    own(
      { id: 'Acrobot-v1' },
      [
        [Math.PI / 2, Math.PI / 2, 0, 0],
        [0, 0, 0, 0],
      ],
      0,
    ),
  )
  expect(above![1]).toBeLessThan(hook![1])
})

test('MountainCar: lowest in the valley, and further right as its position grows', () => {
  const middle = (position: number): [number, number] => {
    const corners = points(
      own(
        { id: 'MountainCar-v0' },
        [
          [position, 0],
          [position, 0],
        ],
        0,
      ),
    )
    return [0, 1].map((i) => corners.reduce((sum, corner) => sum + corner[i]! / 4, 0)) as [number, number]
  }
  const [valley, hill] = [middle(-Math.PI / 6), middle(0.5)]
  expect(hill[0]).toBeGreaterThan(valley[0])
  expect(hill[1]).toBeLessThan(valley[1])
})

test.each([
  [
    { id: 'point-mass', dimensions: 1 },
    [
      [1, 0],
      [1, 0],
    ],
    false,
  ],
  [
    { id: 'point-mass', dimensions: 2 },
    [
      [1, 1, 0, 0],
      [1, 1, 0, 0],
    ],
    true,
  ],
  [
    { id: 'point-mass', dimensions: 3 },
    [
      [1, 1, 1, 0, 0, 0],
      [1, 1, 1, 0, 0, 0],
    ],
    true,
  ],
  [
    { id: 'lqr' },
    [
      [1, 1],
      [1, 1],
    ],
    true,
  ],
])('a point of %o lies right of the origin, and above it where it has two dimensions', (id, states, above) => {
  const dot = own(id, states, 0).findLast((mark) => mark.kind === 'circle')!
  if (dot.kind !== 'circle') throw new Error('a point is a circle')
  expect(dot.x).toBeGreaterThan(300)
  expect(dot.y < 120).toBe(above)
})

test('a user’s own world has no picture', () => {
  expect(pictureOf({ id: 'module' } as never, testEpisode([[0], [0]]), look)).toBeNull()
})
