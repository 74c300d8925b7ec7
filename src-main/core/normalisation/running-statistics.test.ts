import { expect, it } from 'vitest'
import reference from './fixtures/running-statistics.json' with { type: 'json' }
import { createObservationNormaliser } from './observation-normaliser.ts'
import { createRewardScaler } from './reward-scaler.ts'

it('normalises observations as Gymnasium does, each step by all that was seen so far', () => {
  const { clip, steps, mean, variance, count } = reference.observations
  const normaliser = createObservationNormaliser(2, clip)
  for (const { observations, normalised } of steps) {
    const rows = observations.length
    const flat = Float64Array.from(observations.flat())
    normaliser.see(
      flat,
      Int32Array.from({ length: rows }, (_, row) => row),
      rows,
    )
    const out = new Float64Array(2 * rows)
    for (let row = 0; row < rows; row++) normaliser.encoding.write(flat, row, 0, out, row)
    expect([...out]).toEqual(close(normalised.flat()))
  }
  const moments = normaliser.save()
  expect([...moments.meanD]).toEqual(close(mean))
  expect([...moments.varianceD]).toEqual(close(variance))
  expect(moments.count).toBeCloseTo(count, 12)
})

it('takes in the busy copies alone', () => {
  const normaliser = createObservationNormaliser(1, 10)
  normaliser.see(Float64Array.of(100, 1, 100, 3), Int32Array.of(1, 3), 2)
  expect(normaliser.save().meanD[0]).toBeCloseTo(2, 3)
})

it('scales rewards by the running SD of the discounted return, as Stable-Baselines3 does', () => {
  const { clip, discount, steps, variance, returns } = reference.rewards
  const everyCopy = Int32Array.of(0, 1, 2)
  const scaler = createRewardScaler(3, discount, clip)
  for (const { rewards, done, scaled } of steps) {
    scaler.see(Float64Array.from(rewards), everyCopy, 3)
    expect(rewards.map(scaler.scaled)).toEqual(close(scaled))
    done.forEach((ended, copy) => ended && scaler.begin(copy))
  }
  expect([...scaler.save().varianceD]).toEqual(close([variance]))
  expect([...scaler.save().returnsN]).toEqual(close(returns))
})

const close = (expected: readonly number[]) => expected.map((value) => expect.closeTo(value, 12) as unknown)
