import { expect, it } from 'vitest'
import { noProgress } from '../../../src-shared/domain/run.ts'
import type { Run } from '../../../src-shared/domain/run.ts'
import { returnOf, speedOf, stepsOf } from './live-figures.ts'

const run = (status: Run['status'], progress: Partial<Run['progress']>) => ({
  status,
  progress: { ...noProgress, ...progress },
})
const figures = (...runs: ReturnType<typeof run>[]) => [stepsOf(runs), speedOf(runs), returnOf(runs)]

it('adds up what runs have done, and the speed of those that train', () => {
  expect(
    figures(
      run('finished', { envSteps: 10_000, stepsPerSecond: null, lastReturn: 100 }),
      run('running', { envSteps: 2_000, stepsPerSecond: 1_500.4, lastReturn: 50 }),
      run('queued', {}),
    ),
  ).toEqual(['12,000', '1,500', '75'])
})

it('counts updates where no env steps are taken', () => {
  expect(figures(run('running', { update: 30, computeMs: 2_000, lastEvaluationReturn: -3 }))).toEqual([
    '30 updates',
    '15 upd.',
    '−3',
  ])
})

it('is empty before anything is known', () => expect(figures(run('queued', {}))).toEqual(['', '', '']))
