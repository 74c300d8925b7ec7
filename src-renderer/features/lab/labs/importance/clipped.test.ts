import { expect, test } from 'vitest'
import { clippedBand, clippedLine } from './clipped.ts'

const pen = { stroke: '#000', strokeWidth: 1 }
const pointsOf = (marks: ReturnType<typeof clippedLine>) =>
  marks.map((mark) => (mark.kind === 'path' ? mark.points : []))

test('a line ends where it leaves the area and begins anew where it comes back', () => {
  const marks = clippedLine(
    [
      [0, 5],
      [10, 15],
      [20, 5],
    ],
    0,
    10,
    pen,
  )
  expect(pointsOf(marks)).toEqual([
    [
      [0, 5],
      [5, 10],
    ],
    [
      [15, 10],
      [20, 5],
    ],
  ])
})

test('a step across the whole area is cut at both ends, and what lies outside is not drawn', () => {
  const across = clippedLine(
    [
      [0, -10],
      [10, 30],
    ],
    0,
    10,
    pen,
  )
  expect(pointsOf(across)).toEqual([
    [
      [2.5, 0],
      [5, 10],
    ],
  ])
  const outside = clippedLine(
    [
      [0, -10],
      [10, -20],
    ],
    0,
    10,
    pen,
  )
  expect(outside).toEqual([])
})

test('a band is cut flat', () => {
  const band = clippedBand(
    [
      [0, -5],
      [10, 2],
    ],
    [
      [0, 8],
      [10, 30],
    ],
    0,
    10,
    '#000',
    0.2,
  )
  expect(band).toMatchObject({
    points: [
      [0, 0],
      [10, 2],
      [10, 10],
      [0, 8],
    ],
  })
})
