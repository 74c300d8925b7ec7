import { expect, test } from 'vitest'
import { createClock } from './clock.ts'

/** Frames that come when the test says so. */
function frames() {
  let waiting: ((nowMs: number) => void) | null = null
  return {
    request: (act: (nowMs: number) => void) => {
      waiting = act
      return 1
    },
    cancel: () => (waiting = null),
    at(nowMs: number) {
      const act = waiting
      waiting = null
      act?.(nowMs)
    },
  }
}

test('plays in the world’s own time, at its pace, and ends at the last step', () => {
  const frame = frames()
  const clock = createClock(frame)
  let told = 0
  clock.onMove(() => told++)
  clock.setEpisode(100, 50)
  clock.play()
  frame.at(1_000)
  expect(clock.position).toBe(0)
  frame.at(1_100)
  expect(clock.position).toBeCloseTo(5)
  clock.setPace(4)
  frame.at(1_200)
  expect(clock.position).toBeCloseTo(25)
  // A standstill of ten seconds is no jump to the end.
  frame.at(11_200)
  expect(clock.position).toBeCloseTo(75)
  expect(clock.playing).toBe(true)
  frame.at(11_400)
  expect(clock.position).toBe(100)
  expect(clock.playing).toBe(false)
  const before = told
  frame.at(11_500)
  expect(told).toBe(before)
  // From the end it plays again from the start.
  clock.play()
  expect(clock.position).toBe(0)
})

test('stays within the episode', () => {
  const clock = createClock(frames())
  clock.setEpisode(100, 50)
  clock.seek(130)
  expect(clock.position).toBe(100)
  clock.setEpisode(40, 50)
  expect(clock.position).toBe(40)
  clock.seek(-3)
  expect(clock.position).toBe(0)
})
