import { expect, test, vi } from 'vitest'
import type { LabSpecInput } from '../src-shared/catalogue/labs/index.ts'
import { gridworld, newPath, start } from './testing/started-app.ts'

test('a run’s policy and critic are looked at in one more update, and what doesn’t fit is refused by field', async () => {
  const app = start(newPath())
  const spec = gridworld({ budget: { updates: 4 } })
  const [variant] = spec.variants
  const withCritic = {
    ...variant!,
    estimator: { kind: 'advantage' as const },
    critic: { network: { kind: 'tabular' as const }, fit: { kind: 'with-policy' as const } },
    update: { kind: 'clip' as const },
  }
  const { runIds } = await app.value('experiments.queue', { spec: { ...spec, variants: [withCritic] } })
  await app.status(runIds[0]!, 'finished')

  const policy = { from: 'run', runId: runIds[0]! } as const
  const lab: LabSpecInput = {
    lab: 'clip',
    environment: { id: 'gridworld' },
    policy,
    advantages: { from: 'critic' },
    epochs: 3,
    trajectories: 8,
  }
  const { id } = await app.value('labs.start', { spec: lab })
  const result = await vi.waitFor(
    async () => {
      const opened = await app.value('labs.get', { id })
      expect(opened.experiment).toMatchObject({ status: 'done' })
      return opened.result!
    },
    { timeout: 60_000, interval: 20 },
  )
  if (result.lab !== 'clip') throw new Error('another lab answered')
  expect(result.epochs.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3])
  expect(result.epochs[3]!.kl.full).toBeGreaterThan(0)
  expect(result.epochs[3]!.objective).not.toBe(result.epochs[0]!.objective)

  const problems = async (written: object) => (await app.value('labs.plan', { spec: { ...lab, ...written } })).problems
  expect(await problems({ policy: { from: 'fresh' } })).toEqual([
    { path: 'advantages.from', message: expect.stringContaining('take a policy of a run') },
  ])
  expect(
    await problems({
      environment: { id: 'CartPole-v1' },
      policy: { from: 'fresh', policy: { kind: 'neural-softmax' } },
      advantages: { from: 'exact' },
    }),
  ).toEqual([{ path: 'advantages.from', message: expect.stringContaining('take returns') }])
  expect(await problems({ advantages: { from: 'returns' }, trajectories: 1 })).toEqual([
    { path: 'trajectories', message: expect.stringContaining('at least 2') },
  ])
})
