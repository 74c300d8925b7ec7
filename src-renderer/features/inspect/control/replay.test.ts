import { expect, test } from 'vitest'
import { chartThemes } from '../../../../src-shared/figure/chart-theme.ts'
import { cartPolePicture, placeCartPole } from './cart-pole-picture.ts'
import { episodeCsv } from './episode-csv.ts'
import { stateAt, wrapAngle } from './episode.ts'
import { ghostsBefore } from './picture.ts'
import { cursorMarks, placeStrips, stripsMarks, thinned } from './strips-drawing.ts'
import { stripRange, stripsOf } from './strips.ts'
import { testEpisode } from './test-episode.ts'
import { endWords, stateText } from './worlds.ts'

const look = { theme: chartThemes.light, colour: '#123456' }
const box = { x: 0, y: 0, width: 540, height: 300 }
const cartPole = testEpisode([
  [0, 0, 0, 0],
  [1, 0, Math.PI / 6, 0],
  [2, 0, 0, 0],
])

test('between two steps a state moves evenly, and an angle the shorter way', () => {
  expect(stateAt(cartPole, 0.25)[0]).toBeCloseTo(0.25)
  expect(stateAt(cartPole, 7)).toEqual([2, 0, 0, 0])
  const turning = testEpisode([[3], [-3]])
  expect(stateAt(turning, 0.5, [true])[0]).toBeCloseTo(Math.PI)
  expect(stateAt(turning, 0.5, [false])[0]).toBe(0)
  expect(wrapAngle(7)).toBeCloseTo(7 - 2 * Math.PI)
})

test('CartPole stands where it is, its pole leans to the right, and the push comes from behind', () => {
  const place = placeCartPole(box)
  expect(place.x(0)).toBe(270)
  expect(place.x(2.4) - place.x(-2.4)).toBeCloseTo(480)
  const marks = cartPolePicture(cartPole, look).moving(box, 1)
  const cart = marks.find((mark) => mark.kind === 'rect')!
  expect(cart.x + cart.width / 2).toBeCloseTo(370)
  const pole = marks.find((mark) => mark.kind === 'path' && mark.stroke === look.colour)!
  if (pole.kind !== 'path') throw new Error('a pole is a path')
  const [foot, head] = pole.points as [readonly [number, number], readonly [number, number]]
  expect(Math.atan2(head[0] - foot[0], foot[1] - head[1])).toBeCloseTo(Math.PI / 6)
  // Step 1 pushes to the right: the arrow is at the left of the cart.
  const push = marks.find((mark) => mark.kind === 'text')!
  expect(push).toMatchObject({ text: 'push right' })
  expect(push.x).toBeLessThan(cart.x)
  // The episode is over: nothing pushes.
  expect(
    cartPolePicture(cartPole, look)
      .moving(box, 2)
      .filter(({ kind }) => kind === 'text'),
  ).toEqual([])
})

test('ghosts are of steps before, the oldest faintest', () => {
  const ghosts = ghostsBefore(20, 6, 7)
  expect(ghosts.map(({ position }) => position)).toEqual([6, 13])
  expect(ghosts[0]!.opacity).toBeLessThan(ghosts[1]!.opacity)
})

test('strips: one axis, one cursor, the numbers of the step', () => {
  const strips = stripsOf(cartPole, ['left', 'right'])
  expect(strips.map(({ title }) => title)).toEqual(['probability of right', 'V(s)', 'reward', 'TD error'])
  expect(strips[0]!.drawn!.rows).toEqual(['right', 'left'])
  expect([...strips[0]!.drawn!.rowOfStep]).toEqual([1, 0])
  expect(stripRange(strips[2]!)).toEqual({ low: 0, high: 1 })
  const place = placeStrips(strips, 2, { ...box, height: 400 })
  expect(place.stepAt(place.x(1) + 3)).toBe(1)
  expect(place.stepAt(-50)).toBe(0)
  const tops = place.strips.flatMap(({ top, bottom }) => [top, bottom])
  expect(tops).toEqual(tops.toSorted((a, b) => a - b))
  expect(tops.at(-1)).toBeLessThan(place.axis)
  expect(stripsMarks(place, 2, look).length).toBeGreaterThan(20)
  const texts = cursorMarks(place, 1.5, 2, look).flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))
  expect(texts).toEqual(['0.10', '9', '1', '0.50'])
})

test('a Gaussian policy has a strip a component, with what was drawn', () => {
  const episode = testEpisode([[0], [1]], {
    actionSize: 2,
    actions: 0,
    probabilitiesNA: null,
    actionsNK: Float64Array.of(0.5, -0.5),
    meansNK: Float64Array.of(1, 2, 3, 4),
    sigmasNK: Float64Array.of(0.1, 0.2, 0.3, 0.4),
    valuesN: null,
    tdErrorsN: null,
  })
  const strips = stripsOf(episode, [])
  expect(strips.map(({ title }) => title)).toEqual([
    'action 1',
    'action 2',
    'reward still to come, discounted',
    'reward',
  ])
  expect([...strips[1]!.points!]).toEqual([-0.5])
  expect(stripRange(strips[1]!)).toEqual({ low: -0.5, high: 2.2 })
})

test('a long line keeps the least and the most of each px', () => {
  const values = Float64Array.from({ length: 10_000 }, (_, n) => (n === 4_321 ? 9 : n === 8_765 ? -9 : 0))
  const kept = thinned(values, 100)
  expect(kept.length).toBeLessThan(220)
  expect(kept).toContain(4_321)
  expect(kept).toContain(8_765)
})

test('words and numbers of an episode', () => {
  expect(stateText({ name: 'angle', low: -0.21, high: 0.21, unit: 'rad' }, 0.1)).toBe('5.7°')
  expect(stateText({ name: 'position', low: -2.4, high: 2.4, unit: 'm' }, -1.386)).toBe('−1.39 m')
  expect(endWords('CartPole-v1', [2.5, 0, 0, 0], 'terminated')).toContain('left the track')
  expect(endWords('CartPole-v1', [0, 0, 0.3, 0], 'terminated')).toContain('pole fell')
  expect(endWords('CartPole-v1', [0, 0, 0, 0], 'truncated')).toContain('time limit')
  const csv = episodeCsv(testEpisode([[5], [6]]), [{ name: 'x', low: 0, high: 1 }])
  expect(csv.trimEnd().split('\n')).toEqual([
    'step,x,observation_1,action,probability_0,probability_1,value,reward,td_error,reward_to_go',
    '0,5,5,0,1,0,10,1,-0.5,1',
    '1,6,6,,,,9,,,',
  ])
})
