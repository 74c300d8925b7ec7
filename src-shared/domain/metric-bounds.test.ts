import { expect, it } from 'vitest'
import { environmentCatalogue, environmentSpec } from '../catalogue/environments/index.ts'
import type { EnvironmentSpecInput } from '../catalogue/environments/index.ts'
import { cutInterval, metricBounds } from './metric-bounds.ts'

const bounds = (metric: Parameters<typeof metricBounds>[0], environment: EnvironmentSpecInput) =>
  metricBounds(metric, environmentSpec.parse(environment))

it('a metric lies between what its world can pay, or what it can be anywhere', () => {
  expect(bounds('return', { id: 'CartPole-v1' })).toEqual({ low: 0, high: 500 })
  expect(bounds('evaluationReturn', { id: 'CartPole-v1', timeLimit: 200 })).toEqual({ low: 0, high: 200 })
  expect(bounds('return', { id: 'CartPole-v1', timeLimit: null })).toEqual({ low: 0, high: Infinity })
  expect(bounds('episodeLength', { id: 'CartPole-v1' })).toEqual({ low: 0, high: 500 })
  expect(bounds('exactObjective', { id: 'FrozenLake-v1' })).toEqual({ low: 0, high: 1 })
  expect(bounds('return', { id: 'gridworld' })).toEqual({ low: 49 * -0.04 - 1, high: 1 })
  expect(bounds('return', { id: 'gaussian-bandit' })).toEqual({ low: -Infinity, high: Infinity })
  expect(bounds('discountedReturn', { id: 'warm-up' })).toEqual({ low: 0, high: 100 })
  expect(bounds('clipFraction', { id: 'gaussian-bandit' })).toEqual({ low: 0, high: 1 })
  expect(bounds('policyLoss', { id: 'CartPole-v1' })).toEqual({ low: -Infinity, high: Infinity })
})

it('J lies where the world’s own discount lets it', () => {
  const paysOneOrTwo = {
    id: 'finite-mdp',
    transitions: [[[1], [1]]],
    rewards: [[1, 2]],
    initial: [1],
    horizon: 10,
  } satisfies EnvironmentSpecInput
  expect(bounds('exactObjective', paysOneOrTwo)).toEqual({ low: 10, high: 20 })
  for (const metric of ['exactObjective', 'greedyObjective'] as const)
    expect(bounds(metric, { ...paysOneOrTwo, discount: 0.5 })).toEqual({ low: 0, high: 20 })
  expect(bounds('return', { ...paysOneOrTwo, discount: 0.5 })).toEqual({ low: 10, high: 20 })
})

it('every world’s bounds are in order, and a published solved mark lies within them', () => {
  const wrong = environmentCatalogue.filter((entry) => {
    const spec = environmentSpec.safeParse({ id: entry.id })
    if (!spec.success) return false
    const { low, high } = metricBounds('return', spec.data)
    const solvedAt = 'solvedAt' in entry ? entry.solvedAt : low
    return !(low < high && low <= solvedAt && solvedAt <= high)
  })
  expect(wrong.map(({ id }) => id)).toEqual([])
})

it('an interval is cut at what is possible, and rounding is no cut', () => {
  expect(cutInterval({ low: -2_187, high: 2_790 }, { low: 0, high: 500 })).toEqual({ low: 0, high: 500, cut: true })
  expect(cutInterval({ low: 480, high: 500 + 1e-10 }, { low: 0, high: 500 })).toEqual({
    low: 480,
    high: 500,
    cut: false,
  })
})
