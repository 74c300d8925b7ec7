import { expect, test } from 'vitest'
import { environmentSpec } from '../src-shared/catalogue/environments/index.ts'
import type { BuiltInEnvironmentSpec } from '../src-shared/catalogue/environments/index.ts'
import { unpackNumbers } from '../src-shared/contract/packed-numbers.ts'
import type { ResultOf } from '../src-shared/contract/methods.ts'
import { stateDimensions } from '../src-shared/domain/state-dimensions.ts'
import { makeEnvironment } from './core/environments/registry.ts'
import { Generator } from './core/random/generator.ts'
import { gridworld, neural, newPath, start } from './testing/started-app.ts'

const unpacked = (episode: ResultOf<'inspect.episode'>) => ({
  ...episode,
  states: episode.states,
  statesNX: unpackNumbers(episode.statesNX),
  observationsND: unpackNumbers(episode.observationsND),
  actionsNK: unpackNumbers(episode.actionsNK),
  rewardsN: unpackNumbers(episode.rewardsN),
  rewardToGoN: unpackNumbers(episode.rewardToGoN),
  tdErrorsN: unpackNumbers(episode.tdErrorsN!),
  valuesN: unpackNumbers(episode.valuesN!),
})

const discount = 0.9
const runs = {
  'CartPole, softmax': {
    environment: { id: 'CartPole-v1' },
    variant: { ...neural, estimator: { kind: 'advantage', discount } },
  },
  'Pendulum, Gaussian, observations normalised': {
    environment: { id: 'Pendulum-v1', timeLimit: 50 },
    variant: {
      ...neural,
      normalisation: { observations: true },
      policy: { kind: 'neural-gaussian', hidden: [8] },
      estimator: { kind: 'advantage', discount },
    },
  },
  'Acrobot, shared torso': {
    environment: { id: 'Acrobot-v1', timeLimit: 60 },
    variant: {
      ...neural,
      estimator: { kind: 'advantage', discount },
      critic: { network: { kind: 'shared' }, fit: { kind: 'with-policy' } },
    },
  },
}

test.each(Object.entries(runs))(
  '%s: an episode is what the world makes of its actions',
  async (_, { environment, variant }) => {
    const { value, status } = start(newPath())
    const { runIds } = await value('experiments.queue', {
      spec: { ...gridworld({ budget: { updates: 4 }, evaluation: null }), environment, variants: [variant] },
    })
    const runId = runIds[0]!
    await status(runId, 'finished')
    const asked = { runId, update: 4, seed: 9 }
    const episode = unpacked(await value('inspect.episode', asked))
    const again = unpacked(await value('inspect.episode', asked))
    expect(again).toEqual(episode)
    const N = episode.rewardsN.length
    const X = episode.states
    const K = episode.actionsNK.length / N

    // Step by step by the world itself, from the state before.
    const world = makeEnvironment(
      environmentSpec.parse(environment) as BuiltInEnvironmentSpec,
      1,
      new Generator(0, 'check'),
    )
    const row = (numbers: Float64Array, n: number, width: number) =>
      Array.from(numbers.subarray(n * width, (n + 1) * width))
    let returned = 0
    for (let n = 0; n < N; n++) {
      world.setState(0, row(episode.statesNX, n, X))
      expect(row(episode.observationsND, n, episode.observations)).toEqual([...world.observationsND])
      world.stepCopy(0, episode.actionsNK, n * K)
      expect(world.getState(0)).toEqual(row(episode.statesNX, n + 1, X))
      expect(world.rewardsN[0]).toBe(episode.rewardsN[n])
      returned += episode.rewardsN[n]!
      const over = n === N - 1 && episode.end === 'terminated'
      const target = episode.rewardsN[n]! + (over ? 0 : discount * episode.valuesN[n + 1]!)
      expect(episode.tdErrorsN[n]).toBeCloseTo(target - episode.valuesN[n]!, 10)
      expect(episode.rewardToGoN[n]).toBeCloseTo(
        episode.rewardsN.subarray(n).reduce((sum, reward, k) => sum + discount ** k * reward, 0),
        9,
      )
    }
    expect(episode.return).toBeCloseTo(returned, 10)
    expect(episode.entropy).toSatisfy(Number.isFinite)
    expect(episode.klToPrevious).toBeGreaterThan(0)
    expect((await value('inspect.episode', { ...asked, update: 0 })).klToPrevious).toBeNull()

    // Each of many episodes is the one that its seed replays.
    const many = await value('inspect.episodes', { runId, update: 4, firstSeed: 5, count: 6 })
    expect(unpackNumbers(many.returnsE)[4]).toBeCloseTo(episode.return, 10)
    expect(unpackNumbers(many.lengthsE)[4]).toBe(N)

    // A surface through a state of the episode says there what the episode says.
    const dimensions = stateDimensions(environmentSpec.parse(environment))!
    expect(dimensions).toHaveLength(X)
    const held = row(episode.statesNX, 3, X)
    const axis = (dimension: number) => ({
      dimension,
      low: held[dimension]! - 1,
      high: held[dimension]! + 1,
      count: 5,
    })
    const place = { across: axis(0), up: axis(1), held, step: 3 }
    const centre = 2 * 5 + 2
    const surface = await value('inspect.surface', { runId, update: 4, of: { kind: 'value' }, ...place })
    expect(unpackNumbers(surface.values!)[centre]).toBeCloseTo(episode.valuesN[3]!, 5)
    const ofPolicy =
      episode.probabilitiesNA === null
        ? { of: { kind: 'mean', component: 0 } as const, said: unpackNumbers(episode.meansNK!)[3 * K]! }
        : {
            of: { kind: 'probability', action: 1 } as const,
            said: unpackNumbers(episode.probabilitiesNA)[
              3 * (unpackNumbers(episode.probabilitiesNA).length / (N + 1)) + 1
            ]!,
          }
    const policy = await value('inspect.surface', { runId, update: 4, of: ofPolicy.of, ...place })
    expect(unpackNumbers(policy.values!)[centre]).toBeCloseTo(ofPolicy.said, 5)
  },
)

test('what can’t be replayed or drawn is refused by field', async () => {
  const { app, value, status } = start(newPath())
  const { runIds } = await value('experiments.queue', {
    spec: {
      ...gridworld({ budget: { updates: 1 }, evaluation: null }),
      environment: { id: 'CartPole-v1' },
      variants: [neural],
    },
  })
  const runId = runIds[0]!
  await status(runId, 'finished')
  const axis = (dimension: number) => ({ dimension, low: -1, high: 1, count: 3 })
  const surface = { runId, update: 1, of: { kind: 'value' as const }, across: axis(0), up: axis(1), held: [0, 0, 0, 0] }
  const pathOf = async (changes: object) => {
    const answer = await app.call('inspect.surface', { ...surface, ...changes })
    return answer.ok ? null : 'issues' in answer.error ? answer.error.issues[0]!.path : answer.error.kind
  }
  expect(await pathOf({})).toBeNull()
  expect(await pathOf({ held: [0] })).toBe('held')
  expect(await pathOf({ up: axis(0) })).toBe('up.dimension')
  expect(await pathOf({ across: axis(9) })).toBe('across.dimension')
  expect(await pathOf({ update: 7 })).toBe('update')
  const { values } = await value('inspect.surface', { ...surface, of: { kind: 'sigma', component: 0 } })
  expect(values).toBeNull()
})
