import { expect, it } from 'vitest'
import type { Parameter } from './parameters.ts'
import { heatCells, responseLines } from './response.ts'

const parameter = (title: string, values: string[], placeOf: number[]): Parameter => ({
  path: title,
  title,
  values,
  numbers: null,
  isLogarithmic: false,
  placeOf,
})
// Two rates x two slips, and one more variant of another kind at the last point.
const rate = parameter('rate', ['0.1', '0.2'], [1, 0, 1, 0, 0])
const slip = parameter('slip', ['0', '1'], [0, 0, 1, 1, 1])
const kind = parameter('kind', ['a', 'b'], [0, 0, 0, 0, 1])
const parameters = [rate, slip, kind]
const estimate = (centre: number) => ({ centre, low: centre - 1, high: centre + 1, n: 3 })
const estimates = [estimate(10), estimate(20), null, estimate(40), estimate(60)]

it('has a line for each set of variants that differ in nothing else', () => {
  const lines = responseLines(estimates, parameters, rate)
  expect(
    lines.map(({ label, points }) => [label, points.map(({ place, estimate }) => [place, estimate.centre])]),
  ).toEqual([
    [
      'slip 0, kind a',
      [
        [0, 20],
        [1, 10],
      ],
    ],
    ['slip 1, kind a', [[0, 40]]],
    ['slip 1, kind b', [[0, 60]]],
  ])
})

it('has a field for each pair of values: the mean where several variants share it', () => {
  expect(heatCells(estimates, rate, slip)).toEqual([
    { x: 1, y: 0, variants: 1, centre: 10, low: 9, high: 11 },
    { x: 0, y: 0, variants: 1, centre: 20, low: 19, high: 21 },
    { x: 0, y: 1, variants: 2, centre: 50, low: null, high: null },
  ])
})
