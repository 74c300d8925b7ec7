import { expect, test } from 'vitest'
import { gridworld, newPath, start } from './testing/started-app.ts'

test('a run whose last update diverges fails, and says so', async () => {
  const { value, status } = start(newPath())
  // One update: the gradient of such a reward is finite, and the step along it is not.
  const spec = gridworld({
    environment: { id: 'finite-mdp', transitions: [[[1], [1]]], rewards: [[0, 1e152]], initial: [1], horizon: 1 },
    variants: [
      {
        ...gridworld().variants[0]!,
        update: { kind: 'gradient-ascent', optimiser: { kind: 'sgd' }, learningRate: 1_000 },
      },
    ],
    budget: { updates: 1 },
    evaluation: null,
  })
  const { runIds } = await value('experiments.queue', { spec })
  const { statusReason, progress } = await status(runIds[0]!, 'failed', 'finished')
  expect(statusReason).toBe(
    'Training diverged in update 1: the step norm is infinite. Take smaller steps (a lower learning rate, η or δ), or ' +
      'limit the gradient’s norm.',
  )
  expect(progress.update).toBe(1)
})
