import { expect, test } from 'vitest'
import { isolines } from './isolines.ts'

test('on a circle’s field every end of a segment lies about on the circle, and they go around it', () => {
  const [columns, rows] = [41, 41]
  const values = Array.from({ length: columns * rows }, (_, i) =>
    Math.hypot((i % columns) - 20, Math.floor(i / columns) - 20),
  )
  const segments = isolines({ columns, rows, values }, 10)
  for (const [[x, y]] of segments) expect(Math.hypot(x - 20, y - 20)).toBeCloseTo(10, 1)
  const length = segments.reduce((sum, [from, to]) => sum + Math.hypot(to[0] - from[0], to[1] - from[1]), 0)
  expect(length).toBeCloseTo(2 * Math.PI * 10, 0)
})

test('there are none where the field doesn’t reach the value', () => {
  expect(isolines({ columns: 2, rows: 2, values: [1, 2, 3, 4] }, 5)).toEqual([])
})
