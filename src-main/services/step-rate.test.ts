import { expect, test } from 'vitest'
import type { Run } from '../../src-shared/domain/run.ts'
import { createStepRate } from './step-rate.ts'

type Seen = Pick<Run, 'id' | 'status'> & { progress: Pick<Run['progress'], 'envSteps' | 'stepsPerSecond'> }

/** A clock and runs to turn by hand. */
function machine() {
  const runs = new Map<string, Seen>()
  let nowMs = 1_000_000
  const set = (id: string, status: Run['status'], envSteps: number, stepsPerSecond: number | null = null) =>
    runs.set(id, { id: id as Run['id'], status, progress: { envSteps, stepsPerSecond } })
  const rate = (): ReturnType<typeof createStepRate> =>
    createStepRate(
      () => runs.values(),
      () => nowMs,
    )
  return { set, rate, pass: (ms: number) => (nowMs += ms) }
}

test('a run that came and went between two looks is counted, and fades within seconds', () => {
  const { set, rate, pass } = machine()
  const stepRate = rate()
  expect(stepRate.perSecond()).toBe(0)
  pass(1_000)
  set('a', 'finished', 80_000)
  expect(stepRate.perSecond()).toBe(80_000)
  pass(1_000)
  expect(stepRate.perSecond()).toBe(40_000)
  for (let second = 0; second < 6; second++) {
    pass(1_000)
    stepRate.perSecond()
  }
  expect(stepRate.perSecond()).toBe(0)
})

test('all runs add up, those that ended and those that train', () => {
  const { set, rate, pass } = machine()
  set('old', 'finished', 5_000_000)
  set('a', 'running', 10_000, 30_000)
  const stepRate = rate()
  pass(1_000)
  set('a', 'finished', 40_000)
  set('b', 'running', 20_000, 20_000)
  expect(stepRate.perSecond()).toBe(50_000)
})

test('a run that goes on from a checkpoint before what it had counts only what comes after', () => {
  const { set, rate, pass } = machine()
  set('a', 'running', 10_000, 1_000)
  const stepRate = rate()
  pass(1_000)
  set('a', 'running', 8_000, 1_000)
  stepRate.perSecond()
  pass(1_000)
  set('a', 'running', 9_000, 1_000)
  expect(stepRate.perSecond()).toBe(1_000)
})

test('in the middle of a long update a run keeps the rate that it told last', () => {
  const { set, rate, pass } = machine()
  const stepRate = rate()
  set('slow', 'running', 30_000, 700)
  for (let second = 0; second < 20; second++) {
    pass(1_000)
    stepRate.perSecond()
  }
  expect(stepRate.perSecond()).toBe(700)
  set('slow', 'cancelled', 30_000)
  pass(1_000)
  expect(stepRate.perSecond()).toBe(0)
})

test('asked twice at once it answers the same', () => {
  const { set, rate, pass } = machine()
  const stepRate = rate()
  pass(1_000)
  set('a', 'running', 9_000)
  expect(stepRate.perSecond()).toBe(9_000)
  pass(3)
  set('a', 'running', 9_500)
  expect(stepRate.perSecond()).toBe(9_000)
})
