import { expect, it } from 'vitest'
import { indexInStep, indexOfOwn, nearestIndex } from './in-step.ts'

const run = (stepsAnUpdate: number, updates: readonly number[]) =>
  updates.map((update) => ({ update, envSteps: update * stepsAnUpdate }))

it('the nearest checkpoint to an update is found, the last without one', () => {
  const checkpoints = run(10, [0, 25, 50])
  expect(nearestIndex(checkpoints, 30)).toBe(1)
  expect(nearestIndex(checkpoints, 9_999)).toBe(2)
  expect(nearestIndex(checkpoints, null)).toBe(2)
  expect(nearestIndex([], 3)).toBe(-1)
})

it('another run is in step by env steps', () => {
  const first = run(100, [0, 10, 20])
  const second = run(25, [0, 40, 80])
  expect(indexInStep(first[1]!, first, second)).toBe(1)
})

it('another run is in step by updates where one takes no env steps', () => {
  const exact = run(0, [0, 10, 20])
  const sampled = run(25, [0, 10, 20])
  expect(indexInStep(exact[2]!, exact, sampled)).toBe(2)
  expect(indexInStep(sampled[1]!, sampled, exact)).toBe(1)
})

it('the checkpoint before is none at the start', () => {
  const checkpoints = run(1, [0, 5, 10])
  expect(indexOfOwn({ kind: 'previous' }, checkpoints, 0)).toBeNull()
  expect(indexOfOwn({ kind: 'previous' }, checkpoints, 2)).toBe(1)
  expect(indexOfOwn({ kind: 'update', update: 4 }, checkpoints, 2)).toBe(1)
  expect(indexOfOwn({ kind: 'nothing' }, checkpoints, 2)).toBeNull()
})
