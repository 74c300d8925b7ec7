import { expect, test } from 'vitest'
import { unpackNumbers } from '../src-shared/contract/packed-numbers.ts'
import { gridworld, newPath, start } from './testing/started-app.ts'

const sum = (numbers: ArrayLike<number>) => Array.from(numbers).reduce((total, number) => total + number, 0)

test('a finished run’s snapshots are solved in its world, one step or all together', async () => {
  const { value, status, rowsOf } = start(newPath())
  const critic = { network: { kind: 'tabular' as const }, fit: { kind: 'separate' as const } }
  const { runIds } = await value('experiments.queue', {
    spec: gridworld({
      budget: { updates: 10 },
      diagnosticsEvery: 1,
      variants: [
        {
          name: 'actor-critic',
          collection: { trajectories: 8 },
          policy: { kind: 'tabular-softmax' },
          estimator: { kind: 'advantage', discount: 0.9 },
          critic,
          update: { kind: 'gradient-ascent', per: 'trajectory' },
        },
      ],
    }),
  })
  const runId = runIds[0]!
  await status(runId, 'finished')
  const facts = await value('inspect.run', { runId })
  expect(facts).toMatchObject({
    world: 'map',
    actions: 4,
    actionNames: ['left', 'down', 'right', 'up'],
    discounts: { spec: 1, critic: 0.9 },
    hasCritic: true,
    criticSeesTime: false,
  })
  expect(facts.snapshots.map(({ update }) => update)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(facts.snapshots.every(({ source }) => source === 'snapshot')).toBe(true)

  const { states: S, actions: A } = facts
  const { snapshots } = await value('inspect.finite', { runId, step: 0 })
  expect(snapshots).toHaveLength(11)
  expect(snapshots[0]!.klToPrevious).toBeNull()
  const rows = await rowsOf(runId)
  for (const [k, shown] of snapshots.entries()) {
    const piSA = unpackNumbers(shown.piSA)
    const qSA = unpackNumbers(shown.qSA)
    const valuesS = unpackNumbers(shown.valuesS)
    const advantagesSA = unpackNumbers(shown.advantagesSA)
    for (let s = 0; s < S; s++) {
      const row = piSA.subarray(s * A, (s + 1) * A)
      expect(sum(row)).toBeCloseTo(1, 12)
      expect(sum(row.map((p, a) => p * qSA[s * A + a]!))).toBeCloseTo(valuesS[s]!, 12)
      for (let a = 0; a < A; a++) expect(advantagesSA[s * A + a]).toBeCloseTo(qSA[s * A + a]! - valuesS[s]!, 12)
    }
    const occupancyS = unpackNumbers(shown.occupancyS)
    expect(sum(occupancyS)).toBeCloseTo(1, 12)
    // J is V_0 where an episode starts.
    expect(sum(occupancyS.map((d, s) => d * valuesS[s]!))).toBeCloseTo(shown.objective, 12)
    expect(shown.stepsPerEpisode).toBeCloseTo(sum(unpackNumbers(shown.visitsS)), 10)
    if (k === 0) continue
    // What the trainer itself recorded of the policy after this update.
    const recorded = rows.find(({ update }) => update === shown.update)!.values
    expect(shown.objective).toBe(recorded.exactObjective)
    expect(shown.discountedObjective).toBe(recorded.exactDiscountedObjective)
    expect(shown.klToPrevious!.trajectory).toBeGreaterThan(0)
    expect(shown.klToPrevious!.step).toBeLessThan(shown.klToPrevious!.trajectory)
  }

  const { snapshots: last } = await value('inspect.finite', { runId, step: 'summed', updates: [10] })
  expect(last).toHaveLength(1)
  const [summed] = last
  // The same as in the answer for all: the snapshot before counts also where it isn't asked for.
  expect(summed!.klToPrevious).toEqual(snapshots.at(-1)!.klToPrevious)
  const visitsS = unpackNumbers(summed!.visitsS)
  const errorS = unpackNumbers(summed!.criticErrorS!)
  for (let s = 0; s < S; s++) expect(Number.isNaN(errorS[s])).toBe(visitsS[s] === 0)
})

test('a bandit’s actions are arms', async () => {
  const { value, status } = start(newPath())
  const spec = {
    ...gridworld({ budget: { updates: 1 } }),
    environment: { id: 'bernoulli-bandit', probabilities: [0.2, 0.8] },
  }
  const { runIds } = await value('experiments.queue', { spec })
  await status(runIds[0]!, 'finished')
  expect(await value('inspect.run', { runId: runIds[0]! })).toMatchObject({
    world: 'bandit',
    actionNames: ['arm 0', 'arm 1'],
    optimum: expect.any(Number),
  })
})

test('what can’t be looked at is refused with the reason', async () => {
  const { app, value, status } = start(newPath())
  const refusal = async (...[method, params]: Parameters<typeof app.call>) => {
    const answer = await app.call(method, params)
    return answer.ok ? null : answer.error
  }
  const { runIds } = await value('experiments.queue', { spec: gridworld({ budget: { updates: 3 } }) })
  await status(runIds[0]!, 'finished')
  expect(await refusal('inspect.finite', { runId: runIds[0]!, step: 1_000 })).toMatchObject({
    kind: 'not-inspected',
    reason: expect.stringContaining('so h goes from 0 to'),
  })
  expect(await refusal('inspect.finite', { runId: runIds[0]!, step: 0, updates: [7] })).toMatchObject({
    kind: 'invalid-input',
    issues: [{ path: 'updates', message: expect.stringContaining('but after 0, 1, 2, 3') }],
  })
  const { runIds: cartPole } = await value('experiments.queue', {
    spec: {
      ...gridworld({ budget: { updates: 1 }, snapshots: null }),
      environment: { id: 'CartPole-v1' },
      variants: [{ ...gridworld().variants[0], policy: { kind: 'neural-softmax', hidden: [4] } }],
    },
  })
  await status(cartPole[0]!, 'finished')
  expect(await refusal('inspect.finite', { runId: cartPole[0]!, step: 0 })).toMatchObject({ kind: 'no-finite-model' })
  expect(await value('inspect.run', { runId: cartPole[0]! })).toMatchObject({ world: 'control', optimum: null })
})
