import { expect, test } from 'vitest'
import type { DifferenceResult, PolicyChange } from '../../domain/lab-results/difference.ts'
import { differenceFound, differenceWords } from './difference.ts'

const change = (difference: number, shift: number): PolicyChange => ({
  objective: 10 + difference,
  difference,
  promised: 2,
  kl: 0.01,
  deltaInfinity: { value: -0.5, state: 1, step: 1 },
  bound: -1,
  smallestDifference: { value: -0.75, state: 1, step: 0 },
  totalVariationH: [0, shift],
})
const result: DifferenceResult = {
  lab: 'difference',
  states: 2,
  horizon: 2,
  columns: null,
  discount: 1,
  objectiveBefore: 10,
  expectedAdvantage: -3,
  leftHS: [-3, 1, -2, 0],
  rightHS: [-3, 1, -2, 0],
  contributionsHS: [-1, 0.5, -0.5, -2],
  occupancyHS: [0.5, 0.5, 0.5, 0.5],
  largestGap: 0,
  trajectories: 100,
  delta: 0.01,
  changes: { after: change(-3, 0.1), fitted: change(1, 0.4), bounded: change(0.5, 0.02) },
}

test('what was found names both sides, the place that adds most, the bound and the shift', () => {
  const [sides, place, bound, shift] = differenceFound(result)
  expect(sides).toContain('J falls by **3**, from 10 to 7. The expected advantage says **−3**')
  // Over the steps state 0 adds -1 - 0.5 and state 1 adds 0.5 - 2.
  expect(place).toBe(
    'State 0 adds most to it, **−1.5** over all steps; of single steps it is state 1 at step 1, with **−2**.',
  )
  expect(bound).toContain('**−0.5**, in state 1 at step 1')
  expect(bound).toContain('1 with H = 2; the most that any state loses is **0.75**')
  expect(shift).toContain('**40 %**')
  expect(shift).toContain('**2 %**')
})

test('where no advantage is negative it says so', () => {
  const after = { ...change(3, 0), deltaInfinity: { value: 0, state: 0, step: 0 }, bound: 0 }
  expect(differenceFound({ ...result, changes: { ...result.changes, after } })[2]).toContain('nowhere worse')
})

test('the table has a row for each state and step', () => {
  expect(differenceWords.table(result)[4]).toEqual([1, 1, 0, 0, -2, 0.5])
})
