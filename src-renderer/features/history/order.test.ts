import { expect, it } from 'vitest'
import { experimentsOrder, nextOrder } from './order.ts'

it('texts begin with A, numbers with the largest; the same column again turns it round', () => {
  const before = { column: 'created', descending: true }
  expect(nextOrder(before, 'name')).toEqual({ column: 'name', descending: false })
  expect(nextOrder(before, 'evaluationReturn.last')).toEqual({ column: 'evaluationReturn.last', descending: true })
  expect(nextOrder(before, 'update.learningRate').descending).toBe(false)
  expect(nextOrder(before, 'created')).toEqual({ column: 'created', descending: false })
})

it('an order of another version is the newest first', () => {
  expect(experimentsOrder({ column: 'gone', descending: false })).toEqual({ column: 'created', descending: true })
  expect(experimentsOrder({ column: 'disk', descending: false })).toEqual({ column: 'disk', descending: false })
})
