import { expect, test } from 'vitest'
import { chartThemes } from '../../../../src-shared/figure/chart-theme.ts'
import { episodesWords } from './episodes-button.tsx'
import { histogram, histogramDrawing, meanOf, worstAndBest } from './many-episodes.ts'
import { onSurface, placeSurface, surfaceMarks, type SurfaceShown } from './surface-drawing.ts'
import { contourLines, firstAxes, pathPieces, surfaceChoices } from './surface.ts'
import { testEpisode } from './test-episode.ts'

const look = { theme: chartThemes.light, colour: '#123456' }
const angle = { name: 'θ', low: -Math.PI, high: Math.PI, unit: 'rad' }
const speed = { name: 'angular velocity', low: -8, high: 8, unit: 'rad/s' }
const axes = { across: 0, up: 1 }

test('the line of a level is where it is, in one piece', () => {
  // Rises to the right: 0, 0.4, 0.8, 1.2; 0.5 lies a quarter past column 1.
  const values = Float64Array.from({ length: 12 }, (_, at) => 0.4 * (at % 4))
  const lines = contourLines(values, 4, 0.5)
  expect(lines).toHaveLength(1)
  expect(lines[0]).toHaveLength(3)
  for (const [x] of lines[0]!) expect(x).toBeCloseTo(1.25)
  expect(lines[0]!.map(([, y]) => y).toSorted()).toEqual([0, 1, 2])
  expect(contourLines(values, 4, 5)).toEqual([])
  // Around a hill it is closed.
  const hill = Float64Array.from({ length: 25 }, (_, at) => (at === 12 ? 1 : 0))
  const [round] = contourLines(hill, 5, 0.5)
  expect(round).toHaveLength(5)
  expect(round![0]).toEqual(round![4])
})

test('a path is broken where an angle turns round, and where it leaves the axes', () => {
  const turning = testEpisode([
    [3, 0],
    [3.1, 0],
    [3.3, 0],
    [3.4, 0],
  ])
  const pieces = pathPieces(turning, [angle, speed], axes, 0, 3)
  expect(pieces.map((piece) => piece.length)).toEqual([2, 2])
  expect(pieces[1]![0]![0]).toBeCloseTo(3.3 - 2 * Math.PI)
  const leaving = testEpisode([
    [0, 7],
    [0, 7.5],
    [0, 9],
    [0, 7],
    [0, 6],
  ])
  expect(pathPieces(leaving, [angle, speed], axes, 0, 4).map((piece) => piece.length)).toEqual([2, 2])
})

test('what can be coloured, and the axes at first', () => {
  const softmax = testEpisode([
    [0, 0],
    [0, 0],
  ])
  expect(surfaceChoices(softmax, ['left', 'right']).map(({ name }) => name)).toEqual([
    'probability of right',
    'probability of left',
    'V(s), the critic’s',
  ])
  const gaussian = testEpisode([[0], [0]], {
    probabilitiesNA: null,
    actions: 0,
    meansNK: Float64Array.of(0, 0),
    valuesN: null,
  })
  expect(surfaceChoices(gaussian, []).map(({ of }) => of.kind)).toEqual(['mean', 'sigma'])
  expect(firstAxes([angle])).toBeNull()
  expect(firstAxes([angle, speed])).toEqual(axes)
})

test('the heat map fills its plot, and the replay stands on it', () => {
  const episode = testEpisode([
    [0, 0],
    [7, 4],
  ])
  const shown: SurfaceShown = {
    values: Float64Array.of(0, 1, 0.5, 1),
    count: 2,
    scale: { low: 0, high: 1 },
    ramp: 'sided',
    evenOdds: true,
    dimensions: [angle, speed],
    axes,
    probe: null,
  }
  const box = { x: 0, y: 0, width: 300, height: 300 }
  const place = placeSurface(box, shown)
  const marks = surfaceMarks(shown, box, look)
  const cells = marks.find((mark) => mark.kind === 'cells')!
  // Rows go up in the values and down in the picture: rust is 0, blue is 1.
  expect(cells.colours).toEqual(['#f6f5f3', '#5c8ecd', '#cf9163', '#5c8ecd'])
  expect(cells.x + cells.width / 2).toBeCloseTo(place.left + place.width / 2)
  expect(cells.width).toBeGreaterThan(place.width)
  expect(marks.some((mark) => mark.kind === 'text' && mark.text === 'even odds')).toBe(true)
  const dot = onSurface(shown, episode, box, 1, look).at(-1)!
  expect(dot).toMatchObject({ kind: 'circle', x: place.x(7 - 2 * Math.PI), y: place.y(4) })
})

test('many episodes: histogram, mean, worst and best', () => {
  const returnsE = Float64Array.from({ length: 200 }, (_, e) => (e < 100 ? 1 : 3))
  const many = {
    firstSeed: 40,
    returnsE,
    lengthsE: Float64Array.from({ length: 200 }, (_, e) => (e < 150 ? 500 : 20)),
    terminatedE: Float64Array.from({ length: 200 }, (_, e) => (e === 0 ? 1 : 0)),
  }
  expect(histogram(returnsE, 2, { low: 1, high: 3 })).toEqual([100, 100])
  const { mean, low, high } = meanOf(returnsE)
  expect(mean).toBe(2)
  // s^2 = 200 / 199.
  expect(high - mean).toBeCloseTo(1.971957 / Math.sqrt(199), 6)
  expect(mean - low).toBeCloseTo(high - mean)
  expect(worstAndBest(many)).toEqual({ worst: { seed: 40, return: 1 }, best: { seed: 140, return: 3 } })
  const words = episodesWords(many, 500, 3)
  expect(words).toContain('149 of 200 reached the time limit of 500')
  expect(words).toContain('100 of 200 returned 3 or more')
  const bars = histogramDrawing('returns', returnsE, { width: 400, height: 120 }, look).marks
  expect(bars.filter(({ kind }) => kind === 'rect')).toHaveLength(2)
})
