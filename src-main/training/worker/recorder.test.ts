import { expect, test } from 'vitest'
import { createRecorder } from './recorder.ts'

test('each metric is put together in its own way', () => {
  const recorder = createRecorder()
  recorder.add({ return: 1, returnMin: -3, returnMax: 4, learningRate: 0.2, lineSearchRejected: 2 })
  recorder.add({ return: 3, returnMin: -1, returnMax: 9, learningRate: 0.1, lineSearchRejected: 0 })
  expect(recorder.takeValues()).toEqual({
    return: 2,
    returnMin: -3,
    returnMax: 9,
    learningRate: 0.1,
    lineSearchRejected: 2,
  })
})

test('a mean is over the updates that have the metric; what none has is absent', () => {
  const recorder = createRecorder()
  recorder.add({ return: 5 })
  recorder.add({ entropy: 0.5 })
  recorder.add({ return: 7 })
  expect(recorder.takeValues()).toEqual({ return: 6, entropy: 0.5 })
  expect(recorder.takeValues()).toEqual({})
})

test('a row begun before a pause goes on after it', () => {
  const before = createRecorder()
  before.add({ kl: 0.1, returnMax: 3 })
  const state = before.save()
  before.add({ kl: 100, returnMax: 100 })
  const after = createRecorder()
  after.load(state)
  after.add({ kl: 0.3, returnMax: 2 })
  expect(after.takeValues()).toEqual({ kl: 0.2, returnMax: 3 })
})
