import { expect, test } from 'vitest'
import { storedTrajectories } from '../../../src-shared/domain/stored-trajectories.ts'
import { checkStored } from './stored-batch.ts'

const stored = (logProbs: number[]) =>
  storedTrajectories.parse({
    format: 'ascent-trajectories',
    version: 1,
    environment: { id: 'chain' },
    trajectories: [
      { observations: logProbs.map(() => [0]), actions: logProbs.map(() => [1]), rewards: logProbs, logProbs },
    ],
  })

test('a probability above 1 is refused, by its step; rounding is none', () => {
  const check = (logProbs: number[]) => () => checkStored(stored(logProbs), 1, 1, 2, 5)
  expect(check([-0.7, 0, 1e-7])).not.toThrow()
  expect(check([-0.7, 0.1])).toThrow(
    'Step 1 of stored trajectory 0 has log pi(a|s) = 0.1, and no probability is above 1: store the log-probability of ' +
      'the action by the policy that acted.',
  )
})

test('a density may be above 1', () => {
  expect(() => checkStored(stored([2.5, -1]), 1, 1, undefined, undefined)).not.toThrow()
})
