import { expect, test } from 'vitest'
import { createFitTrials } from './fit-trials.ts'

/** Asks for fits for so long, with what each of them takes; how many went to the second thread. */
function ask(
  trials: ReturnType<typeof createFitTrials>,
  fromMs: number,
  untilMs: number,
  onTwoMs: number,
  onOneMs: number,
): { onTwo: number; onOne: number } {
  const counts = { onTwo: 0, onOne: 0 }
  for (let nowMs = fromMs; nowMs < untilMs;) {
    const onSecondThread = trials.onSecondThread(nowMs)
    counts[onSecondThread ? 'onTwo' : 'onOne']++
    const elapsedMs = onSecondThread ? onTwoMs : onOneMs
    trials.record(onSecondThread, elapsedMs)
    nowMs += elapsedMs
  }
  return counts
}

test('the faster way is kept, and the other tried now and again', () => {
  const fast = ask(createFitTrials(), 0, 10_000, 1, 2)
  expect(fast.onOne).toBeGreaterThanOrEqual(4)
  expect(2 * fast.onOne).toBeLessThan(0.05 * 10_000)
  const slow = ask(createFitTrials(), 0, 10_000, 4, 2)
  expect(slow.onTwo).toBeGreaterThanOrEqual(4)
  expect(4 * slow.onTwo).toBeLessThan(0.05 * 10_000)
})

test('a core that is taken or becomes free is noticed within seconds', () => {
  const trials = createFitTrials()
  expect(ask(trials, 0, 5_000, 1, 2).onTwo).toBeGreaterThan(4_000)
  expect(ask(trials, 5_000, 8_000, 8, 2).onTwo).toBeGreaterThan(0)
  expect(ask(trials, 8_000, 9_000, 8, 2).onTwo).toBeLessThan(20)
  expect(ask(trials, 9_000, 12_000, 1, 2).onTwo).toBeGreaterThan(0)
  expect(ask(trials, 12_000, 13_000, 1, 2).onOne).toBeLessThan(40)
})

test('long fits are tried four at a time, and take no more of the run', () => {
  const { onTwo, onOne } = ask(createFitTrials(), 0, 200_000, 3_000, 1_000)
  expect(onTwo).toBe(4)
  expect(onOne).toBeGreaterThan(150)
})

test('what takes longer to hand over than to do is not tried', () => {
  const { isWorthTrying } = createFitTrials()
  expect(isWorthTrying(40 * 4_481)).toBe(false)
  expect(isWorthTrying(2_048 * 4_481)).toBe(true)
})
