import { expect, it } from 'vitest'
import { klPerState, valueChange } from './policy-difference.ts'

it('KL of each state is that of its two distributions, the old one first', () => {
  const old = [0.5, 0.5, 1, 0]
  const fresh = [0.9, 0.1, 0.25, 0.75]
  const [first, second] = klPerState(old, fresh, 2)
  expect(first).toBeCloseTo(0.5 * Math.log(0.5 / 0.9) + 0.5 * Math.log(0.5 / 0.1), 14)
  expect(second).toBeCloseTo(Math.log(4), 14)
  expect(klPerState(fresh, old, 2)[1]).toBe(Infinity)
})

it('is zero between equal policies, however they round', () => {
  const row = [0.1, 0.2, 0.7]
  expect([...klPerState(row, row, 1)]).toEqual([0])
})

it('values change from old to new', () => expect([...valueChange([1, 2], [4, -1])]).toEqual([3, -3]))
