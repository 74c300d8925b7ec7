import { expect, it } from 'vitest'
import { encodePlainData } from './encode.ts'
import { decodeSnapshot, encodeSnapshot } from './snapshot-bytes.ts'

const snapshot = {
  version: 1 as const,
  update: 12,
  envSteps: 3_072,
  episodes: 40,
  theta: Float32Array.of(0.1, -0, Number.MIN_VALUE),
  criticTheta: Float64Array.of(1 / 3),
  observationMoments: { count: 5.0001, meanD: Float64Array.of(1), varianceD: Float64Array.of(2) },
  rewardSpread: 2.5,
}

it('keeps every bit, and the kind of every array', () => {
  expect(decodeSnapshot(encodeSnapshot(snapshot))).toEqual(snapshot)
})

it('is read from a saved state, of today and of programs that had no running statistics', () => {
  const { update, observationMoments, rewardSpread: _spread, ...parts } = snapshot
  const learner = { ...parts, updates: update, optimiser: null, returnsN: new Float64Array(2) }
  const state = (more: object) => encodePlainData({ format: 1, learner: { ...learner, ...more }, computeMs: 1 })
  expect(decodeSnapshot(state({ observationMoments }))).toEqual({ ...snapshot, rewardSpread: null })
  expect(decodeSnapshot(state({}))).toEqual({ ...snapshot, observationMoments: null, rewardSpread: null })
})

it('is read where it doesn’t say what rewards were divided by, as the first ones', () => {
  const { rewardSpread: _spread, ...first } = snapshot
  expect(decodeSnapshot(encodePlainData(first))).toEqual({ ...snapshot, rewardSpread: null })
})

it('refuses other bytes', () => {
  expect(() => decodeSnapshot(encodePlainData({ theta: [1, 2] }))).toThrow('no checkpoint of a policy')
  expect(() => decodeSnapshot(encodePlainData({ format: 1, learner: null }))).toThrow('no checkpoint of a policy')
  expect(() => decodeSnapshot(Uint8Array.of(1, 2, 3, 4, 5, 6))).toThrow(RangeError)
})
