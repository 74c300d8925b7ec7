import { expect, test } from 'vitest'
import { statisticsParams } from '../src-shared/contract/statistics.ts'
import { gridworld, newPath, start } from './testing/started-app.ts'

test('figures of an experiment, and between what its world’s scores lie', async () => {
  const { app, value, status } = start(newPath(), { cores: 1 })
  const spec = gridworld({ seeds: [1, 2], budget: { updates: 3 } })
  const { experimentId, runIds } = await value('experiments.queue', { spec })
  for (const id of runIds) await status(id, 'finished')
  const key = { experimentId, variantIndex: 0 }
  const question = statisticsParams.parse({
    asker: 'test',
    groups: [{ variants: [key], world: 'grid', algorithm: 'A' }],
    metric: 'return',
    axis: 'envSteps',
    centre: 'mean',
    finalOver: 1,
    threshold: null,
    anchors: null,
  })
  const { groups } = await value('comparison.statistics', question)
  expect(groups[0]!.final).toMatchObject({ n: 2 })
  expect(groups[0]!.seeds.map(({ seed }) => seed)).toEqual([1, 2])

  const { zero, one } = await value('comparison.anchors', key)
  expect(zero.episodes).toBeNull()
  expect(one).toBeGreaterThan(zero.value)

  const gone = { ...key, variantIndex: 99 }
  for (const answer of [
    await app.call('comparison.anchors', gone),
    await app.call('comparison.statistics', { ...question, groups: [{ ...question.groups[0]!, variants: [gone] }] }),
  ])
    expect(answer.ok || answer.error.kind).toBe('experiment-not-found')
})

test('random actions are measured by a trainer where a world has no table', async () => {
  const { value } = start(newPath(), { cores: 1 })
  const spec = {
    name: 'poles',
    environment: { id: 'CartPole-v1' },
    seeds: [1],
    variants: [
      {
        name: 'A',
        collection: { trajectories: 2 },
        policy: { kind: 'neural-softmax' },
        estimator: { kind: 'reward-to-go' },
        update: { kind: 'gradient-ascent' },
      },
    ],
    budget: { updates: 1 },
  }
  const { experimentId } = await value('experiments.queue', { spec })
  const { zero, one } = await value('comparison.anchors', { experimentId, variantIndex: 0 })
  expect(zero.episodes).toBe(200)
  // 22.2 with an SD of 12 an episode.
  expect(Math.abs(zero.value - 22.2)).toBeLessThan(4)
  expect(one).toBeNull()
})
